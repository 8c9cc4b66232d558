import fc from 'fast-check';
import type { EventRecord } from '../../../functions/join-labels/join-labels';
import { observe } from '../../../functions/watch-drift/observe';
import { sequenceOf } from '../../support/learning';
import { BUCKET_MS, declaration, newWatch, SERVED_FROM_MS, servedRecords, WINDOW_MS } from './watching';

const SHARD = 'shard-1';
const all = (watch: ReturnType<typeof newWatch>) => watch.windows.list(declaration.name, 0, 1e15 - 1);
const sent = (event: object, number = 1, arrivedAtMs: number | null = null): EventRecord => ({
  sequence: sequenceOf(number),
  data: JSON.stringify(event),
  arrivedAtMs,
});
const prediction = {
  type: 'prediction',
  model: declaration.name,
  eventId: 'a',
  time: new Date(SERVED_FROM_MS).toISOString(),
  features: { place: 'top', kind: 'k1', x: 1 },
};

it('counts predictions and whole examples by bucket of their own time', async () => {
  const watch = newWatch();
  await observe(watch, SHARD, servedRecords(130));
  const windows = await all(watch);
  // The served events begin 40 minutes past the hour.
  expect(windows.map(({ bucketMs }) => bucketMs - SERVED_FROM_MS)).toEqual([-40, 20, 80].map((at) => at * 60_000));
  expect(BUCKET_MS).toBe(3_600_000);
  expect(windows.map(({ window }) => window.served)).toEqual([20, 60, 50]);
  expect(windows.map(({ position }) => position)).toEqual([19, 79, 129].map(sequenceOf));
  await observe(watch, SHARD, [sent({ ...prediction, type: 'example', outcome: 1 }, 500)]);
  expect((await all(watch))[0]!.window.served).toBe(21);
});

it('passes over outcomes, other models, and whatever does not parse', async () => {
  const watch = newWatch();
  const records = [
    { sequence: sequenceOf(1), data: '{"not": "json', arrivedAtMs: null },
    sent({ ...prediction, type: 'outcome', outcome: 1 }, 2),
    sent({ ...prediction, model: 'nobody' }, 3),
    sent({ ...prediction, features: { x: 'text' } }, 4),
    sent(prediction, 5),
  ];
  await observe(watch, SHARD, records);
  const [stored, ...others] = await all(watch);
  expect(others).toEqual([]);
  expect(stored).toMatchObject({ position: sequenceOf(5), window: { served: 1 } });
});

it('takes no clock that is far ahead for the latest time, and nothing sent long after for lately', async () => {
  const watch = newWatch();
  const { aheadMs } = declaration;
  await observe(watch, SHARD, [
    sent(prediction, 1, SERVED_FROM_MS - aheadMs - 1),
    sent(prediction, 2, SERVED_FROM_MS + 2 * WINDOW_MS),
  ]);
  expect(await all(watch)).toEqual([]);
  await observe(watch, SHARD, [
    sent(prediction, 3, SERVED_FROM_MS - aheadMs),
    sent(prediction, 4, SERVED_FROM_MS + 2 * WINDOW_MS - 1),
  ]);
  expect((await all(watch)).map(({ window }) => window.served)).toEqual([2]);
});

it('counts each event once, however its batch is delivered again and cut, on shards side by side', async () => {
  const records = servedRecords(200);
  const undisturbed = newWatch();
  await observe(undisturbed, SHARD, records);
  const delivery = fc.record({ examples: fc.integer({ min: 1, max: 90 }), again: fc.nat(60) });
  await fc.assert(
    fc.asyncProperty(fc.array(delivery, { maxLength: 6 }), async (deliveries) => {
      const watch = newWatch();
      let delivered = 0;
      for (const { examples, again } of [...deliveries, { examples: records.length, again: 0 }]) {
        await observe(watch, SHARD, records.slice(Math.max(0, delivered - again), delivered + examples));
        delivered = Math.min(records.length, delivered + examples);
      }
      expect(await all(watch)).toEqual(await all(undisturbed));
    }),
    { seed: 7, numRuns: 20 },
  );
});

it('two readers of one shard at once count each event once', async () => {
  const watch = newWatch();
  const records = servedRecords(50);
  await Promise.all([observe(watch, SHARD, records), observe(watch, SHARD, records)]);
  expect((await all(watch)).reduce((sum, { window }) => sum + window.served, 0)).toBe(50);
});

it('throws when another reader is faster for ever', async () => {
  const watch = { ...newWatch(), windows: { ...newWatch().windows, save: async () => 'conflict' as const } };
  await expect(observe(watch, SHARD, servedRecords(1))).rejects.toThrow('deliver the batch again');
});

it('of more versions than a window holds sketches for, it still counts what was served', async () => {
  const watch = newWatch();
  await observe(
    watch,
    SHARD,
    Array.from({ length: 20 }, (_, at) => sent({ ...prediction, version: `v${at}`, prediction: 0.5 }, at)),
  );
  const [{ window } = { window: undefined }] = await all(watch);
  expect(window?.served).toBe(20);
  expect(window?.predictions.size).toBe(8);
});
