import type { ModelDeclaration } from '../../../functions/contracts/declaration';
import type { MetricName } from '../../../functions/contracts/metrics';
import { Learning } from '../../../functions/learn/learn';
import { Monitor } from '../../../functions/learn/monitor';
import type { Session } from '../../../functions/learn/session';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  learnDeps,
  memoryStores,
  multiclassModel,
  regressionModel,
  type Stores,
} from '../../support/learning';

const EXAMPLES = 1600;

interface Monitored {
  readonly stores: Stores;
  readonly session: Session;
  /** Of each call, by name. */
  readonly calls: readonly ReadonlyMap<MetricName, number>[];
  /** How long the champion of each call had answered, by the model's clock. */
  readonly reignsMs: readonly number[];
}

async function monitored(declaration: ModelDeclaration, sizes: readonly number[], nowMs?: number): Promise<Monitored> {
  const stores = memoryStores();
  const calls: Map<MetricName, number>[] = [];
  const metrics = { put: (_: string, name: MetricName, value: number) => void calls.at(-1)!.set(name, value) };
  const monitor = new Monitor(declaration, metrics);
  const learning = new Learning({ ...learnDeps(stores), onCommit: (commit) => monitor.committed(commit) }, declaration);
  const all = completedExamples(declaration, EXAMPLES);
  const reignsMs: number[] = [];
  let from = 0;
  for (const size of sizes) {
    await learning.learn(blocksOf(declaration, all.slice(from, from + size), size));
    from += size;
    calls.push(new Map());
    const session = await learning.view();
    reignsMs.push(session.clockMs - session.reigns.at(-1)!.sinceMs);
    monitor.learned(session, nowMs ?? session.clockMs + 90_000);
  }
  return { stores, session: await learning.view(), calls, reignsMs };
}

const watched = { drift: { minimumSample: 200 } };

it('tells what was learned since the last call, and how far behind the clock it is', async () => {
  const { calls } = await monitored(binaryModel(watched), [40, 24, 5]);
  expect(calls.map((call) => call.get('examplesLearned'))).toEqual([32, 32, 0]);
  expect(calls.map((call) => call.get('commits'))).toEqual([1, 1, 1]);
  expect(calls.map((call) => call.get('learnedBehindSeconds'))).toEqual([90, 90, 90]);
});

it('counts promotions as the ledger does, but for the untrained prior', async () => {
  const declaration = binaryModel(watched);
  const { stores, session, calls } = await monitored(declaration, [EXAMPLES / 2, EXAMPLES / 2]);
  const ledger = await stores.heads.ledger(declaration.name);
  const promoted = ledger.filter(({ kind }) => kind === 'promoted').length - 1;
  expect(promoted).toBeGreaterThan(0);
  expect(calls.reduce((sum, call) => sum + call.get('promotions')!, 0)).toBe(promoted);
  const sealedAtMs = session.reigns.at(-1)!.sealedAtMs;
  expect(calls.at(-1)?.get('championAgeSeconds')).toBe((session.clockMs + 90_000 - sealedAtMs) / 1000);
  expect(calls.at(-1)?.get('candidates')).toBe(session.contest.candidates.length);
  expect(calls.at(-1)?.get('leadLowerBound')).toBeGreaterThan(-10);
});

const soon = { drift: { minimumSample: 60 } };

it.each([
  ['binary', binaryModel(soon)],
  ['multiclass', multiclassModel(soon)],
  ['regression', regressionModel(soon)],
] as const)('%s: a champion that goes on as it was keeps its promise', async (task, declaration) => {
  const { calls } = await monitored(declaration, new Array(20).fill(80));
  const told = calls.filter((call) => call.get('labelsNotEnough') === 0);
  expect(told.length).toBeGreaterThan(0);
  for (const call of told) {
    expect(call.get('servedLoss')).toBeGreaterThan(0);
    // Its promise is made of what it learned from the beginning on, so it does better, and not worse.
    expect(call.get('lossRatio')).toBeGreaterThan(0.3);
    expect(call.get('lossRatio')).toBeLessThan(1.25);
    if (task === 'regression') expect(call.has('calibrationRatio')).toBe(false);
    else expect(Math.abs(call.get('calibrationRatio')! - 1)).toBeLessThan(0.35);
  }
});

it('what an earlier champion served is no part of the ratio: it begins anew with the reign', async () => {
  const declaration = binaryModel(watched);
  const { session } = await monitored(declaration, new Array(EXAMPLES / 80).fill(80));
  const { version, sinceMs } = session.reigns.at(-1)!;
  const since = completedExamples(declaration, EXAMPLES).filter(({ predictedAtMs }) => predictedAtMs >= sinceMs);
  expect(since.length).toBeLessThan(EXAMPLES);
  expect(session.servedLately.version).toBe(version);
  expect(session.servedLately.sums.examples).toBeGreaterThan(0);
  expect(session.servedLately.sums.examples).toBeLessThanOrEqual(since.length);
});

describe('not enough labels, and no ratio', () => {
  it('of a prior that has promised nothing', async () => {
    const { calls } = await monitored(binaryModel(watched), [48]);
    expect(calls[0]?.get('labelsNotEnough')).toBe(1);
    for (const name of ['lossRatio', 'servedLoss', 'calibrationRatio'] as const)
      expect(calls[0]?.has(name)).toBe(false);
  });

  it('of a champion that answered fewer than the declared sample', async () => {
    const { calls } = await monitored(binaryModel({ drift: { minimumSample: 5000 } }), [EXAMPLES]);
    expect(calls[0]?.get('promotions')).toBeGreaterThan(0);
    expect(calls[0]?.get('labelsNotEnough')).toBe(1);
    expect(calls[0]?.has('lossRatio')).toBe(false);
  });

  it('while the reign is younger than nearly all labels take: the first to come are not like the rest', async () => {
    const { calls, reignsMs, session } = await monitored(
      binaryModel({ drift: { minimumSample: 1 } }),
      new Array(EXAMPLES / 16).fill(16),
    );
    const delayMs = session.labelDelay.quantileMs(0.99, session.clockMs)!;
    expect(delayMs).toBeGreaterThan(20 * 60_000);
    const told = reignsMs.filter((_, at) => calls[at]!.get('labelsNotEnough') === 0);
    expect(told.length).toBeGreaterThan(0);
    expect(Math.min(...told)).toBeGreaterThanOrEqual(0.9 * delayMs);
    expect(Math.min(...reignsMs)).toBeLessThan(0.9 * delayMs);
  });

  it('before anything was learned, with no times that would be made up', async () => {
    const { calls } = await monitored(binaryModel(watched), [3], 0);
    expect(calls[0]?.get('labelsNotEnough')).toBe(1);
    expect(calls[0]?.has('learnedBehindSeconds')).toBe(false);
    expect(calls[0]?.has('championAgeSeconds')).toBe(false);
    expect(calls[0]?.has('leadLowerBound')).toBe(false);
  });
});
