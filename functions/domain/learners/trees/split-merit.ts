/**
 * How much better are the classes told apart after a split? `post` holds the weight per class of each branch, branch by branch.
 * Information gain in bits (Quinlan 1986), Gini purity (Breiman et al. 1984), or the Hellinger distance between two classes' ways
 * through the branches (Cieslak and Chawla 2008; of more than two classes, the greatest of any pair). O(branches x classes),
 * Hellinger O(branches x classes^2). A split with no weight beyond its largest branch has no merit (-Infinity); by information gain it needs
 * two branches of more than 1 % each, as in MOA.
 */
import type { SplitCriterion } from './settings';

const LEAST_BRANCH_SHARE = 0.01;
const NO_MERIT = Number.NEGATIVE_INFINITY;
// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than a logarithm.
const { log, LN2 } = Math;

export const splitMerit = (criterion: SplitCriterion, pre: Float64Array, post: Float64Array): number =>
  meritAfter(criterion, impurityBefore(criterion, pre), post, pre.length);

/** What all splits of a leaf have in common, for `meritAfter`. */
export const impurityBefore = (criterion: SplitCriterion, pre: Float64Array): number =>
  criterion === 'informationGain' ? entropy(pre, 0, pre.length) : 1;

/** The merit where the impurity before the split is known. */
export function meritAfter(criterion: SplitCriterion, before: number, post: Float64Array, classes: number): number {
  if (!twoBranchesCount(post, classes, criterion === 'informationGain' ? LEAST_BRANCH_SHARE : 0)) return NO_MERIT;
  if (criterion === 'informationGain') return before - averageOver(post, classes, entropy);
  if (criterion === 'gini') return before - averageOver(post, classes, gini);
  return hellinger(post, classes);
}

/** The merit of leaving a leaf as it is: only the Gini purity has one. */
export const meritOfNoSplit = (criterion: SplitCriterion, pre: Float64Array): number =>
  criterion === 'gini' ? 1 - gini(pre, 0, pre.length) : NO_MERIT;

/** Between the worst and the best split of leaves of this many classes. */
export const meritRange = (criterion: SplitCriterion, classes: number): number =>
  criterion === 'informationGain' ? Math.log2(classes) : criterion === 'gini' ? 1 : Math.SQRT2;

type Impurity = (weights: Float64Array, at: number, classes: number) => number;

function averageOver(post: Float64Array, classes: number, impurity: Impurity): number {
  let sum = 0;
  let total = 0;
  for (let at = 0; at < post.length; at += classes) {
    const weight = weightOf(post, at, classes);
    sum += weight === 0 ? 0 : weight * impurity(post, at, classes);
    total += weight;
  }
  return sum / total;
}

function entropy(weights: Float64Array, at: number, classes: number): number {
  let bits = 0;
  let sum = 0;
  for (let end = at + classes; at < end; at++) {
    const weight = weights[at]!;
    if (weight > 0) {
      bits -= weight * log2(weight);
      sum += weight;
    }
  }
  return sum > 0 ? (bits + sum * log2(sum)) / sum : 0;
}

/** As a quotient of natural logarithms, as MOA has it: Math.log2 differs in the last bit, and ties turn on it. */
const log2 = (x: number): number => log(x) / LN2;

function gini(weights: Float64Array, at: number, classes: number): number {
  const total = weightOf(weights, at, classes);
  let impurity = 1;
  for (let end = at + classes; at < end; at++) impurity -= (weights[at]! / total) ** 2;
  return impurity;
}

function hellinger(post: Float64Array, classes: number): number {
  let greatest = 0;
  for (let a = 0; a < classes; a++) {
    const totalA = weightOfClass(post, a, classes);
    for (let b = a + 1; b < classes; b++) {
      const totalB = weightOfClass(post, b, classes);
      if (totalA === 0 || totalB === 0) continue;
      let sum = 0;
      for (let at = 0; at < post.length; at += classes) {
        sum += (Math.sqrt(post[at + a]! / totalA) - Math.sqrt(post[at + b]! / totalB)) ** 2;
      }
      greatest = Math.max(greatest, Math.sqrt(sum));
    }
  }
  return greatest;
}

function twoBranchesCount(post: Float64Array, classes: number, least: number): boolean {
  const total = weightOf(post, 0, post.length);
  let counting = 0;
  for (let at = 0; at < post.length; at += classes) {
    if (weightOf(post, at, classes) / total > least) counting += 1;
  }
  return counting >= 2;
}

function weightOf(weights: Float64Array, at: number, length: number): number {
  let sum = 0;
  for (let end = at + length; at < end; at++) sum += weights[at]!;
  return sum;
}

function weightOfClass(post: Float64Array, label: number, classes: number): number {
  let sum = 0;
  for (let at = label; at < post.length; at += classes) sum += post[at]!;
  return sum;
}
