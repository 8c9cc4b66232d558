/** A drift that goes on: its alarm is told once, and the clock asks again. */
import { hours } from '../../../functions/contracts/duration';
import type { MetricName } from '../../../functions/contracts/metrics';
import type { DriftCause } from '../../../functions/contracts/retrain-state';
import { driftIn } from '../../../functions/retrain/drift-now';
import type { DriftReport } from '../../../functions/watch-drift/evaluate';
import { headOf } from '../../support/learning';
import { declaration, entriesOf, learned, retrained } from './retraining';

const STILL: DriftCause = {
  kind: 'drift',
  alarm: 'still drifting',
  metric: 'featureDrift',
  value: 0.5,
  reason: 'x: served unlike what 1.40 has learned',
};
const stillDrifting = (id: string) => ({ id, cause: { kind: 'still-drifting' as const } });

describe('asked whether a drift goes on', () => {
  it('it starts trainings as an alarm does, until a person is needed, and says so once', async () => {
    const stores = await learned();
    const put: [MetricName, number][] = [];
    const metrics = { put: (_: string, name: MetricName, value: number) => put.push([name, value]) };
    const { clockMs } = await headOf(stores, declaration);
    const askAt = (hour: number) =>
      retrained(stores, declaration, stillDrifting(`hour ${hour}`), {
        metrics,
        clock: { effectiveMs: () => clockMs + hours(hour) },
        driftNow: async () => STILL,
      });
    // At most two a week, an hour apart: see the declaration.
    const verdicts = [];
    for (const hour of [0, 0.5, 1, 2, 3, 4]) verdicts.push((await askAt(hour)).verdict);
    expect(verdicts).toEqual(['deployed', 'refused', 'deployed', 'refused', 'refused', 'refused']);
    const refused = await entriesOf(stores, 'retrain-refused');
    expect(refused.map(({ evidence, reason }) => [evidence.id, reason.includes('training does not help')])).toEqual([
      ['hour 2', true],
    ]);
    expect(put.filter(([name]) => name === 'retrainNeedsPerson')).toEqual([
      ['retrainNeedsPerson', 0],
      ['retrainNeedsPerson', 0],
      ['retrainNeedsPerson', 1],
    ]);
    const [started] = await entriesOf(stores, 'retrain-started');
    expect(started).toMatchObject({
      reason: expect.stringContaining('x: served unlike what 1.40 has learned'),
      evidence: { cause: 'drift', alarm: 'still drifting', metric: 'featureDrift', value: 0.5 },
    });
  });

  it.each([
    ['nothing drifts', { driftNow: async () => null }],
    ['nobody watches', {}],
  ])('it leaves no trace where %s', async (_, deps) => {
    const stores = await learned();
    const before = await headOf(stores, declaration);
    const { verdict, reason } = await retrained(stores, declaration, stillDrifting('a'), deps);
    expect([verdict, reason]).toEqual(['refused', 'nothing that is served is known to have drifted']);
    expect(await headOf(stores, declaration)).toEqual(before);
  });
});

describe('a report of drift, as the cause of a training', () => {
  const drift = (verdict: 'drifted' | 'stable', psi: number) => ({
    verdict,
    baseline: 5_000,
    window: 2_000,
    psi,
    jensenShannon: null,
    kolmogorovSmirnov: null,
    wasserstein: null,
    newCategories: null,
    missing: 0,
  });
  const report: DriftReport = {
    model: 'clicks',
    verdict: 'drifted',
    reason: null,
    champion: '1.40',
    window: null,
    served: 2_000,
    features: [
      { feature: 'x', ...drift('drifted', 0.4) },
      { feature: 'y', ...drift('stable', 0.1) },
      { feature: 'place', ...drift('drifted', 0.9) },
    ],
    predictions: drift('stable', 0.05),
  };

  it('names what has drifted, and measures the worst of it', () => {
    expect(driftIn(report)).toEqual({
      kind: 'drift',
      alarm: 'still drifting',
      metric: 'featureDrift',
      value: 0.9,
      reason: 'x, place: served unlike what 1.40 has learned',
    });
    expect(driftIn({ ...report, features: [], predictions: drift('drifted', 0.3) })).toMatchObject({
      metric: 'predictionDrift',
      value: 0.3,
      reason: 'the predictions: served unlike what 1.40 has learned',
    });
  });

  it.each(['stable', 'not-enough-data'] as const)('is none while the verdict is %s', (verdict) => {
    expect(driftIn({ ...report, verdict })).toBeNull();
  });
});
