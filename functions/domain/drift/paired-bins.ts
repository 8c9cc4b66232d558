/**
 * Which bins of a feature are compared? Some of about equal share of the baseline, as plain counts of both sides:
 *
 *   groups     of numbers ten, of bins next to one another; a bin that holds a tenth alone stays alone, so that of a 0/1 feature
 *              neither value is hidden in the other's group. Of categories fifty, or as many as leave twenty values each on the
 *              smaller side: a fiftieth stands alone, the others go by their hashes, blind to how common they are, since
 *              those that chance made common would all fall back together
 *   unseen     what the baseline has nowhere: a new category, a number outside of every group
 *   other      categories that are not kept (sketch.ts)
 *   missing
 *
 * The baseline has seen nothing unseen, and yet some is to be expected: of n values those that would be unseen without themselves
 * (categories seen once, single numbers at the edge of a group) say how much (Good, "The population frequencies of species",
 * Biometrika 40, 1953). They are moved there. Bins that are empty on both sides are left out. O(bins log bins). A change
 * within a group is not seen.
 */
import type { Counts } from './counts';
import { totalOf } from './counts';
import { narrowed, type Sketch } from './sketch';

const NUMBER_GROUPS = 10;
const CATEGORY_GROUPS = 50;
const VALUES_PER_GROUP = 20;

export interface PairedBins {
  readonly baseline: readonly number[];
  readonly window: readonly number[];
  /** Categories only: unseen ones less those to be expected, as a share of the values whose category is kept. */
  readonly newCategories: number | null;
}

/** By bin of the baseline: its group; groups are numbered from 0. */
interface Grouping {
  readonly groupOf: Int32Array;
  readonly groups: number;
}

export function pairBins(baseline: Sketch, window: Sketch): PairedBins {
  const below = Math.min(baseline.below, window.below);
  const [known, seen] = [narrowed(baseline, below), narrowed(window, below)];
  const isNumeric = baseline.kind === 'numeric';
  const values = Math.min(totalOf(known.bins.counts), totalOf(seen.bins.counts));
  const categoryGroups = Math.max(2, Math.min(CATEGORY_GROUPS, values / VALUES_PER_GROUP));
  const grouping = groupBins(known.bins, isNumeric ? NUMBER_GROUPS : categoryGroups);
  const unseen = grouping.groups;
  const ofBaseline = new Array<number>(unseen + 1).fill(0);
  const ofWindow = new Array<number>(unseen + 1).fill(0);
  known.bins.counts.forEach((count, at) => {
    const isLone = count === 1 && (!isNumeric || isEdge(grouping.groupOf, at));
    ofBaseline[isLone ? unseen : grouping.groupOf[at]!]! += count;
  });
  seen.bins.counts.forEach((count, at) => {
    ofWindow[groupAt(known.bins.keys, grouping, seen.bins.keys[at]!, isNumeric)]! += count;
  });
  const rest = [
    [known.other, seen.other],
    [known.missing, seen.missing],
  ] as const;
  const pairs = [...ofBaseline.map((count, at) => [count, ofWindow[at]!] as const), ...rest].filter(
    ([a, b]) => a > 0 || b > 0,
  );
  return {
    baseline: pairs.map(([count]) => count),
    window: pairs.map(([, count]) => count),
    newCategories: isNumeric ? null : excess(ofWindow, ofBaseline),
  };
}

/** Share of the last one less the share that is expected there; null where no category is kept. */
function excess(window: readonly number[], baseline: readonly number[]): number | null {
  const shareOf = (counts: readonly number[]): number => counts.at(-1)! / counts.reduce((sum, count) => sum + count, 0);
  const more = shareOf(window) - shareOf(baseline);
  return Number.isNaN(more) ? null : Math.max(0, more);
}

function groupBins({ counts }: Counts, wanted: number): Grouping {
  const enough = totalOf(counts) / wanted;
  const groupOf = new Int32Array(counts.length);
  let group = -1;
  let held = Infinity;
  for (let at = 0; at < counts.length; at++) {
    if (held >= enough || counts[at]! >= enough) {
      group += 1;
      held = 0;
    }
    groupOf[at] = group;
    held += counts[at]!;
  }
  return { groupOf, groups: group + 1 };
}

const isEdge = (groupOf: Int32Array, at: number): boolean =>
  groupOf[at - 1] !== groupOf[at] || groupOf[at + 1] !== groupOf[at];

/** A number between two bins of one group belongs to it; a category is known or it is not. */
function groupAt(keys: Uint32Array, { groupOf, groups }: Grouping, key: number, isNumeric: boolean): number {
  const at = firstFrom(keys, key);
  if (keys[at] === key) return groupOf[at]!;
  const isInside = isNumeric && at > 0 && at < keys.length && groupOf[at - 1] === groupOf[at];
  return isInside ? groupOf[at]! : groups;
}

/** The index of the first key that is at least `key`. O(log keys). */
function firstFrom(keys: Uint32Array, key: number): number {
  let [from, to] = [0, keys.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (keys[middle]! < key) from = middle + 1;
    else to = middle;
  }
  return from;
}
