import { KinesisClient, type PutRecordsOutput, ResourceNotFoundException } from '@aws-sdk/client-kinesis';
import { createKinesisEventSender, EventsNotSent } from '../../../../functions/adapters/aws/kinesis-events';
import { createKinesisPredictionLog } from '../../../../functions/adapters/aws/kinesis-prediction-log';
import { describeOnEmulator } from '../../../support/aws/emulator';
import { recordsOf } from './examples-in';
import { freshStream } from './fresh';

const MIB = 2 ** 20;
const event = (eventId: string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({ type: 'prediction', model: 'flights', eventId, ...more });
const manyEvents = (count: number): string[] => Array.from({ length: count }, (_, at) => event(`e${at}`));

describeOnEmulator('events sent to Kinesis', (emulator) => {
  interface Sending {
    readonly client: KinesisClient;
    readonly stream: string;
    readonly send: (
      lines: AsyncIterable<string> | Iterable<string>,
    ) => ReturnType<ReturnType<typeof createKinesisEventSender>['send']>;
    readonly progress: number[];
    /** Partition keys of every request. */
    readonly requests: string[][];
    /** The code with which a record of a request (both counted from 1) is refused while the rest of it is taken. */
    refusing: (request: number, record: number) => string | undefined;
    failing: (request: number) => Error | undefined;
  }

  async function open(shards = 1): Promise<Sending> {
    const client = new KinesisClient(emulator().client);
    const stream = await freshStream(client, shards);
    const progress: number[] = [];
    const sender = createKinesisEventSender({
      client,
      stream,
      backoff: { pause: async () => {} },
      onProgress: (sent) => progress.push(sent),
    });
    const sending: Sending = {
      client,
      stream,
      send: (lines) => sender.send(lines),
      progress,
      requests: [],
      refusing: () => undefined,
      failing: () => undefined,
    };
    client.middlewareStack.add(
      (next) => async (args) => {
        if (!('Records' in args.input) || args.input.Records === undefined) return next(args);
        const records = args.input.Records;
        sending.requests.push(records.map(({ PartitionKey }) => PartitionKey ?? ''));
        const request = sending.requests.length;
        const error = sending.failing(request);
        if (error !== undefined) throw error;
        const codes = records.map((_, at) => sending.refusing(request, at + 1));
        const taken = records.filter((_, at) => codes[at] === undefined);
        const answers: PutRecordsOutput['Records'] = codes.map((ErrorCode) => ({ ErrorCode }));
        if (taken.length === 0) return { response: {}, output: { Records: answers, $metadata: {} } };
        const result = await next({ ...args, input: { ...args.input, Records: taken } });
        const own = 'Records' in result.output ? [...(result.output.Records ?? [])] : [];
        const merged = codes.map((ErrorCode) => (ErrorCode === undefined ? own.shift()! : { ErrorCode }));
        return { ...result, output: { ...result.output, Records: merged } };
      },
      { step: 'initialize' },
    );
    return sending;
  }

  const stored = async ({ client, stream }: Sending): Promise<string[]> =>
    (await recordsOf(client, stream)).map(({ Data }) => Buffer.from(Data!).toString());

  it('arrive as they were, in order, in requests of at most 500', async () => {
    const sending = await open();
    const lines = manyEvents(1_203);
    expect(await sending.send(lines)).toEqual({ sent: 1_203, retried: 0, tooLarge: [] });
    expect(sending.requests.map(({ length }) => length)).toEqual([500, 500, 203]);
    expect(sending.progress).toEqual([500, 1_000, 1_203]);
    expect(await stored(sending)).toEqual(lines);
  });

  it('go in requests of at most 5 MiB', async () => {
    const sending = await open();
    const lines = manyEvents(12).map((line, at) => event(`e${at}`, { padding: 'x'.repeat(MIB - line.length - 30) }));
    await sending.send(lines);
    expect(sending.requests.map(({ length }) => length)).toEqual([5, 5, 2]);
    expect(await stored(sending)).toEqual(lines);
  });

  it('are partitioned by event id, the same on every shard; without one, by their own hash', async () => {
    const sending = await open(4);
    const odd = ['not json', '[]', '{"eventId":7}', event(''), event('x'.repeat(257))];
    expect(await sending.send([event('a'), ...odd, event('b')])).toMatchObject({ sent: 7 });
    const records = await recordsOf(sending.client, sending.stream);
    const keys = new Map(records.map(({ Data, PartitionKey }) => [Buffer.from(Data!).toString(), PartitionKey]));
    expect([keys.get(event('a')), keys.get(event('b'))]).toEqual(['a', 'b']);
    for (const line of odd) expect(keys.get(line)).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(keys.values()).size).toBe(7);
  });

  it('of one id never share a request, so that none overtakes another when a part of it is refused', async () => {
    const sending = await open();
    const lines = [
      event('a', { n: 1 }),
      event('b', { n: 2 }),
      event('a', { n: 3 }),
      event('c', { n: 4 }),
      event('b', { n: 5 }),
    ];
    sending.refusing = (request, record) =>
      request <= 2 && record === 1 ? 'ProvisionedThroughputExceededException' : undefined;
    expect(await sending.send(lines)).toEqual({ sent: 5, retried: 2, tooLarge: [] });
    expect(sending.requests).toEqual([['a', 'b'], ['a'], ['a'], ['a', 'c', 'b']]);
    const of = (id: string, all: string[]): string[] => all.filter((line) => line.includes(`"${id}"`));
    const arrived = await stored(sending);
    for (const id of ['a', 'b', 'c']) expect(of(id, arrived)).toEqual(of(id, lines));
    expect([...arrived].sort()).toEqual([...lines].sort());
  });

  it('are sent again alone, when some of a request were refused', async () => {
    const sending = await open();
    sending.refusing = (request, record) => (request === 1 && record % 3 === 0 ? 'InternalFailure' : undefined);
    const lines = manyEvents(9);
    expect(await sending.send(lines)).toEqual({ sent: 9, retried: 3, tooLarge: [] });
    expect(sending.requests[1]).toEqual(['e2', 'e5', 'e8']);
    expect((await stored(sending)).sort()).toEqual(lines);
  });

  it('that no record can hold are named by their lines, and the rest is sent', async () => {
    const sending = await open();
    const lines = ['', event('a'), 'x'.repeat(MIB), '  ', event('b'), event('c', { padding: 'ü'.repeat(MIB / 2) })];
    expect(await sending.send(lines)).toEqual({ sent: 2, retried: 0, tooLarge: [3, 6] });
    expect(await stored(sending)).toEqual([event('a'), event('b')]);
  });

  it('come from any source of lines, and none is nothing', async () => {
    const sending = await open();
    async function* lines() {
      yield* manyEvents(3);
    }
    expect(await sending.send(lines())).toMatchObject({ sent: 3 });
    expect(await sending.send([])).toEqual({ sent: 0, retried: 0, tooLarge: [] });
    expect(sending.requests).toHaveLength(1);
  });

  it('stop with a count of those that arrived, when the stream takes no more', async () => {
    const sending = await open();
    sending.refusing = (request) => (request > 1 ? 'ProvisionedThroughputExceededException' : undefined);
    const failure = sending.send(manyEvents(700));
    await expect(failure).rejects.toThrow(EventsNotSent);
    await expect(failure).rejects.toMatchObject({
      sent: 500,
      message: expect.stringContaining('200 records were refused: ProvisionedThroughputExceededException'),
    });
    expect(sending.requests).toHaveLength(13);
  });

  it('stop at once where waiting does not help', async () => {
    const sending = await open();
    sending.failing = () => new ResourceNotFoundException({ message: 'no such stream', $metadata: {} });
    await expect(sending.send(manyEvents(1))).rejects.toThrow('took 0 events and then no more: no such stream');
    expect(sending.requests).toHaveLength(1);
    sending.failing = () => undefined;
    sending.refusing = () => 'AccessDeniedException';
    await expect(sending.send(manyEvents(1))).rejects.toThrow('AccessDeniedException');
    expect(sending.requests).toHaveLength(2);
  });

  it('one by one, as predictions are served, go to the shard of their id too', async () => {
    const sending = await open(4);
    const log = createKinesisPredictionLog(sending);
    await log.put(event('a'));
    await sending.send([event('a', { type: 'outcome' })]);
    const records = await recordsOf(sending.client, sending.stream);
    expect(records.map(({ PartitionKey, Data }) => [PartitionKey, Buffer.from(Data!).toString()])).toEqual([
      ['a', event('a')],
      ['a', event('a', { type: 'outcome' })],
    ]);
  });
});
