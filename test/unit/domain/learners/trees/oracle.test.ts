/**
 * Against MOA 2024.07.0 itself (nz.ac.waikato.cms.moa:moa), test-then-train over all of the stream. In MOA's header of Elec2 the day is
 * nominal, with the values 1 to 7, and UP is the first class: both matter, as MOA answers the first class when all votes are 0.
 * The figures come from `trees.HoeffdingTree` with the options named, `Utils.maxIndex(getVotesForInstance(x))` before
 * `trainOnInstance(x)`, right answers counted.
 */
import { hoeffdingTree, type TreeOptions } from '../../../../../functions/contracts/learners/trees';
import { HoeffdingCore } from '../../../../../functions/domain/learners/trees/hoeffding-core';
import { treeSettings } from '../../../../../functions/domain/learners/trees/settings';
import {
  ABSENT,
  bananas,
  ELEC2,
  elec2,
  hasSharedData,
  phishing,
  type Stream,
} from '../../../../support/shared-streams';

const withData = hasSharedData() ? it : it.skip;
const where = hasSharedData() ? 'here' : ABSENT;

/** Elec2 as MOA reads it: the day last, numbered from 0. */
let read: Stream | undefined;

function elec2OfMoa(): Stream {
  if (read !== undefined) return read;
  const stream = elec2({
    ...ELEC2,
    classes: ['UP', 'DOWN'],
    categorical: ['day'],
    numeric: ELEC2.numeric.filter((name) => name !== 'day'),
  });
  const day = ELEC2.numeric.indexOf('day');
  const numbers = elec2().batch.numeric;
  const hashed = stream.batch.hashed.map((_, example) => numbers[example * ELEC2.numeric.length + day]! - 1);
  read = { ...stream, batch: { ...stream.batch, hashed } };
  return read;
}

function rightAnswers({ problem, batch }: Stream, options: TreeOptions): number {
  const settings = { ...treeSettings(hoeffdingTree(options), problem), categories: 'numbered' } as const;
  const tree = HoeffdingCore.create(settings, 1);
  const votes = new Float64Array(2);
  let right = 0;
  for (let example = 0; example < batch.count; example++) {
    tree.votes(batch, example, votes);
    if (Number(votes[1]! > votes[0]!) === batch.label[example]) right += 1;
    tree.learn(batch, example, batch.label[example]!, 1);
  }
  return right;
}

describe(`a Hoeffding tree is right as often as MOA’s, streams ${where}`, () => {
  withData.each<[string, TreeOptions, number]>([
    ['by default', {}, 35_885],
    ['-g 50 -c 0.001 -p', { gracePeriod: 50, splitConfidence: 1e-3, prePruning: false }, 37_002],
    ['-l MC', { leafPrediction: 'majority' }, 34_311],
    ['bayes.NaiveBayes, as a tree that never splits', { leafPrediction: 'naiveBayes', gracePeriod: 1e9 }, 33_242],
  ])('on Elec2, %s', (_, options, expected) => {
    expect(rightAnswers(elec2OfMoa(), options)).toBe(expected);
  });

  withData('on Phishing: 87.68 % of 1,250', () => {
    expect(rightAnswers(phishing(), {})).toBe(1096);
  });

  withData('on Bananas: 64.28 % of 5,300', () => {
    expect((100 * rightAnswers(bananas(), {})) / 5300).toBeCloseTo(64.28, 2);
  });
});
