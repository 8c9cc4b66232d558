import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { createKinesisEventsShards } from '../../../../functions/adapters/aws/kinesis-events-shards';
import type { EventsShards } from '../../../../functions/ports/events-shards';
import { describeOnEmulator } from '../../../support/aws/emulator';
import { recordsOf } from './examples-in';
import { freshStream } from './fresh';

const NOW_MS = Date.UTC(2100, 0, 1);
const FIRST = 'shardId-000000000000';
const SECOND = 'shardId-000000000001';

describeOnEmulator('the shards of the events stream', (emulator) => {
  interface Watched {
    readonly client: KinesisClient;
    readonly stream: string;
    readonly shards: EventsShards;
    /** Puts a record on the first or the second of two shards; its sequence. */
    put(shard: 0 | 1): Promise<string>;
    /** What Kinesis answers, changed on its way back. */
    answer: (command: string, output: object) => object;
    readonly calls: string[];
  }

  async function open(shardCount = 2): Promise<Watched> {
    const client = new KinesisClient(emulator().client);
    const stream = await freshStream(client, shardCount);
    const calls: string[] = [];
    const watched: Watched = {
      client,
      stream,
      shards: createKinesisEventsShards({ client, stream, nowMs: () => NOW_MS }),
      calls,
      answer: (_, output) => output,
      async put(shard) {
        const key = { StreamName: stream, PartitionKey: 'any', Data: Buffer.from('{}') };
        // The lower and the upper half of the keys' hashes, of 128 bits.
        const half = String(shard === 0 ? 0n : 2n ** 128n - 1n);
        return (await client.send(new PutRecordCommand({ ...key, ExplicitHashKey: half }))).SequenceNumber!;
      },
    };
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          calls.push(commandName.replace('Command', ''));
          const result = await next(args);
          return { ...result, output: { ...result.output, ...watched.answer(commandName, result.output) } };
        },
      { step: 'initialize' },
    );
    return watched;
  }

  it('are silent since ever, where nothing has come', async () => {
    const { shards } = await open();
    const silence = { sinceMs: 0, untilMs: NOW_MS };
    expect(await shards.live({})).toEqual([
      { shard: FIRST, silence },
      { shard: SECOND, silence },
    ]);
  });

  it('are silent since their last event came, once it was read; until then something waits', async () => {
    const { client, stream, shards, put } = await open();
    const [first, second] = [await put(1), await put(1)];
    const arrivals = (await recordsOf(client, stream)).map(({ ApproximateArrivalTimestamp: at }) => at!.getTime());
    const silenceAt = async (position?: string) =>
      (await shards.live(position === undefined ? {} : { [SECOND]: position })).find(({ shard }) => shard === SECOND)
        ?.silence;
    expect(await silenceAt()).toBeNull();
    expect(await silenceAt(first)).toBeNull();
    expect(await silenceAt(second)).toEqual({ sinceMs: arrivals[1], untilMs: NOW_MS });
  });

  it('are live when closed until they were read to their end', async () => {
    const watched = await open();
    const sequence = await watched.put(0);
    watched.answer = (command) =>
      command === 'ListShardsCommand'
        ? {
            Shards: [
              { ShardId: FIRST, SequenceNumberRange: { StartingSequenceNumber: '0', EndingSequenceNumber: sequence } },
              { ShardId: SECOND, SequenceNumberRange: { StartingSequenceNumber: '0' } },
            ],
          }
        : {};
    const live = async (positions: Record<string, string>): Promise<string[]> =>
      (await watched.shards.live(positions)).map(({ shard }) => shard);
    expect(await live({})).toEqual([FIRST, SECOND]);
    expect(await live({ [FIRST]: sequence })).toEqual([SECOND]);
  });

  it('are not silent because an answer came back empty while there is more', async () => {
    const watched = await open(1);
    let answers = 0;
    watched.answer = (command) => {
      if (command !== 'GetRecordsCommand') return {};
      answers += 1;
      return answers === 3 ? {} : { Records: [], MillisBehindLatest: 1_000 };
    };
    expect(await watched.shards.live({})).toEqual([{ shard: FIRST, silence: { sinceMs: 0, untilMs: NOW_MS } }]);
    expect(answers).toBe(3);
    answers = 3;
    expect(await watched.shards.live({})).toEqual([{ shard: FIRST, silence: null }]);
    expect(answers).toBe(8);
  });

  it('are silent in the end, when the way to the tip takes more answers than a look: the next one goes on from there', async () => {
    const watched = await open(1);
    const sequence = await watched.put(0);
    const pieces = 12;
    let walkedUpTo = 0;
    watched.answer = (command) => {
      if (command === 'GetShardIteratorCommand') walkedUpTo = 0;
      if (command !== 'GetRecordsCommand') return {};
      walkedUpTo += 1;
      return {
        ...(walkedUpTo > 1 ? { Records: [] } : {}),
        MillisBehindLatest: Math.max(0, pieces - walkedUpTo) * 86_400_000,
      };
    };
    const look = async () => (await watched.shards.live({ [FIRST]: sequence }))[0]!.silence;
    const arrivedMs = (await recordsOf(watched.client, watched.stream)).at(0)!.ApproximateArrivalTimestamp!.getTime();
    watched.calls.splice(0);
    walkedUpTo = 0;
    expect([await look(), await look()]).toEqual([null, null]);
    expect(await look()).toEqual({ sinceMs: arrivedMs, untilMs: NOW_MS });
    const reads = () => watched.calls.splice(0).filter((call) => call === 'GetRecords' || call === 'GetShardIterator');
    expect(reads()).toEqual(['GetShardIterator', ...new Array(pieces).fill('GetRecords')]);
    expect(await look()).toEqual({ sinceMs: arrivedMs, untilMs: NOW_MS });
    expect(reads()).toEqual(['GetRecords']);
  });

  it('are seen to wake up by a look that goes on from the one before it', async () => {
    const watched = await open(1);
    expect((await watched.shards.live({}))[0]!.silence).not.toBeNull();
    const sequence = await watched.put(0);
    expect((await watched.shards.live({}))[0]!.silence).toBeNull();
    expect((await watched.shards.live({}))[0]!.silence).toBeNull();
    expect((await watched.shards.live({ [FIRST]: sequence }))[0]!.silence).not.toBeNull();
  });

  it('are looked at from their position again where Kinesis has forgotten the way, or a look has failed', async () => {
    const client = new KinesisClient(emulator().client);
    const stream = await freshStream(client, 1);
    const clock = { nowMs: NOW_MS };
    const shards = createKinesisEventsShards({ client, stream, nowMs: () => clock.nowMs });
    let starts = 0;
    let isCut = false;
    client.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (commandName === 'GetShardIteratorCommand') starts += 1;
          if (commandName === 'GetRecordsCommand' && isCut) throw new Error('cut off');
          return next(args);
        },
      { step: 'initialize' },
    );
    await shards.live({});
    await shards.live({});
    expect(starts).toBe(1);
    clock.nowMs += 5 * 60_000;
    await shards.live({});
    expect(starts).toBe(2);
    isCut = true;
    await expect(shards.live({})).rejects.toThrow('cut off');
    isCut = false;
    await shards.live({});
    expect(starts).toBe(3);
  });

  it('end where Kinesis says that there is no more to come', async () => {
    const watched = await open(1);
    watched.answer = (command) =>
      command === 'GetRecordsCommand' ? { MillisBehindLatest: 1, NextShardIterator: undefined } : {};
    expect(await watched.shards.live({})).toEqual([{ shard: FIRST, silence: { sinceMs: 0, untilMs: NOW_MS } }]);
  });

  it('are listed over several pages, at two calls a shard', async () => {
    const { shards, client, stream, calls } = await open(5);
    const asked: object[] = [];
    client.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (commandName !== 'ListShardsCommand') return next(args);
          asked.push(Object.keys(args.input));
          // The emulator wants the name with every page, which AWS refuses beside a token.
          return next({ ...args, input: { ...args.input, StreamName: stream, MaxResults: 2 } });
        },
      { step: 'initialize' },
    );
    expect((await shards.live({})).map(({ shard }) => shard)).toEqual(
      [0, 1, 2, 3, 4].map((number) => `shardId-00000000000${number}`),
    );
    expect(asked).toEqual([['StreamName'], ['NextToken'], ['NextToken']]);
    const count = (name: string): number => calls.filter((call) => call === name).length;
    expect(['ListShards', 'GetShardIterator', 'GetRecords'].map(count)).toEqual([3, 5, 5]);
  });
});
