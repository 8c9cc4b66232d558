/**
 * Is what is served still unlike what the champion has learned? As watch-drift judges it, told as the cause of a training: the
 * feature that has moved most, or the predictions. null for stable, and for too little data: neither asks for a training.
 */
import type { DriftCause } from '../contracts/retrain-state';
import type { DriftReport } from '../watch-drift/evaluate';

export function driftIn({ verdict, features, predictions, champion }: DriftReport): DriftCause | null {
  if (verdict !== 'drifted') return null;
  const judged = [
    ...features.map(({ feature, ...drift }) => ({ what: feature, metric: 'featureDrift', ...drift })),
    ...(predictions === null ? [] : [{ what: 'the predictions', metric: 'predictionDrift', ...predictions }]),
  ];
  const drifted = judged.filter((one) => one.verdict === 'drifted');
  const worst = drifted.reduce((most, one) => ((one.psi ?? 0) > (most.psi ?? 0) ? one : most));
  return {
    kind: 'drift',
    alarm: 'still drifting',
    metric: worst.metric,
    value: worst.psi,
    reason: `${drifted.map(({ what }) => what).join(', ')}: served unlike what ${champion} has learned`,
  };
}
