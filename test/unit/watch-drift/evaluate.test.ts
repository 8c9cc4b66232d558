import type { ModelDeclaration } from '../../../functions/contracts/declaration';
import { decodeCheckpoint, encodeCheckpoint } from '../../../functions/domain/checkpoint/line-checkpoint';
import { type DriftReport, evaluate } from '../../../functions/watch-drift/evaluate';
import { observe } from '../../../functions/watch-drift/observe';
import { binaryModel, EVERY_MS, headOf, memoryStores, type Stores } from '../../support/learning';
import {
  type Change,
  collectMetrics,
  declaration,
  learnedStores,
  newWatch,
  type Put,
  SERVED_FROM_MS,
  servedRecords,
  WINDOW_MS,
} from './watching';

let stores: Stores;
let champion: string;
beforeAll(async () => {
  stores = await learnedStores();
  champion = (await headOf(stores, declaration)).reigns.at(-1)!.version;
});

const COUNT = 400;
const NOW_MS = SERVED_FROM_MS + COUNT * EVERY_MS;

interface Evaluated {
  readonly report: DriftReport;
  readonly puts: readonly Put[];
}

async function evaluated(
  changes: readonly Change[],
  {
    nowMs = NOW_MS,
    from = stores,
    model = declaration,
  }: { nowMs?: number; from?: Stores; model?: ModelDeclaration } = {},
): Promise<Evaluated> {
  const watch = newWatch();
  const each = COUNT / changes.length;
  for (const [at, change] of changes.entries())
    await observe(watch, `shard-${at}`, servedRecords(each, change, at * each));
  const metrics = collectMetrics();
  const report = await evaluate({ ...from, windows: watch.windows, metrics }, model, nowMs);
  return { report, puts: metrics.puts };
}

const putOf = (puts: readonly Put[], name: Put['name']) => puts.find((put) => put.name === name);

/** Predictions that the champion did not make, so that the features alone decide. */
const byAnother: Change = { version: 'not ours' };

