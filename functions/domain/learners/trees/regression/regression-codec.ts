/**
 * A regression tree as one list of numbers: each node before its branches.
 *
 *   test, outcomes' weight, mean and squares
 *   of a leaf:       observedFrom, attemptedAt, meanError, linearError, the linear model's weights where leaves have one,
 *                    1 and its observers, or 0
 *   of a split node: feature, threshold, heaviest; number of slots, the slots, and the branch of each;
 *                    where the tree adapts its watch, and 1 and the alternate, or 0; the two branches
 *
 * O(numbers) in time and memory.
 */
import type { FloatReader, FloatWriter } from '../float-list';
import { BranchWatch } from './branch-watch';
import { LeafObservers } from './leaf-observers';
import { LEAF, RegressionNode, type RegressionTest } from './regression-node';
import { CATEGORIES, NUMERIC } from './regression-split';
import type { RegressionTreeSettings } from './settings';
import { TARGET_NUMBERS } from './target-moments';

const TESTS: readonly RegressionTest[] = [LEAF, NUMERIC, CATEGORIES];

export function writeRegressionTree(node: RegressionNode, to: FloatWriter): void {
  to.put(node.test);
  to.putAll(node.targets);
  if (node.test === LEAF) writeLeaf(node, to);
  else writeSplit(node, to);
}

export function readRegressionTree(settings: RegressionTreeSettings, from: FloatReader): RegressionNode {
  const test = TESTS[from.take()] ?? from.refuse();
  const node = new RegressionNode(from.takeAll(TARGET_NUMBERS));
  node.test = test;
  if (test === LEAF) readLeaf(node, settings, from);
  else readSplit(node, settings, from);
  return node;
}

function writeLeaf(leaf: RegressionNode, to: FloatWriter): void {
  to.put(leaf.observedFrom);
  to.put(leaf.attemptedAt);
  to.put(leaf.meanError);
  to.put(leaf.linearError);
  if (leaf.weights !== null) to.putAll(leaf.weights);
  to.put(leaf.statistics === null ? 0 : 1);
  leaf.statistics?.write(to);
}

function readLeaf(leaf: RegressionNode, settings: RegressionTreeSettings, from: FloatReader): void {
  leaf.observedFrom = from.take();
  leaf.attemptedAt = from.take();
  leaf.meanError = from.take();
  leaf.linearError = from.take();
  if (settings.leafPrediction !== 'mean') leaf.weights = from.takeAll(1 + settings.numericCount);
  if (from.take() === 1) leaf.statistics = LeafObservers.read(settings, from);
}

function writeSplit(node: RegressionNode, to: FloatWriter): void {
  const slots = [...(node.branchOf ?? [])];
  to.put(node.feature);
  to.put(node.threshold);
  to.put(node.heaviest);
  to.put(slots.length);
  to.putAll(slots.flat());
  if (node.watch !== null) {
    const { alternate } = node.watch;
    node.watch.write(to);
    to.put(alternate === null ? 0 : 1);
    if (alternate !== null) writeRegressionTree(alternate, to);
  }
  for (const branch of node.branches) writeRegressionTree(branch, to);
}

function readSplit(node: RegressionNode, settings: RegressionTreeSettings, from: FloatReader): void {
  node.feature = from.take();
  node.threshold = from.take();
  node.heaviest = from.take();
  const branchOf = new Map<number, number>();
  for (let left = from.takeLength(); left > 0; left--) branchOf.set(from.take(), from.take());
  if (node.test === CATEGORIES) node.branchOf = branchOf;
  if (settings.adaptive) {
    node.watch = new BranchWatch(settings);
    node.watch.read(from);
    if (from.take() === 1) node.watch.alternate = readRegressionTree(settings, from);
  }
  node.branches = [readRegressionTree(settings, from), readRegressionTree(settings, from)];
}
