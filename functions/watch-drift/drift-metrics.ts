/**
 * A report as metrics, each as a ratio to its declared threshold: 1 and above is drift, whatever the model declares, so alarms need
 * no numbers of their own. Of several features the one that has drifted most, by name in the log.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import type { MetricName } from '../contracts/metrics';
import type { Metrics } from '../ports/metrics';
import type { DriftReport, FeatureDrift } from './evaluate';

export function putDrift(metrics: Metrics, { name, drift }: ModelDeclaration, report: DriftReport): void {
  const hasVerdict = report.verdict !== 'not-enough-data';
  metrics.put(name, 'predictionsInWindow', report.served);
  metrics.put(name, 'driftNotEnoughData', hasVerdict ? 0 : 1);
  if (!hasVerdict) return;
  const putLargest = (metric: MetricName, of: (feature: FeatureDrift) => number | null, threshold: number): void => {
    const values = report.features.flatMap((feature) => {
      const value = of(feature);
      return value === null ? [] : [{ feature: feature.feature, value }];
    });
    if (values.length === 0) return;
    const largest = values.reduce((most, one) => (one.value > most.value ? one : most));
    metrics.put(name, metric, largest.value / threshold, { feature: largest.feature });
  };
  putLargest('featureDrift', ({ psi }) => psi, drift.psi);
  putLargest('newCategories', ({ newCategories }) => newCategories, drift.newCategories);
  putLargest('missingValues', ({ missing }) => missing, drift.missing);
  const psi = report.predictions?.psi ?? null;
  if (psi !== null) metrics.put(name, 'predictionDrift', psi / drift.psi, { version: report.champion ?? '' });
}