it('what is served as it was learned is stable, over all shards', async () => {
  const { report, puts } = await evaluated([byAnother, byAnother]);
  expect(report).toMatchObject({ verdict: 'stable', reason: null, champion, served: COUNT });
  expect(report.features.map(({ feature, verdict }) => [feature, verdict])).toEqual([
    ['kind', 'stable'],
    ['place', 'stable'],
    ['x', 'stable'],
    ['y', 'stable'],
  ]);
  expect(putOf(puts, 'driftNotEnoughData')?.value).toBe(0);
  expect(putOf(puts, 'predictionsInWindow')?.value).toBe(COUNT);
  for (const name of ['featureDrift', 'newCategories', 'missingValues'] as const)
    expect(putOf(puts, name)?.value).toBeLessThan(1);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

it.each([
  ['a feature that has moved', { shift: 3 }, 'featureDrift', 'x'],
  ['a place that nobody has seen', { place: 'moon' }, 'newCategories', 'place'],
  ['values that are missing', { y: null }, 'missingValues', 'y'],
] as const)('%s is drift, and the metric names it', async (_, change, metric, feature) => {
  const { report, puts } = await evaluated([change]);
  expect(report.verdict).toBe('drifted');
  expect(report.features.filter(({ verdict }) => verdict === 'drifted').map((one) => one.feature)).toEqual([feature]);
  expect(putOf(puts, metric)?.value).toBeGreaterThanOrEqual(1);
  expect(putOf(puts, metric)?.detail).toEqual({ feature });
});

describe('predictions', () => {
  it('of the champion that are no longer what it made are drift', async () => {
    const { report, puts } = await evaluated([{ version: champion, prediction: 0.9999 }]);
    expect(report.predictions?.verdict).toBe('drifted');
    expect(report.verdict).toBe('drifted');
    expect(putOf(puts, 'predictionDrift')?.value).toBeGreaterThanOrEqual(1);
  });

  it('of another version say nothing of the champion', async () => {
    const { report, puts } = await evaluated([{ version: '1.0', prediction: 0.9999 }]);
    expect(report.predictions?.verdict).toBe('not-enough-data');
    expect(report.verdict).toBe('stable');
    expect(putOf(puts, 'predictionDrift')).toBeUndefined();
  });

  it('without a version are the champion’s, where they were made in its reign', async () => {
    const { report } = await evaluated([{ prediction: 0.9999 }]);
    expect(report.predictions).toMatchObject({ verdict: 'drifted', window: COUNT });
  });
});

describe('not enough data, with no other metric than how little there was', () => {
  const expectNothing = ({ report, puts }: Evaluated, reason: RegExp): void => {
    expect(report.verdict).toBe('not-enough-data');
    expect(report.reason).toMatch(reason);
    expect(report.features.filter(({ psi }) => psi !== null)).toEqual([]);
    expect(puts).toEqual([
      { name: 'predictionsInWindow', value: report.served },
      { name: 'driftNotEnoughData', value: 1 },
    ]);
  };

  it('an empty window', async () => {
    const metrics = collectMetrics();
    const report = await evaluate({ ...stores, windows: newWatch().windows, metrics }, declaration, NOW_MS);
    expect(report).toMatchObject({ served: 0, window: null });
    expectNothing({ report, puts: metrics.puts }, /^0 predictions/);
  });

  it('a window that has grown old', async () => {
    const { report, puts } = await evaluated([{ shift: 3 }], { nowMs: NOW_MS + WINDOW_MS + 3_600_000 });
    expect(report.served).toBe(0);
    expectNothing({ report, puts }, /^0 predictions/);
  });

  it('a window with fewer predictions than the declared sample', async () => {
    const watch = newWatch();
    await observe(watch, 'shard-1', servedRecords(199, { shift: 3 }));
    const metrics = collectMetrics();
    const report = await evaluate({ ...stores, windows: watch.windows, metrics }, declaration, NOW_MS);
    expectNothing({ report, puts: metrics.puts }, /^199 predictions in the window; 200 are asked for/);
  });

  it('a model that nobody has learned yet', async () => {
    expectNothing(await evaluated([{}], { from: memoryStores() }), /nothing was learned yet/);
  });

  it('a champion that was never trained', async () => {
    const head = await headOf(stores, declaration);
    const first = head.reigns[0]!;
    const heads = { ...stores.heads, load: async () => ({ ...head, reigns: [first] }) };
    expectNothing(await evaluated([{ version: first.version }], { from: { ...stores, heads } }), /has learned fewer/);
  });

  it('a champion stored by a release that kept no baseline', async () => {
    const head = await headOf(stores, declaration);
    const reign = head.reigns.at(-1)!;
    const old = { ...decodeCheckpoint(await stores.objects.get(reign.checkpoint)), baseline: null };
    const checkpoint = await stores.objects.put(encodeCheckpoint(old));
    const heads = { ...stores.heads, load: async () => ({ ...head, reigns: [{ ...reign, checkpoint }] }) };
    expectNothing(await evaluated([{}], { from: { ...stores, heads } }), /without a baseline/);
  });
});

it('only the latest window counts: what drifted before it is over', async () => {
  const watch = newWatch();
  await observe(watch, 'shard-1', servedRecords(240, { shift: 3 }));
  await observe(watch, 'shard-1', servedRecords(480, {}, 240));
  const metrics = collectMetrics();
  const nowMs = SERVED_FROM_MS + 720 * EVERY_MS;
  const report = await evaluate({ ...stores, windows: watch.windows, metrics }, declaration, nowMs);
  expect(report.features.find(({ feature }) => feature === 'x')?.verdict).toBe('stable');
});

it('features declared anew are watched once their windows have filled, and the others’ windows are left alone', async () => {
  const model = binaryModel({
    crosses: [],
    features: { place: { kind: 'categorical' } },
    drift: { window: WINDOW_MS },
  });
  const { report } = await evaluated([{ shift: 3 }], { model });
  expect(report).toMatchObject({ verdict: 'not-enough-data', served: 0, features: [] });
});

it('a damaged checkpoint is no verdict: it throws', async () => {
  const objects = { ...stores.objects, get: async () => Uint8Array.of(1, 2, 3) };
  await expect(evaluated([{}], { from: { ...stores, objects } })).rejects.toThrow('begins with');
});
