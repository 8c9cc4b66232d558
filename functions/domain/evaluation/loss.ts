/** The loss that a gate compares, out of a report of scores; null where it is undefined. */
import type { GateMetric } from '../../contracts/declaration';
import type { Report } from './scores';

export function lossOf({ logLoss, brier, rmse, mae }: Report, metric: GateMetric): number | null {
  switch (metric) {
    case 'logLoss':
      return logLoss ?? null;
    case 'brier':
      return brier ?? null;
    case 'squaredError':
      return rmse === null || rmse === undefined ? null : rmse * rmse;
    case 'absoluteError':
      return mae ?? null;
  }
}
