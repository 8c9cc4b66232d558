import { hoeffdingWindowTree } from '../../../../../functions/contracts/learners/window-tree';
import { windowSettings } from '../../../../../functions/domain/learners/trees/settings';
import { LEAF, type TreeNode } from '../../../../../functions/domain/learners/trees/tree-node';
import { WindowCore } from '../../../../../functions/domain/learners/trees/window-core';
import {
  batchOf,
  type Example,
  examplesOf,
  problemFor,
  sameBits,
  stateBytes,
} from '../../../../contracts/learner-batches';

const problem = problemFor('binary');
const WINDOW = 200;
const settings = windowSettings(
  hoeffdingWindowTree({
    window: WINDOW,
    gracePeriod: 50,
    splitConfidence: 0.01,
    reevaluationPeriod: 50,
    alternateWidth: 30,
    binarySplits: true,
    leafPrediction: 'majority',
  }),
  problem,
);

/** Before `change` the class follows the first number, from there on the second. */
const labelled = (count: number, change: number): Example[] =>
  examplesOf(problem, count, 41).map((one, at) => ({
    ...one,
    weight: 1,
    label: Number(one.numeric[at < change ? 0 : 1]! > 5),
  }));

function teach(core: WindowCore, examples: readonly Example[]): void {
  const batch = batchOf(problem, examples);
  for (let at = 0; at < batch.count; at++) core.learn(batch, at, batch.label[at]!, batch.weight[at]!);
}

function wrongOn(core: WindowCore, examples: readonly Example[]): number {
  const batch = batchOf(problem, examples);
  const votes = new Float64Array(2);
  let wrong = 0;
  for (let at = 0; at < batch.count; at++) {
    core.votes(batch, at, votes);
    if (Number(votes[1]! > votes[0]!) !== batch.label[at]) wrong += 1;
  }
  return wrong;
}

const all = (node: TreeNode): TreeNode[] => [
  node,
  ...(node.alternate === null ? [] : all(node.alternate)),
  ...node.branches.flatMap(all),
];

/** Weight per class of those examples that come through each node, in the order of `all`. */
function countsOf(root: TreeNode, examples: readonly Example[]): number[][] {
  const batch = batchOf(problem, examples);
  const counts = new Map(all(root).map((node) => [node, [0, 0]]));
  const through = (from: TreeNode, at: number): void => {
    for (let node: TreeNode | null = from; node !== null; node = node.test === LEAF ? null : node.next(batch, at)) {
      const seen = counts.get(node)!;
      seen[batch.label[at]!] = seen[batch.label[at]!]! + batch.weight[at]!;
      if (node.alternate !== null) through(node.alternate, at);
    }
  };
  for (let at = 0; at < batch.count; at++) through(root, at);
  return [...counts.values()];
}

describe('a Hoeffding window tree', () => {
  it('each time that it has forgotten, every node has counted exactly what is left, alternates too', () => {
    const core = WindowCore.create(settings, 1);
    const stream = labelled(1001, 400);
    let alternates = 0;
    // A full window drops 50 and takes one more: at 201, and each fifty later.
    for (let from = 0, to = 201; to <= stream.length; from = to, to += 50) {
      teach(core, stream.slice(from, to));
      const nodes = all(core.root);
      expect(nodes.map(({ counts }) => [...counts])).toEqual(countsOf(core.root, stream.slice(to - 151, to)));
      alternates += nodes.filter(({ alternate }) => alternate !== null).length;
    }
    expect(alternates).toBeGreaterThan(1);
  });

  it('tells of the window alone: what came before leaves no trace in the counts', () => {
    const core = WindowCore.create(settings, 1);
    teach(core, labelled(3 * WINDOW, 3 * WINDOW));
    expect(core.root.weight()).toBeLessThanOrEqual(WINDOW);
    expect(core.root.weight()).toBeGreaterThan(0.75 * WINDOW);
  });

  it('puts another split in the place of one that the window no longer bears out', () => {
    const core = WindowCore.create(settings, 1);
    const stream = labelled(1500, 500);
    teach(core, stream.slice(0, 500));
    expect(core.root.feature).toBe(0);
    expect(wrongOn(core, stream.slice(500, 800))).toBeGreaterThan(100);
    teach(core, stream.slice(500));
    expect(core.root.feature).toBe(1);
    expect(wrongOn(core, stream.slice(1200))).toBeLessThan(45);
  });

  it('saved while an alternate grows goes on as if never stopped, to the bit', () => {
    const core = WindowCore.create(settings, 1);
    const stream = labelled(1500, 500);
    const isWatched = () => all(core.root).some(({ alternate }) => alternate !== null);
    let cut = 500;
    teach(core, stream.slice(0, cut));
    expect(isWatched()).toBe(false);
    for (; cut < 900 && !isWatched(); cut += 10) teach(core, stream.slice(cut, cut + 10));
    expect(isWatched()).toBe(true);
    const resumed = WindowCore.load(settings, core.save());
    for (const one of [core, resumed]) teach(one, stream.slice(cut));
    expect(sameBits(stateBytes(resumed.save()), stateBytes(core.save()))).toBe(true);
  });

  it('where the window says nothing of a leaf, the last node above that it does say something of answers', () => {
    const core = WindowCore.create(settings, 1);
    const stream = labelled(500, 500);
    teach(core, stream);
    const low = stream.filter(({ numeric }) => numeric[0]! < 4);
    // Four windows of one side only.
    for (let left = 4 * WINDOW; left > 0; left -= low.length) teach(core, low);
    const empty = all(core.root).filter((node) => node.weight() === 0);
    expect(empty.length).toBeGreaterThan(0);
    const votes = new Float64Array(2);
    core.votes(batchOf(problem, [{ ...stream[0]!, numeric: [9, 5] }]), 0, votes);
    expect(votes[0]).toBeGreaterThan(0.9);
  });

  it('refuses a state of another window', () => {
    const core = WindowCore.create(settings, 1);
    teach(core, labelled(500, 500));
    expect(() => WindowCore.load({ ...settings, window: 300 }, core.save())).toThrow('window');
  });
});
