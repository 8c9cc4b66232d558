/**
 * Against river 0.26.1, `tree.HoeffdingTreeRegressor(leaf_prediction='mean', splitter=EBSTSplitter())`, mean absolute error of each
 * prediction before its outcome is learned. Two things of river's were changed for it, as they are errors and not choices: its
 * `remove_bad_splits` throws statistics away that later values of the same place then miss, and what a leaf inherits of its parent's
 * outcomes counts in the merits and in the bound, though no feature was observed with it:
 *
 *     class Keep(EBSTSplitter):
 *         def remove_bad_splits(self, *a, **k): pass
 *     class Own(HoeffdingTreeRegressor):
 *         def _new_leaf(self, initial_stats=None, parent=None):
 *             leaf = super()._new_leaf(initial_stats, parent); leaf.seed = deepcopy(leaf.stats); return leaf
 *         def _attempt_to_split(self, leaf, *a, **k):
 *             whole = leaf.stats
 *             leaf.stats = combine_stats(whole, leaf.seed, subtract=True) if leaf.seed.n else whole
 *             super()._attempt_to_split(leaf, *a, **k)
 *             leaf.stats = whole
 */
import {
  hoeffdingRegressionTree,
  type RegressionTreeOptions,
} from '../../../../../../functions/contracts/learners/regression-trees';
import { linear } from '../../../../../../functions/contracts/model';
import type { LabelledBatch } from '../../../../../../functions/domain/features/batch';
import { createLearner } from '../../../../../../functions/domain/learners/create';
import { RegressionCore } from '../../../../../../functions/domain/learners/trees/regression/regression-core';
import {
  LEAF,
  type RegressionNode,
} from '../../../../../../functions/domain/learners/trees/regression/regression-node';
import { regressionTreeSettings } from '../../../../../../functions/domain/learners/trees/regression/settings';
import { FRIEDMAN, friedman } from '../../../../../support/friedman';
import { shared, where } from '../../../../../support/on-shared-data';
import { type Stream, trumpApproval } from '../../../../../support/shared-streams';

const OF_RIVER: RegressionTreeOptions = {
  leafPrediction: 'mean',
  criterion: 'variance',
  bins: null,
  gracePeriod: 200,
  splitConfidence: 1e-7,
};
const EARLIER: RegressionTreeOptions = { ...OF_RIVER, gracePeriod: 50, splitConfidence: 0.01 };

const leavesOf = (node: RegressionNode): number =>
  node.test === LEAF ? 1 : node.branches.reduce((sum, branch) => sum + leavesOf(branch), 0);

function progressive({ problem, batch }: Stream, options: RegressionTreeOptions): { error: number; leaves: number } {
  const tree = RegressionCore.create(regressionTreeSettings(hoeffdingRegressionTree(options), problem), 1);
  let sum = 0;
  for (let example = 0; example < batch.count; example++) {
    sum += Math.abs(batch.label[example]! - tree.predict(batch, example));
    tree.learn(batch, example, batch.label[example]!, 1);
  }
  return { error: sum / batch.count, leaves: leavesOf(tree.root) };
}

const friedmanStream: Stream = { problem: FRIEDMAN, batch: friedman(4000, 7) };

describe('a regression tree of means is river’s', () => {
  it.each([
    ['by default', OF_RIVER, 3.1212340452965077, 10],
    ['grace_period=50, delta=0.01', EARLIER, 2.4900060786463096, 39],
  ])('on 4,000 of Friedman’s, seed 7, %s', (_, options, error, leaves) => {
    const found = progressive(friedmanStream, options);
    expect(found.error).toBeCloseTo(error, 9);
    expect(found.leaves).toBe(leaves);
  });

  shared.each([
    ['by default', OF_RIVER, 1.351636009206052, 3],
    ['grace_period=50, delta=0.01', EARLIER, 1.2133942967437357, 9],
  ])(`on TrumpApproval, stream ${where}, %s`, (_, options, error, leaves) => {
    const found = progressive(trumpApproval(), options);
    expect(found.error).toBeCloseTo(error, 9);
    expect(found.leaves).toBe(leaves);
  });

  // StandardScaler | HoeffdingTreeRegressor: 0.9561 by default, 0.7933 with grace_period=100 and model_selector_decay=0.9, as its
  // documentation has it; the adaptive one 0.7246 by default. FIMTDD of MOA 2024.07.0: 1.2040.
  shared(`as it is declared, it errs less on TrumpApproval, stream ${where}, than any of river’s and MOA’s`, () => {
    expect(progressive(trumpApproval(), {}).error).toBeLessThan(0.72);
  });
});

it('on Friedman’s function it errs less than river’s (2.0591, and 2.0539 in its best setting), and than linear regression', () => {
  const { error } = progressive(friedmanStream, {});
  expect(error).toBeLessThan(2.0539);
  expect(error).toBeLessThan(0.96 * errorOfLine(friedmanStream));
});

function errorOfLine({ problem, batch }: Stream): number {
  const line = createLearner(linear(), problem);
  const out = new Float64Array(1);
  let sum = 0;
  for (let example = 0; example < batch.count; example++) {
    const one = oneOf(batch, example);
    line.predict(one, out);
    sum += Math.abs(batch.label[example]! - out[0]!);
    line.learn(one);
  }
  return sum / batch.count;
}

function oneOf(batch: LabelledBatch, example: number): LabelledBatch {
  const { numericCount } = batch;
  return {
    ...batch,
    count: 1,
    numeric: batch.numeric.subarray(example * numericCount, (example + 1) * numericCount),
    label: batch.label.subarray(example, example + 1),
    weight: batch.weight.subarray(example, example + 1),
    completedAtMs: batch.completedAtMs.subarray(example, example + 1),
  };
}
