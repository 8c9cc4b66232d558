import { hoeffdingTree, type TreeOptions } from '../../../../../functions/contracts/learners/trees';
import { HoeffdingCore } from '../../../../../functions/domain/learners/trees/hoeffding-core';
import { treeSettings } from '../../../../../functions/domain/learners/trees/settings';
import { ALL_CATEGORIES, NUMERIC, ONE_CATEGORY } from '../../../../../functions/domain/learners/trees/split-suggestion';
import { LEAF, type TreeNode } from '../../../../../functions/domain/learners/trees/tree-node';
import { batchOf, type Example, examplesOf, problemFor } from '../../../../contracts/learner-batches';

const problem = problemFor('binary');
const eager: TreeOptions = { gracePeriod: 20, splitConfidence: 0.1, tieThreshold: 0.5 };

const core = (options: TreeOptions = eager): HoeffdingCore =>
  HoeffdingCore.create(treeSettings(hoeffdingTree(options), problem), 1);

function teach(tree: HoeffdingCore, examples: readonly Example[]): void {
  const batch = batchOf(problem, examples);
  for (let at = 0; at < batch.count; at++) tree.learn(batch, at, batch.label[at]!, batch.weight[at]!);
}

const one = (label: number, numeric: readonly number[], slots: readonly number[] = [0, 0, 0]): Example => ({
  hashed: slots,
  numeric,
  label,
  weight: 1,
  completedAtMs: 0,
});

/** `share` of the examples are of class 1 and have 10 and more in the first column. */
const byNumber = (count: number, share: number): Example[] =>
  Array.from({ length: count }, (_, at) => {
    const label = Number(at % 10 < 10 * share);
    return one(label, [10 * label + ((at * 7) % 10) / 10, 5]);
  });

const byCategory = (count: number): Example[] =>
  Array.from({ length: count }, (_, at) => one(Number(at % 3 === 0), [5, 5], [at % 3, 0, 0]));

const leaves = (node: TreeNode): TreeNode[] => (node.test === LEAF ? [node] : node.branches.flatMap(leaves));

describe('a Hoeffding tree', () => {
  it('splits a number between its classes', () => {
    const tree = core();
    teach(tree, byNumber(100, 0.3));
    expect(tree.root).toMatchObject({ test: NUMERIC, feature: 0 });
    expect(tree.root.threshold).toBeGreaterThanOrEqual(0.9);
    expect(tree.root.threshold).toBeLessThan(10);
  });

  it('sends a missing number where most went', () => {
    for (const [share, branch] of [
      [0.3, 0],
      [0.7, 1],
    ] as const) {
      const tree = core();
      teach(tree, byNumber(100, share));
      expect(tree.leafOf(batchOf(problem, [one(0, [Number.NaN, 5])]), 0)).toBe(tree.root.branches[branch]);
    }
  });

  it('splits a category into all of its values, or one against the rest', () => {
    const [all, binary] = [core(), core({ ...eager, binarySplits: true })];
    teach(all, byCategory(60));
    teach(binary, byCategory(60));
    expect(all.root).toMatchObject({ test: ALL_CATEGORIES, feature: problem.numericCount });
    expect(all.root.branches).toHaveLength(3);
    expect(binary.root).toMatchObject({ test: ONE_CATEGORY, feature: problem.numericCount, threshold: 0 });
  });

  it('answers for a category without a branch as the split node does, and learns a branch for it', () => {
    const tree = core();
    teach(tree, byCategory(60));
    const unseen = batchOf(problem, [one(1, [5, 5], [9, 0, 0])]);
    const votes = new Float64Array(2);
    tree.votes(unseen, 0, votes);
    expect(votes[1]).toBeCloseTo(1 / 3, 1);
    tree.learn(unseen, 0, 1, 1);
    expect(tree.root.branches).toHaveLength(4);
    tree.votes(unseen, 0, votes);
    expect(votes[1]).toBe(1);
  });

  it('over its bytes stops observing in the leaves with the least to gain, and still predicts', () => {
    const [free, bound] = [core(), core({ ...eager, maxBytes: 6000, memoryPeriod: 50 })];
    const examples = examplesOf(problem, 3000, 5);
    teach(free, examples);
    teach(bound, examples);
    const active = (tree: HoeffdingCore) => leaves(tree.root).filter(({ statistics }) => statistics !== null).length;
    expect(active(bound)).toBeLessThan(active(free));
    expect(active(bound)).toBeLessThan(leaves(bound.root).length);
    const votes = new Float64Array(2);
    bound.votes(batchOf(problem, examples), 0, votes);
    expect(votes[0]! + votes[1]!).toBeCloseTo(1, 12);
  });

  it('refuses a state of another shape, and one that ends too soon', () => {
    const tree = core();
    teach(tree, byNumber(100, 0.3));
    const [settings, state] = [tree.settings, tree.save()];
    expect(() => HoeffdingCore.load({ ...settings, classes: 3 }, state)).toThrow('classes');
    expect(() => HoeffdingCore.load({ ...settings, numericObserver: 'exhaustive' }, state)).toThrow('numericObserver');
    const short = { ...state, arrays: { ...state.arrays, tree: state.arrays.tree!.slice(0, -1) } };
    expect(() => HoeffdingCore.load(settings, short)).toThrow('damaged');
  });
});
