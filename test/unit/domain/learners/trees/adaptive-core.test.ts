import { hoeffdingAdaptiveTree } from '../../../../../functions/contracts/learners/trees';
import { AdaptiveCore } from '../../../../../functions/domain/learners/trees/adaptive-core';
import { treeSettings } from '../../../../../functions/domain/learners/trees/settings';
import type { TreeNode } from '../../../../../functions/domain/learners/trees/tree-node';
import { batchOf, examplesOf, problemFor, sameBits, stateBytes } from '../../../../contracts/learner-batches';

const problem = problemFor('binary');
const COUNT = 2000;
const examples = examplesOf(problem, COUNT, 21).map((one, at) => ({
  ...one,
  weight: 1,
  label: Number(one.numeric[0]! > 5 !== at >= COUNT / 2),
}));
const stream = batchOf(problem, examples);
const settings = treeSettings(
  hoeffdingAdaptiveTree({ gracePeriod: 50, takeOver: 'better', alternateWidth: 100, binarySplits: true }),
  problem,
);

const hasAlternate = (node: TreeNode): boolean =>
  (node.monitor !== null && node.monitor.alternate !== null) || node.branches.some(hasAlternate);

function teach(core: AdaptiveCore, from: number, to: number): void {
  for (let at = from; at < to; at++) core.learn(stream, at, stream.label[at]!, 1);
}

function wrongFrom(core: AdaptiveCore, from: number, to: number): number {
  const votes = new Float64Array(2);
  let wrong = 0;
  for (let at = from; at < to; at++) {
    core.votes(stream, at, votes);
    if (Number(votes[1]! > votes[0]!) !== stream.label[at]) wrong += 1;
  }
  return wrong;
}

/** How many examples had been learned when there first was an alternate. */
function untilAlternate(core: AdaptiveCore): number {
  for (let at = 0; at < COUNT; at++) {
    teach(core, at, at + 1);
    if (hasAlternate(core.root)) return at + 1;
  }
  throw new Error('no alternate ever grew');
}

describe('a Hoeffding adaptive tree whose classes are exchanged half way', () => {
  it('grows an alternate soon after, and not before', () => {
    const grown = untilAlternate(AdaptiveCore.create(settings, 1));
    expect(grown).toBeGreaterThan(COUNT / 2);
    expect(grown).toBeLessThan(COUNT / 2 + 100);
  });

  it('saved with an alternate goes on as if never stopped, to the bit', () => {
    const core = AdaptiveCore.create(settings, 1);
    const cut = untilAlternate(core) + 20;
    teach(core, cut - 20, cut);
    expect(hasAlternate(core.root)).toBe(true);
    const resumed = AdaptiveCore.load(settings, core.save());
    expect(sameBits(stateBytes(resumed.save()), stateBytes(core.save()))).toBe(true);
    for (const one of [core, resumed]) teach(one, cut, COUNT);
    expect(sameBits(stateBytes(resumed.save()), stateBytes(core.save()))).toBe(true);
  });

  it('is right again in the end', () => {
    const core = AdaptiveCore.create(settings, 1);
    teach(core, 0, COUNT / 2);
    expect(wrongFrom(core, COUNT / 2, COUNT)).toBeGreaterThan(700);
    teach(core, COUNT / 2, COUNT);
    expect(wrongFrom(core, COUNT - 500, COUNT)).toBeLessThan(100);
  });
});
