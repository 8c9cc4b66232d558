/** The lines of a model from best to worst, and how far each is ahead of doing nothing. O(lines log lines). */
import type { ConsoleLine, ConsoleState, Metrics } from '../state';
import { isFigure } from './format';
import { METRICS, type MetricKey, sortingMetric } from './metrics';

/** By loss, the lowest first; lines that have none come last, in their own order. */
export function bestFirst(state: ConsoleState): readonly ConsoleLine[] {
  const metric = sortingMetric(state);
  const lossOf = (line: ConsoleLine) => {
    const loss = line.progressive[metric];
    return isFigure(loss) ? loss : Number.POSITIVE_INFINITY;
  };
  return [...state.lines].sort((a, b) => (lossOf(a) === lossOf(b) ? a.line - b.line : lossOf(a) - lossOf(b)));
}

/** The prior ranks all examples alike, whether or not its own ROC AUC is defined. */
const CHANCE_ROC_AUC = 0.5;

/** null where there is no prior to compare with, or nobody is ahead of it. */
export function leadOverPrior(state: ConsoleState, scores: Metrics, metric: MetricKey): number | null {
  const prior =
    metric === 'rocAuc' ? CHANCE_ROC_AUC : state.lines.find((line) => line.learner === 'prior')?.progressive[metric];
  const value = scores[metric];
  if (!isFigure(prior) || !isFigure(value)) return null;
  const sign = METRICS[metric].better === 'higher' ? 1 : -1;
  const leads = state.lines.map((line) => sign * ((line.progressive[metric] ?? Number.NaN) - prior)).filter(isFigure);
  const best = Math.max(0, ...leads);
  return best > 0 ? Math.max(0, (sign * (value - prior)) / best) : null;
}
