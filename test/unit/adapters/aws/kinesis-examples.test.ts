import {
  InvalidArgumentException,
  KinesisClient,
  KMSThrottlingException,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-kinesis';
import { createKinesisExamples } from '../../../../functions/adapters/aws/kinesis-examples';
import type { Block } from '../../../../functions/domain/examples/columns';
import { createColumnsBuilder } from '../../../../functions/domain/examples/columns-builder';
import { concatColumns } from '../../../../functions/domain/examples/concat';
import type { ExamplesOut } from '../../../../functions/ports/examples';
import { examplesContract } from '../../../contracts/examples';
import { sampleBlock } from '../../../contracts/sample-block';
import { describeOnEmulator } from '../../../support/aws/emulator';
import { createPrng } from '../../../support/prng';
import { flights } from '../../../support/sample-events';
import { examplesIn, recordsOf } from './examples-in';
import { freshStream } from './fresh';

const { features } = flights;
const declarations = ['flights', 'hotels', 'a', 'b', 'c'].map((name) => ({ name, features }));
const RECORD_BYTES_MAX = 1_048_576;

/** Examples that do not compress: each of so many letters of chance. */
function wideBlock(count: number, letters: number): Block {
  const chance = createPrng(7);
  const builder = createColumnsBuilder(flights);
  const word = (): string => Array.from({ length: letters }, () => String.fromCharCode(97 + chance.int(26))).join('');
  for (let at = 0; at < count; at += 1) {
    builder.add({
      sequence: String(at + 1),
      eventId: `e${at}`,
      served: {
        features: { origin: word(), distance: at },
        weight: null,
        source: null,
        version: null,
        prediction: null,
        propensity: null,
      },
      label: at % 2,
      predictedAtMs: at,
      completedAtMs: at,
      events: 2,
    });
  }
  const sequence = Array.from({ length: count }, (_, at) => String(at + 1));
  return { model: 'flights', origin: 'shard-1', sequence, examples: builder.finish() };
}

describeOnEmulator('the examples stream on Kinesis', (emulator) => {
  interface Watched {
    readonly client: KinesisClient;
    readonly stream: string;
    readonly examples: ExamplesOut;
    /** What each put was told to come after. */
    readonly after: (string | undefined)[];
    /** Waits between tries. */
    readonly pauses: number[];
    /** Puts that fail, by their number from 1. */
    failing: (put: number) => Error | undefined;
  }

  async function open(): Promise<Watched> {
    const client = new KinesisClient(emulator().client);
    const stream = await freshStream(client);
    const pauses: number[] = [];
    const backoff = { pause: async (attempt: number) => void pauses.push(attempt) };
    const examples = createKinesisExamples({ client, stream, declarations, backoff });
    const watched: Watched = { client, stream, examples, after: [], pauses, failing: () => undefined };
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName !== 'PutRecordCommand') return next(args);
          const input = args.input;
          watched.after.push('SequenceNumberForOrdering' in input ? input.SequenceNumberForOrdering : undefined);
          const error = watched.failing(watched.after.length);
          if (error !== undefined) throw error;
          return next(args);
        },
      { step: 'initialize' },
    );
    return watched;
  }

  const blocksOf = async ({ client, stream }: Watched): Promise<Block[]> =>
    (await examplesIn(client, stream, flights, new Set()).next(1_000)).map(({ block }) => block);

  examplesContract(async () => {
    const client = new KinesisClient(emulator().client);
    const stream = await freshStream(client);
    const trimmed = new Set<string>();
    const port = () => ({
      ...createKinesisExamples({ client, stream, declarations }),
      ...examplesIn(client, stream, flights, trimmed),
    });
    return { port: port(), reopen: async () => port() };
  });

  it('is partitioned by model, so that each is learned in order', async () => {
    const watched = await open();
    await watched.examples.put(sampleBlock(1, 'hotels'));
    await watched.examples.put(sampleBlock(2));
    const keys = (await recordsOf(watched.client, watched.stream)).map(({ PartitionKey }) => PartitionKey);
    expect(keys).toEqual(['hotels', 'flights']);
  });

  it('cuts a block that is too large by its examples, in order, each part a record', async () => {
    const watched = await open();
    const block = wideBlock(2_500, 1_000);
    await watched.examples.put(block);
    const records = await recordsOf(watched.client, watched.stream);
    // About 2.5 MB of letters: halves are too large still, quarters fit.
    expect(records).toHaveLength(4);
    for (const { Data, PartitionKey } of records) {
      expect(Data!.length + PartitionKey!.length).toBeLessThanOrEqual(RECORD_BYTES_MAX);
    }
    const parts = await blocksOf(watched);
    expect(parts.flatMap(({ sequence }) => sequence)).toEqual(block.sequence);
    expect(parts.map(({ model, origin }) => [model, origin])).toEqual(Array(4).fill(['flights', 'shard-1']));
    expect(concatColumns(parts.map(({ examples }) => examples))).toEqual(block.examples);
  });

  it('puts a record only after the one before it was acknowledged, and names that one', async () => {
    const watched = await open();
    await Promise.all([watched.examples.put(wideBlock(2_500, 1_000)), watched.examples.put(sampleBlock(9_999))]);
    await watched.examples.put(sampleBlock(1, 'hotels'));
    const put = (await recordsOf(watched.client, watched.stream)).map(({ SequenceNumber }) => SequenceNumber);
    expect(watched.after).toEqual([undefined, ...put.slice(0, 4), undefined]);
  });

  it('puts nothing behind a part that failed', async () => {
    const watched = await open();
    const wrong = new InvalidArgumentException({ message: 'wrong', $metadata: {} });
    watched.failing = (put) => (put === 2 ? wrong : undefined);
    await expect(watched.examples.put(wideBlock(2_500, 1_000))).rejects.toBe(wrong);
    expect(watched.after).toHaveLength(2);
    expect(watched.pauses).toEqual([]);
    expect((await blocksOf(watched)).map(({ examples }) => examples.count)).toEqual([625]);
  });

  it.each([
    ['the shard', new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} })],
    ['the key service', new KMSThrottlingException({ message: 'slow down', $metadata: {} })],
  ])('waits for %s, longer each time, and loses no order', async (_, throttled) => {
    const watched = await open();
    watched.failing = (put) => (put === 2 || put === 3 ? throttled : undefined);
    await Promise.all([1, 2, 3].map((first) => watched.examples.put(sampleBlock(first))));
    expect(watched.pauses).toEqual([1, 2]);
    expect((await blocksOf(watched)).map(({ sequence }) => sequence[0])).toEqual(['1', '2', '3']);
  });

  it('gives up in the end, so that the batch is delivered again, and then goes on', async () => {
    const watched = await open();
    const throttled = new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} });
    watched.failing = () => throttled;
    await expect(watched.examples.put(sampleBlock(1))).rejects.toBe(throttled);
    expect(watched.after).toHaveLength(12);
    watched.failing = () => undefined;
    await watched.examples.put(sampleBlock(1));
    expect(await blocksOf(watched)).toEqual([sampleBlock(1)]);
  });

  it('refuses a model that it does not know, and an example that no record can hold', async () => {
    const watched = await open();
    await expect(watched.examples.put(sampleBlock(1, 'trains'))).rejects.toThrow('the model trains');
    await expect(watched.examples.put(wideBlock(1, 2 ** 21))).rejects.toThrow(/^an example of flights takes \d+ bytes/);
    expect(watched.after).toEqual([]);
  });
});
