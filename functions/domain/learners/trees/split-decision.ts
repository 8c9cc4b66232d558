/**
 * Should a leaf split, and how? The Hoeffding bound (Domingos and Hulten 2000): with probability 1 - confidence the feature that
 * leads by more than the bound after n examples would lead after endlessly many. Not splitting is a candidate where there is pre-pruning.
 * O(candidates log candidates). Of equal merits the later feature leads. Without candidates nothing is decided.
 */
import type { TreeSettings } from './settings';
import { meritOfNoSplit, meritRange } from './split-merit';
import type { SplitSuggestion } from './split-suggestion';

export type SplitDecision =
  | { readonly decided: 'wait' }
  | { readonly decided: 'stop' }
  | { readonly decided: 'split'; readonly suggestion: SplitSuggestion };

const WAIT: SplitDecision = { decided: 'wait' };
/** The best candidate is not to split. */
const STOP: SplitDecision = { decided: 'stop' };

export const hoeffdingBound = (range: number, confidence: number, weight: number): number =>
  Math.sqrt((range * range * Math.log(1 / confidence)) / (2 * weight));

export function decideSplit(
  settings: TreeSettings,
  suggestions: readonly SplitSuggestion[],
  pre: Float64Array,
  weight: number,
): SplitDecision {
  const { criterion, splitConfidence, tieThreshold, prePruning, classes } = settings;
  let best: SplitSuggestion | null = null;
  let bestMerit = prePruning ? meritOfNoSplit(criterion, pre) : Number.NEGATIVE_INFINITY;
  let secondMerit = Number.NEGATIVE_INFINITY;
  for (const suggestion of suggestions) {
    if (suggestion.merit >= bestMerit) {
      secondMerit = bestMerit;
      bestMerit = suggestion.merit;
      best = suggestion;
    } else if (suggestion.merit > secondMerit) secondMerit = suggestion.merit;
  }
  const candidates = suggestions.length + (prePruning ? 1 : 0);
  if (candidates === 0) return WAIT;
  if (candidates > 1) {
    const bound = hoeffdingBound(meritRange(criterion, classes), splitConfidence, weight);
    if (!(bestMerit - secondMerit > bound || bound < tieThreshold)) return WAIT;
  }
  if (best === null) return STOP;
  // A split that sends nearly everything one way tells nothing apart, however long the leaf has waited.
  return bestMerit === Number.NEGATIVE_INFINITY ? WAIT : { decided: 'split', suggestion: best };
}
