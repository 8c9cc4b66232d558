/** Whatever order events come in, however often, however the stream is cut: each is accounted for, and examples are the same. */
import fc from 'fast-check';
import { unaccounted } from '../../functions/domain/labels/tally';
import type { EventRecord } from '../../functions/join-labels/join-labels';
import { Crash, type JoinedStream, joinedStream } from '../support/joined-stream';
import { clicks, example, flights, outcome, prediction, recordsOf, type Sent } from '../support/sample-events';

const RUNS = { seed: 11, numRuns: 150 };

const byId = <T extends { readonly eventId: string }>(examples: readonly T[]): T[] =>
  examples.toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1));

/** Pairs within the window, all within the disorder allowed, so that no order makes any of them late. */
const pairs = fc
  .array(fc.record({ at: fc.nat(4), after: fc.nat(5), label: fc.nat(1) }), { minLength: 1, maxLength: 12 })
  .map((list) =>
    list.flatMap(({ at, after, label }, number) => [
      prediction(`e${number}`, at),
      outcome(`e${number}`, at + after, { outcome: label }),
    ]),
  );
const shuffled = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });

test('any order, with copies, gives the same examples', async () => {
  await fc.assert(
    fc.asyncProperty(
      pairs.chain((events) => fc.tuple(fc.constant(events), shuffled(events), fc.shuffledSubarray(events))),
      fc.integer({ min: 1, max: 9 }),
      async ([events, order, copies], size) => {
        const straight = joinedStream([flights]);
        await straight.join(recordsOf(events));
        const stream = joinedStream([flights]);
        const records = recordsOf([...order, ...copies]);
        for (let from = 0; from < records.length; from += size) await stream.join(records.slice(from, from + size));
        expect(byId(await stream.learned())).toEqual(byId(await straight.learned()));
        const counts = await stream.counts('flights');
        expect(counts).toMatchObject({ accepted: events.length, learned: events.length, duplicates: copies.length });
      },
    ),
    RUNS,
  );
});

const SIZE = fc.integer({ min: 1, max: 12 });
const CRASHES = fc.array(fc.record({ call: fc.integer({ min: 1, max: 14 }), after: fc.boolean() }), { maxLength: 6 });

async function round(stream: JoinedStream, batch: readonly EventRecord[]): Promise<void> {
  await stream.join(batch);
  await stream.close(flights);
  await stream.close(clicks);
}

/** Batch by batch; each crash of the list hits its batch once, which is then delivered again. */
async function run(
  records: readonly EventRecord[],
  size: number,
  crashes: readonly { readonly call: number; readonly after: boolean }[],
): Promise<JoinedStream> {
  const stream = joinedStream([flights, clicks]);
  for (let from = 0; from < records.length; from += size) {
    const batch = records.slice(from, from + size);
    const crash = crashes[from / size];
    if (crash !== undefined) {
      stream.crashAt(crash.call, crash.after ? 'after' : 'before');
      await round(stream, batch).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      stream.crashAt(0, 'before');
    }
    await round(stream, batch);
  }
  return stream;
}

const aModel = fc.constantFrom('flights', 'clicks');

/** What applications send that give each id to one thing: a prediction and an outcome or one of them, at any time, and copies. */
const honest = fc
  .array(
    fc.record({
      model: aModel,
      at: fc.nat(200),
      after: fc.integer({ min: -20, max: 90 }),
      halves: fc.constantFrom(0, 1, 2, 3),
    }),
    { maxLength: 15 },
  )
  .map((list) =>
    list.flatMap(({ model, at, after, halves }, number) => {
      const [p, o] = [
        prediction(`e${number}`, at, { model }),
        outcome(`e${number}`, Math.max(0, at + after), { model }),
      ];
      return [[p, o], [p], [o], [example(`e${number}`, at, { model })]][halves]!;
    }),
  )
  .chain((events) =>
    shuffled(events).chain((order) => fc.shuffledSubarray(order).map((copies) => [...order, ...copies])),
  )
  .chain(shuffled);

test('crashes change nothing: the batch that is delivered again comes to the same, to the letter and the count', async () => {
  await fc.assert(
    fc.asyncProperty(honest, SIZE, CRASHES, async (events, size, crashes) => {
      const stream = await run(recordsOf(events), size, crashes);
      const undisturbed = await run(recordsOf(events), size, []);
      expect(await stream.outcome()).toEqual(await undisturbed.outcome());
    }),
    { ...RUNS, numRuns: 300 },
  );
});

const id = fc.integer({ min: 0, max: 8 }).map((number) => `e${number}`);
/** What nobody should send: any event under any id. */
const careless: fc.Arbitrary<Sent | string> = fc.oneof(
  fc.tuple(id, fc.nat(200), aModel).map(([e, at, model]) => prediction(e, at, { model })),
  fc.tuple(id, fc.nat(200), aModel).map(([e, at, model]) => outcome(e, at, { model })),
  fc.tuple(id, fc.nat(200), aModel).map(([e, at, model]) => example(e, at, { model })),
  fc.constantFrom('', '{"model":"flights"}', '{"model":"wind"}', JSON.stringify(outcome('e1', 5, { outcome: 7 }))),
);
const REJECTED = ['not-json', 'unknown-model', 'unknown-type', 'malformed'];

test('every event is learned, pending, late or rejected, whatever is sent and wherever it crashes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(careless, { maxLength: 40 }), SIZE, CRASHES, async (events, size, crashes) => {
      const stream = await run(recordsOf(events), size, crashes);
      for (const { name } of [flights, clicks]) expect(unaccounted(await stream.counts(name))).toBe(0);
      const rejected = (await stream.letters()).filter(({ code }) => REJECTED.includes(code));
      expect(rejected).toHaveLength(events.filter((event) => typeof event === 'string').length);
    }),
    RUNS,
  );
});
