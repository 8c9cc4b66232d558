import { hoeffdingAdaptiveTree } from '../../../../../functions/contracts/learners/trees';
import { ErrorMonitor } from '../../../../../functions/domain/learners/trees/error-monitor';
import { LeafGrowth } from '../../../../../functions/domain/learners/trees/leaf-growth';
import { MemoryBound } from '../../../../../functions/domain/learners/trees/memory-bound';
import { treeSettings } from '../../../../../functions/domain/learners/trees/settings';
import { NUMERIC } from '../../../../../functions/domain/learners/trees/split-suggestion';
import type { TreeNode } from '../../../../../functions/domain/learners/trees/tree-node';
import { Random } from '../../../../../functions/domain/numeric/random';
import { problemFor } from '../../../../contracts/learner-batches';

const options = treeSettings(hoeffdingAdaptiveTree(), problemFor('binary'));

/** A split into two leaves of which the first has more to gain. */
function split(growth: LeafGrowth, ...gain: readonly [number, number]): TreeNode {
  const root = growth.newLeaf(Float64Array.of(50, 50));
  const branches = gain.map((wrong) => growth.newLeaf(Float64Array.of(50, wrong)));
  const post = new Float64Array(0);
  root.split({ test: NUMERIC, feature: 0, threshold: 5, slots: [], merit: 1, post }, branches);
  return root;
}

/** Whether each of the four leaves of a split and its alternate observes, once the tree was measured. */
function observing(maxBytes: number, watched: boolean): boolean[] {
  const settings = { ...options, maxBytes };
  const growth = new LeafGrowth(settings, Random.seeded(1));
  const [root, alternate] = [split(growth, 4, 3), split(growth, 2, 1)];
  if (watched) {
    root.monitor = ErrorMonitor.create(0.002);
    root.monitor.alternate = alternate;
  }
  new MemoryBound(settings).measure(root, growth);
  return [...root.branches, ...alternate.branches].map(({ statistics }) => statistics !== null);
}

describe('the memory bound', () => {
  it('leaves a tree alone that is within it', () => {
    expect(observing(1e6, true)).toEqual([true, true, true, true]);
  });

  it('counts what grows beside a node, and lets its leaves rest like any', () => {
    expect(observing(2000, false)).toEqual([true, true, true, true]);
    expect(observing(3500, true)).toEqual([true, true, false, false]);
  });
});
