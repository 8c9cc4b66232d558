import {
  hoeffdingRegressionTree,
  type RegressionTreeOptions,
} from '../../../../../../functions/contracts/learners/regression-trees';
import type { LabelledBatch } from '../../../../../../functions/domain/features/batch';
import { StandardScaler } from '../../../../../../functions/domain/features/standard-scaler';
import { createLearner, loadLearner } from '../../../../../../functions/domain/learners/create';
import { describeTree } from '../../../../../../functions/domain/learners/trees/inspection/describe-tree';
import {
  regressionTreeRows,
  savedRegressionTreeRows,
} from '../../../../../../functions/domain/learners/trees/inspection/regression-tree-rows';
import { treePicture } from '../../../../../../functions/domain/learners/trees/inspection/tree-picture';
import { RegressionCore } from '../../../../../../functions/domain/learners/trees/regression/regression-core';
import type { RegressionNode } from '../../../../../../functions/domain/learners/trees/regression/regression-node';
import { regressionTreeSettings } from '../../../../../../functions/domain/learners/trees/regression/settings';
import { StandardisedRow } from '../../../../../../functions/domain/learners/trees/regression/standardised-row';
import { batchOf, type Example, problemFor } from '../../../../../contracts/learner-batches';
import { FRIEDMAN, friedman } from '../../../../../support/friedman';

const problem = problemFor('regression');

const one = (numeric: readonly number[], hashed: readonly number[], label: number, weight = 1): Example => ({
  numeric,
  hashed,
  label,
  weight,
  completedAtMs: 0,
});

function learned(options: RegressionTreeOptions, examples: readonly Example[]): RegressionCore {
  const tree = RegressionCore.create(regressionTreeSettings(hoeffdingRegressionTree(options), problem), 1);
  const batch = batchOf(problem, examples);
  for (let at = 0; at < batch.count; at++) tree.learn(batch, at, batch.label[at]!, batch.weight[at]!);
  return tree;
}

const answer = (tree: RegressionCore, example: Example): number => tree.predict(batchOf(problem, [example]), 0);

/** 10 in the slots 1 and 2, 30 in the slots 3 and 4; of the numbers nothing depends. */
const byCategory = Array.from({ length: 200 }, (_, at) => {
  const slot = 1 + (at % 4);
  return one([at % 7, Number.NaN], [slot, 0, 0], slot <= 2 ? 10 : 30);
});
const means: RegressionTreeOptions = { leafPrediction: 'mean', gracePeriod: 200 };

