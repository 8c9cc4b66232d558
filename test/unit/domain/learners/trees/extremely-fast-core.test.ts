import { extremelyFastDecisionTree } from '../../../../../functions/contracts/learners/extremely-fast-tree';
import { hoeffdingTree } from '../../../../../functions/contracts/learners/trees';
import { ExtremelyFastCore } from '../../../../../functions/domain/learners/trees/extremely-fast-core';
import { HoeffdingCore } from '../../../../../functions/domain/learners/trees/hoeffding-core';
import { extremelyFastSettings, treeSettings } from '../../../../../functions/domain/learners/trees/settings';
import { LEAF, type TreeNode } from '../../../../../functions/domain/learners/trees/tree-node';
import {
  batchOf,
  type Example,
  examplesOf,
  problemFor,
  sameBits,
  stateBytes,
} from '../../../../contracts/learner-batches';

const problem = problemFor('binary');
const options = { gracePeriod: 50, reevaluationPeriod: 100 };
const settings = extremelyFastSettings(extremelyFastDecisionTree(options), problem);
const create = (): ExtremelyFastCore => ExtremelyFastCore.create(settings, 1);

/** Before `change` the class follows the first number, from there on the second; both look alike where the label is not by them. */
const labelled = (count: number, change: number): Example[] =>
  examplesOf(problem, count, 31).map((one, at) => ({
    ...one,
    weight: 1,
    label: Number(one.numeric[at < change ? 0 : 1]! > 5),
  }));

function teach(core: ExtremelyFastCore | HoeffdingCore, examples: readonly Example[]): void {
  const batch = batchOf(problem, examples);
  for (let at = 0; at < batch.count; at++) core.learn(batch, at, batch.label[at]!, 1);
}

const nodes = (node: TreeNode): TreeNode[] => [node, ...node.branches.flatMap(nodes)];

describe('an extremely fast decision tree', () => {
  it('splits where two features tell the classes apart alike, and a Hoeffding tree waits', () => {
    const alike = examplesOf(problem, 300, 32).map(({ numeric, ...one }) => {
      const value = numeric[0]! > 5 ? 9 : 1;
      return { ...one, numeric: [value, value], label: Number(value === 9) };
    });
    const [eager, patient] = [
      create(),
      HoeffdingCore.create(treeSettings(hoeffdingTree({ gracePeriod: 50 }), problem), 1),
    ];
    teach(eager, alike);
    teach(patient, alike);
    expect(eager.root.test).not.toBe(LEAF);
    expect(patient.root.test).toBe(LEAF);
  });

  it('takes a split back when another feature has become the better one', () => {
    const core = create();
    const stream = labelled(3000, 400);
    teach(core, stream.slice(0, 400));
    expect(core.root.feature).toBe(0);
    teach(core, stream.slice(400));
    expect(core.root.feature).toBe(1);
  });

  it('counts every example in every node on its way, so that a node has the weight of its branches and more', () => {
    const core = create();
    teach(core, labelled(2000, 1000));
    expect(core.root.weight()).toBe(2000);
    for (const { branches, counts, test } of nodes(core.root)) {
      if (test === LEAF) continue;
      const below = branches.reduce((sum, branch) => sum + branch.weight(), 0);
      expect(below).toBeLessThanOrEqual(counts[0]! + counts[1]! + 1e-6);
    }
  });

  it('does not count on for ever: where split nodes alone outgrow the bytes allowed, the largest stop', () => {
    const bound = { ...options, numericObserver: 'exhaustive', maxBytes: 20_000, memoryPeriod: 100 } as const;
    const core = ExtremelyFastCore.create(extremelyFastSettings(extremelyFastDecisionTree(bound), problem), 1);
    teach(core, labelled(3000, 3000));
    expect(core.root.test).not.toBe(LEAF);
    // Two features of 2,700 values each, a value and two weights of 8 bytes: 130 kB for the root alone.
    expect(core.save().arrays.tree!.byteLength).toBeLessThan(2 * 20_000);
  });

  it('saved and loaded keeps what its split nodes have counted', () => {
    const core = create();
    const stream = labelled(3000, 400);
    teach(core, stream.slice(0, 500));
    expect(core.root.statistics).not.toBeNull();
    const resumed = ExtremelyFastCore.load(settings, core.save());
    for (const one of [core, resumed]) teach(one, stream.slice(500));
    expect(sameBits(stateBytes(resumed.save()), stateBytes(core.save()))).toBe(true);
    expect(resumed.root.feature).toBe(1);
  });
});
