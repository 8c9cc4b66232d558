/**
 * Is any split better than none, and is the split that a node has still the best? Both by the Hoeffding bound, against the best split that the
 * node's statistics give now: Manapragada, Webb and Salehi, "Extremely fast decision tree" (2018). O(candidates).
 * Without candidates not splitting is best. A candidate that sends nearly everything one way is as good as not splitting.
 */
import type { TreeSettings } from './settings';
import { hoeffdingBound } from './split-decision';
import { meritOfNoSplit, meritRange } from './split-merit';
import type { SplitSuggestion } from './split-suggestion';

/** What rounding makes of no gain at all. */
const LEAST_GAIN = 1e-10;

/** The best split of a leaf, where it is better than none by the bound, or the bound has come below the tie threshold. */
export function worthSplitting(
  settings: TreeSettings,
  suggestions: readonly SplitSuggestion[],
  pre: Float64Array,
  weight: number,
): SplitSuggestion | null {
  const best = bestOf(suggestions);
  if (best === null) return null;
  const gain = best.merit - Math.max(0, meritOfNoSplit(settings.criterion, pre));
  const bound = boundOf(settings, weight);
  return gain > LEAST_GAIN && (gain > bound || bound < settings.tieThreshold) ? best : null;
}

/** `instead` null: better not split at all. */
export type SplitReview =
  | { readonly holds: true }
  | { readonly holds: false; readonly instead: SplitSuggestion | null };

const HOLDS: SplitReview = { holds: true };

/** @param feature that the node splits by now, wherever it does */
export function reviewSplit(
  settings: TreeSettings,
  suggestions: readonly SplitSuggestion[],
  pre: Float64Array,
  weight: number,
  feature: number,
): SplitReview {
  const without = Math.max(0, meritOfNoSplit(settings.criterion, pre));
  const best = bestOf(suggestions);
  const instead = best !== null && best.merit > without ? best : null;
  if (instead?.feature === feature) return HOLDS;
  const current = Math.max(0, suggestions.find((suggestion) => suggestion.feature === feature)?.merit ?? 0);
  const lead = (instead?.merit ?? without) - current;
  const bound = boundOf(settings, weight);
  // Of equals the one that is there stays: to exchange it costs all that grew below it.
  const isBetter = lead > bound || (bound < settings.tieThreshold && lead > settings.tieThreshold / 2);
  return isBetter ? { holds: false, instead } : HOLDS;
}

const boundOf = ({ criterion, classes, splitConfidence }: TreeSettings, weight: number): number =>
  hoeffdingBound(meritRange(criterion, classes), splitConfidence, weight);

/** Of equal merits the later feature, as everywhere in these trees. */
function bestOf(suggestions: readonly SplitSuggestion[]): SplitSuggestion | null {
  let best: SplitSuggestion | null = null;
  for (const suggestion of suggestions) if (best === null || suggestion.merit >= best.merit) best = suggestion;
  return best;
}
