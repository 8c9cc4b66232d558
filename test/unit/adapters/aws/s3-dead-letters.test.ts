import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createS3DeadLetters } from '../../../../functions/adapters/aws/s3-dead-letters';
import type { DeadLetter, DeadLetters } from '../../../../functions/ports/dead-letters';
import { deadLettersContract } from '../../../contracts/dead-letters';
import { describeOnEmulator } from '../../../support/aws/emulator';
import { freshBucket } from './fresh';

const letter = (sequence: number, rest: Partial<DeadLetter> = {}): DeadLetter => ({
  origin: 'shard-1',
  sequence: String(sequence),
  model: 'flights',
  code: 'not-json',
  reason: 'the record is not JSON',
  data: `{"broken ${sequence}`,
  ...rest,
});

describeOnEmulator('dead letters in a bucket', (emulator) => {
  async function open() {
    const client = new S3Client(emulator().client);
    const bucket = await freshBucket(client);
    let nowMs = 978_307_260_000;
    const calls: string[] = [];
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        (args) => {
          calls.push(commandName.replace('Command', ''));
          return next(args);
        },
      { step: 'initialize' },
    );
    return {
      client,
      bucket,
      calls,
      /** A clock that a second process sees too, and that stands still unless it is moved. */
      clock: { now: () => nowMs, move: (byMs: number) => (nowMs += byMs) },
      store: (): DeadLetters => createS3DeadLetters({ client, bucket, nowMs: () => nowMs }),
    };
  }

  deadLettersContract(async () => {
    const { store, clock } = await open();
    const moving = (): DeadLetters => {
      clock.move(60_000);
      return store();
    };
    return { port: moving(), reopen: async () => moving() };
  });

  it('are an object of lines of JSON per put, model and origin, whose name says what it holds', async () => {
    const { client, bucket, store } = await open();
    const put = [letter(12), letter(9), letter(10, { model: null }), letter(4, { origin: 'windows:flights' })];
    await store().put(put);
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
    const keys = Contents.map(({ Key = '' }) => Key.replace(/\.[0-9a-f]{12}\./, '.PUT.'));
    expect(keys).toEqual([
      'dead-letters/_/000978307260000.PUT.10.10.1.shard-1.ndjson',
      'dead-letters/flights/000978307260000.PUT.4.4.1.windows%3Aflights.ndjson',
      'dead-letters/flights/000978307260000.PUT.9.12.2.shard-1.ndjson',
    ]);
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: Contents[2]?.Key }));
    const lines = ((await Body?.transformToString()) ?? '').trimEnd().split('\n');
    const held: unknown[] = lines.map((line) => JSON.parse(line));
    expect(held).toEqual([
      { at: 0, ...letter(12) },
      { at: 1, ...letter(9) },
    ]);
    expect(await store().list()).toEqual(put);
  });

  it('are counted by names alone where none can be repeated', async () => {
    const { calls, store } = await open();
    const letters = store();
    for (const first of [1, 10, 20]) await letters.put([letter(first), letter(first + 5)]);
    await letters.put([letter(3, { origin: 'shard-2' })]);
    calls.splice(0);
    expect(await letters.count()).toBe(7);
    expect(calls).toEqual(['ListObjectsV2']);
  });

  it('are counted by what they hold where names do not tell, and only there', async () => {
    const { calls, store } = await open();
    const letters = store();
    await letters.put([letter(1), letter(5), letter(9)]);
    await letters.put([letter(5), letter(7)]);
    await letters.put([letter(20)]);
    calls.splice(0);
    expect(await letters.count()).toBe(5);
    expect(calls).toEqual(['ListObjectsV2', 'GetObject', 'GetObject']);
  });

  it('are in order of their puts when the clock stands still or goes back', async () => {
    const { clock, store } = await open();
    const letters = store();
    await letters.put([letter(3)]);
    await letters.put([letter(2)]);
    clock.move(-60_000);
    await letters.put([letter(1)]);
    expect((await letters.list()).map(({ sequence }) => sequence)).toEqual(['3', '2', '1']);
  });

  it('are read no further than the limit asks, by whole rounds of objects', async () => {
    const { calls, store } = await open();
    const letters = store();
    for (let sequence = 1; sequence <= 20; sequence += 1) await letters.put([letter(sequence)]);
    calls.splice(0);
    expect(await letters.list({ limit: 3 })).toEqual([letter(1), letter(2), letter(3)]);
    expect(calls.filter((call) => call === 'GetObject')).toHaveLength(16);
    expect(await letters.list()).toHaveLength(20);
  });

  it('of one model are found without reading those of another', async () => {
    const { calls, store } = await open();
    const letters = store();
    await letters.put([letter(1), letter(2, { model: 'flights2' }), letter(3, { model: 'hotels' })]);
    calls.splice(0);
    expect(await letters.list({ model: 'flights' })).toEqual([letter(1)]);
    expect(calls).toEqual(['ListObjectsV2', 'GetObject']);
  });

  it('take no other object for one of theirs, and stop at one that is damaged', async () => {
    const { client, bucket, store } = await open();
    const letters = store();
    await letters.put([letter(1)]);
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'dead-letters/flights/README', Body: 'not ours' }));
    expect(await letters.list()).toEqual([letter(1)]);
    expect(await letters.count()).toBe(1);
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
    const Key = Contents.map(({ Key: key = '' }) => key).find((key) => key.endsWith('.ndjson'));
    await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: '{"at":0}\n' }));
    await expect(letters.list()).rejects.toThrow('sequence');
  });

  it('must say where they were read in digits: others could not be told apart', async () => {
    const { store } = await open();
    await expect(store().put([{ ...letter(1), sequence: '7-9' }])).rejects.toThrow('7-9');
    expect(await store().count()).toBe(0);
  });
});