describe('a regression tree', () => {
  it('answers 0 before it has seen anything, then the mean', () => {
    expect(answer(learned(means, []), one([1, 2], [0, 0, 0], 0))).toBe(0);
    expect(
      answer(learned(means, [one([1, 2], [0, 0, 0], 4), one([1, 2], [0, 0, 0], 7, 3)]), one([0, 0], [0, 0, 0], 0)),
    ).toBe(6.25);
  });

  it('parts the categories that differ, and tells what it found', () => {
    const tree = learned(means, byCategory);
    expect([1, 2, 3, 4].map((slot) => answer(tree, one([0, 0], [slot, 0, 0], 0)))).toEqual([10, 10, 30, 30]);
    const rows = regressionTreeRows(tree.root, problem);
    expect(describeTree(rows)).toBe(
      [
        '3 nodes, 2 leaves, depth 1',
        'c0 in slots 1, 2 or another: 10 (deviation 0, weight 100)',
        'c0 in slots 3, 4: 30 (deviation 0, weight 100)',
      ].join('\n'),
    );
    expect(treePicture(rows)).toContain('c0 in slots 3, 4: 30 (deviation 0, weight 100)');
    expect(describeTree(regressionTreeRows(learned(means, []).root, problem))).toBe(
      '1 node, 1 leaf, depth 0\nnothing seen',
    );
  });

  it('sends a category and a number that it can’t tell where most went', () => {
    const more = [...byCategory, ...byCategory.filter(({ label }) => label === 30)];
    const tree = learned({ ...means, gracePeriod: 300 }, more);
    expect(answer(tree, one([0, 0], [17, 0, 0], 0))).toBe(30);
    const byNumber = byCategory.map((_, at) => one([at % 4 === 0 ? 1 : 5, 0], [0, 0, 0], at % 4 === 0 ? 1 : 2));
    const split = learned(means, byNumber);
    expect([1, 5, Number.NaN].map((value) => answer(split, one([value, 0], [0, 0, 0], 0)))).toEqual([1, 2, 2]);
  });

  it('of a feature known of few examples thinks as little as these are', () => {
    // n1 tells everything, and is known once in ten times; n0 tells half of it, always.
    const examples = Array.from({ length: 400 }, (_, at) => {
      const high = at % 2;
      return one(
        [(at >> 1) % 2 === 0 ? high : 1 - high + 2, at % 20 < 2 ? high : Number.NaN],
        [0, 0, 0],
        10 * high + (at % 3),
      );
    });
    expect(learned({ ...means, gracePeriod: 400, tieThreshold: 1 }, examples).root.feature).toBe(0);
  });

  it('the model of a leaf follows a line that means can’t', () => {
    const line = Array.from({ length: 2000 }, (_, at) =>
      one([(at * 7) % 100, 0], [0, 0, 0], 3 * ((at * 7) % 100) - 50),
    );
    const never = { gracePeriod: 1e9 };
    const probe = one([90, 0], [0, 0, 0], 0);
    expect(Math.abs(answer(learned({ ...never, leafPrediction: 'linear' }, line), probe) - 220)).toBeLessThan(2);
    expect(Math.abs(answer(learned({ ...never, leafPrediction: 'adaptive' }, line), probe) - 220)).toBeLessThan(2);
    expect(answer(learned({ ...never, leafPrediction: 'mean' }, line), probe)).toBeCloseTo(3 * 49.5 - 50, 9);
  });

  it('one example takes back a quarter of the error at most, whatever it weighs', () => {
    const row = new StandardisedRow(StandardScaler.create(2), StandardScaler.create(1));
    const batch = batchOf(problem, [one([1, 5], [0, 0, 0], 10), one([3, 9], [0, 0, 0], 20)]);
    for (const at of [0, 1]) row.learn(batch, at, batch.label[at]!, 1);
    row.fill(batch, 1);
    const weights = new Float64Array(3);
    row.teach(weights, row.form(weights), 20, 0.02, 1e9);
    // The mean is 15.
    expect(row.predicted(weights)).toBeCloseTo(15 + (20 - 15) / 4, 12);
  });

  it('that adapts has recovered 8,000 examples after the features changed places; one that does not has not', () => {
    const streams = [friedman(8000, 5), friedman(12_000, 6, 5)];
    const late = (adaptive: boolean): number => {
      const declaration = hoeffdingRegressionTree({ adaptive, leafPrediction: 'mean' });
      const tree = RegressionCore.create(regressionTreeSettings(declaration, FRIEDMAN), 1);
      let sum = 0;
      for (const batch of streams) {
        for (let at = 0; at < batch.count; at++) {
          if (batch === streams[1] && at >= 8000) sum += Math.abs(batch.label[at]! - tree.predict(batch, at)) / 4000;
          tree.learn(batch, at, batch.label[at]!, 1);
        }
      }
      return sum;
    };
    expect(late(true)).toBeLessThan(2.4);
    expect(late(false)).toBeGreaterThan(3.5);
  });

  it('within its bytes: leaves with the least to gain stop observing', () => {
    const batch = friedman(4000, 9);
    const observing = (maxBytes: number): { leaves: number; active: number } => {
      const declaration = hoeffdingRegressionTree({
        maxBytes,
        memoryPeriod: 100,
        gracePeriod: 50,
        leafPrediction: 'mean',
      });
      const tree = RegressionCore.create(regressionTreeSettings(declaration, FRIEDMAN), 1);
      for (let at = 0; at < batch.count; at++) tree.learn(batch, at, batch.label[at]!, 1);
      const leaves: RegressionNode[] = [];
      const visit = (node: RegressionNode): void => {
        if (node.branches.length === 0) leaves.push(node);
        for (const branch of node.branches) visit(branch);
      };
      visit(tree.root);
      return { leaves: leaves.length, active: leaves.filter(({ statistics }) => statistics !== null).length };
    };
    const free = observing(2 ** 30);
    expect(free.active).toBe(free.leaves);
    // A leaf of ten features with up to 64 bins of 40 bytes takes 25 kB at most.
    const bound = observing(200_000);
    expect(bound.active).toBeLessThan(bound.leaves);
    expect(bound.active).toBeGreaterThan(0);
  });

  it('of a subspace of one feature splits by the one that its seed drew, however little it tells', () => {
    const batch = friedman(300, 8);
    const declaration = hoeffdingRegressionTree({ subspace: 1, leafPrediction: 'mean' });
    const rootFeature = (seed: number): number => {
      const tree = RegressionCore.create(regressionTreeSettings(declaration, FRIEDMAN), seed);
      for (let at = 0; at < batch.count; at++) tree.learn(batch, at, batch.label[at]!, 1);
      return tree.root.feature;
    };
    const drawn = Array.from({ length: 12 }, (_, seed) => rootFeature(seed));
    expect(new Set(drawn).size).toBeGreaterThan(4);
    expect(drawn.some((feature) => feature >= 5)).toBe(true);
  });

  it('of a saved state: its rows, and no state of other leaves or of a tree that does not adapt', () => {
    const declaration = hoeffdingRegressionTree({ gracePeriod: 50 });
    const learner = createLearner(declaration, FRIEDMAN);
    learner.learn(friedman(1500, 3));
    const state = learner.save();
    const rows = savedRegressionTreeRows(declaration, FRIEDMAN, state);
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.filter(({ feature }) => feature !== null).every(({ feature }) => /^x[0-4]$/.test(feature!))).toBe(true);
    for (const other of [
      hoeffdingRegressionTree({ leafPrediction: 'mean' }),
      hoeffdingRegressionTree({ adaptive: true }),
    ]) {
      expect(() => loadLearner(other, FRIEDMAN, state)).toThrow(/start a new line/);
    }
  });

  it('is for values: classes are refused, naming the tree for them', () => {
    expect(() => createLearner(hoeffdingRegressionTree(), problemFor('binary'))).toThrow(/declare hoeffdingTree\(\)/);
  });
});

it('a batch is not kept: what it held may change after it was learned', () => {
  const batch: LabelledBatch = friedman(300, 4);
  const [one, other] = [
    createLearner(hoeffdingRegressionTree(), FRIEDMAN),
    createLearner(hoeffdingRegressionTree(), FRIEDMAN),
  ];
  one.learn(batch);
  other.learn(batch);
  batch.numeric.fill(0);
  expect(one.save()).toEqual(other.save());
});
