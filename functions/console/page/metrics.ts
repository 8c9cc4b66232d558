/** Which scores a task is judged by, what they are called, which way is better, and how they are written. */
import type { ConsoleState } from '../state';
import { formatFixed, formatSigned, formatSignificant } from './format';

export type MetricKey =
  | 'rocAuc'
  | 'logLoss'
  | 'brier'
  | 'accuracy'
  | 'kappa'
  | 'kappaTemporal'
  | 'calibrationError'
  | 'mae'
  | 'rmse';

/** The ones that come by day. */
export type DayMetricKey = 'rocAuc' | 'logLoss' | 'mae' | 'rmse';

interface Metric {
  readonly name: string;
  readonly better: 'higher' | 'lower';
  readonly format: (value: number | null | undefined) => string;
}

const fourDecimals = (value: number | null | undefined) => formatFixed(value, 4);

export const METRICS: Readonly<Record<MetricKey, Metric>> = {
  rocAuc: { name: 'ROC AUC', better: 'higher', format: fourDecimals },
  logLoss: { name: 'Log loss', better: 'lower', format: fourDecimals },
  brier: { name: 'Brier', better: 'lower', format: fourDecimals },
  accuracy: { name: 'Accuracy', better: 'higher', format: fourDecimals },
  kappa: { name: 'Kappa', better: 'higher', format: fourDecimals },
  kappaTemporal: { name: 'Kappa temporal', better: 'higher', format: fourDecimals },
  calibrationError: { name: 'Calibration error', better: 'lower', format: fourDecimals },
  mae: { name: 'MAE', better: 'lower', format: formatSignificant },
  rmse: { name: 'RMSE', better: 'lower', format: formatSignificant },
};

export function dayMetrics(task: ConsoleState['task']): readonly DayMetricKey[] {
  if (task === 'regression') return ['mae', 'rmse'];
  return task === 'binary' ? ['rocAuc', 'logLoss'] : ['logLoss'];
}

/** Beside the day metrics, in the table of lines. */
export function furtherMetrics(task: ConsoleState['task']): readonly MetricKey[] {
  return task === 'regression' ? [] : ['accuracy', 'kappa', 'kappaTemporal'];
}

const GATE_METRIC_NAMES: Readonly<Record<string, string>> = {
  logLoss: 'log loss',
  brier: 'Brier score',
  squaredError: 'squared error',
  absoluteError: 'absolute error',
};

/** The metric of a contest inside a sentence. */
export function contestMetricName(metric: string): string {
  return GATE_METRIC_NAMES[metric] ?? metric;
}

/** How a difference of losses is written: probabilities' losses to five decimals, others in the outcome's unit to four digits. */
export function differenceFormat(metric: string): (value: number) => string {
  const inUnits = metric === 'squaredError' || metric === 'absoluteError';
  return (value) => formatSigned(value, inUnits ? formatSignificant : (size) => size.toFixed(5));
}

/** The loss by which lines are sorted: the contest's own where lines are scored by it, else the task's usual one. */
export function sortingMetric(state: ConsoleState): MetricKey {
  switch (state.contest.metric) {
    case 'brier':
      return 'brier';
    case 'squaredError':
      return 'rmse';
    case 'absoluteError':
      return 'mae';
    default:
      return state.task === 'regression' ? 'mae' : 'logLoss';
  }
}
