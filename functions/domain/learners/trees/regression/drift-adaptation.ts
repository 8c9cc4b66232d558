/**
 * How a regression tree follows a changing stream: every split node watches the error of the answers that come from below it; where it rises a
 * new tree grows beside the node, and takes its place or goes as branch-watch.ts decides. Below a node with an alternate nothing
 * splits and nothing is watched, so that there is one alternate on a way at most. O(depth) per example beside the learning.
 */
import type { FeatureBatch } from '../../../features/batch';
import type { RegressionGrowth } from './regression-growth';
import { LEAF, type RegressionNode } from './regression-node';
import type { StandardisedRow } from './standardised-row';

export class DriftAdaptation {
  constructor(
    private readonly growth: RegressionGrowth,
    private readonly row: StandardisedRow,
  ) {}

  /** Gives the root that the tree has from now on. */
  learn(root: RegressionNode, batch: FeatureBatch, example: number, outcome: number, weight: number): RegressionNode {
    const { growth } = this;
    const predicted = growth.predict(root.leafOf(batch, example));
    const error = this.row.distance(outcome, predicted);
    let first = root;
    let parent: RegressionNode | null = null;
    let node = root;
    while (node.test !== LEAF) {
      const watch = node.watch!;
      if (watch.alternate === null && watch.rises(error)) watch.begin(growth.newLeaf());
      const { alternate } = watch;
      if (alternate !== null) {
        const leaf = alternate.leafOf(batch, example);
        const verdict = watch.compare(outcome - predicted, outcome - growth.predict(leaf));
        if (verdict === 'undecided') {
          growth.grow(leaf, batch, example, outcome, weight);
          growth.learn(node.leafOf(batch, example), batch, example, outcome, weight);
          return first;
        }
        if (verdict === 'replace') {
          if (parent === null) first = alternate;
          else parent.branches[parent.branches.indexOf(node)] = alternate;
          node = alternate;
          continue;
        }
        watch.drop();
      }
      parent = node;
      node = node.next(batch, example);
    }
    growth.grow(node, batch, example, outcome, weight);
    return first;
  }
}
