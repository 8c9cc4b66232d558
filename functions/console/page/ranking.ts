/** The lines of a model from best to worst, how far each is ahead of doing nothing, and which candidate is nearest. O(n log n). */
import type { ConsoleCandidate, ConsoleLine, ConsoleState, Metrics } from '../state';
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

/** By the share of its threshold that the evidence has reached; a candidate without any evidence yet comes last. */
export function nearestFirst(candidates: readonly ConsoleCandidate[]): readonly ConsoleCandidate[] {
  const reached = ({ examples, logEValue, logThreshold }: ConsoleCandidate) => {
    const share = logEValue / logThreshold;
    return examples > 0 && isFigure(share) ? share : Number.NEGATIVE_INFINITY;
  };
  return candidates
    .map((candidate) => ({ candidate, share: reached(candidate) }))
    .sort((a, b) => (a.share === b.share ? 0 : b.share - a.share))
    .map(({ candidate }) => candidate);
}
