import type { MetricName } from '../contracts/metrics';

/** Figures for whoever watches. Losing one fails nothing. */
export interface Metrics {
  /** `detail` is for the log beside the value: which feature, which version. Never what a customer sent. */
  put(model: string, name: MetricName, value: number, detail?: Readonly<Record<string, string | number>>): void;
}

export const noMetrics: Metrics = { put: () => {} };
