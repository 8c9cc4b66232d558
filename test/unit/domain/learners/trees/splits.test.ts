import { hoeffdingTree } from '../../../../../functions/contracts/learners/trees';
import { treeSettings } from '../../../../../functions/domain/learners/trees/settings';
import { decideSplit, hoeffdingBound } from '../../../../../functions/domain/learners/trees/split-decision';
import { meritOfNoSplit, splitMerit } from '../../../../../functions/domain/learners/trees/split-merit';
import type { SplitSuggestion } from '../../../../../functions/domain/learners/trees/split-suggestion';
import { problemFor } from '../../../../contracts/learner-batches';

/** Quinlan (1986), playing in fourteen kinds of weather: yes and no, when it is sunny, overcast, rainy. */
const PLAY = Float64Array.of(9, 5);
const BY_OUTLOOK = Float64Array.of(2, 3, 4, 0, 3, 2);

describe('the merit of a split', () => {
  it('in bits is the 0.247 of Quinlan’s outlook', () => {
    expect(splitMerit('informationGain', PLAY, BY_OUTLOOK)).toBeCloseTo(0.24674981977443922, 14);
  });

  it('by Gini is one less the impurity left: 23/35', () => {
    expect(splitMerit('gini', PLAY, BY_OUTLOOK)).toBeCloseTo(23 / 35, 14);
    expect(meritOfNoSplit('gini', PLAY)).toBeCloseTo((81 + 25) / 196, 14);
  });

  it('by Hellinger is the distance between the ways of the two classes', () => {
    const [sunny, overcast, rainy] = [
      Math.sqrt(2 / 9) - Math.sqrt(3 / 5),
      Math.sqrt(4 / 9),
      Math.sqrt(3 / 9) - Math.sqrt(2 / 5),
    ];
    expect(splitMerit('hellinger', PLAY, BY_OUTLOOK)).toBeCloseTo(Math.hypot(sunny, overcast, rainy), 14);
  });

  it('is none where one branch takes everything, or in bits 99 % of it', () => {
    for (const criterion of ['informationGain', 'gini', 'hellinger'] as const) {
      expect(splitMerit(criterion, PLAY, Float64Array.of(9, 5, 0, 0))).toBe(Number.NEGATIVE_INFINITY);
    }
    const pre = Float64Array.of(500, 500);
    expect(splitMerit('informationGain', pre, Float64Array.of(500, 491, 0, 9))).toBe(Number.NEGATIVE_INFINITY);
    expect(splitMerit('informationGain', pre, Float64Array.of(500, 489, 0, 11))).toBeGreaterThan(0);
  });
});

describe('the decision to split', () => {
  const settings = treeSettings(hoeffdingTree(), problemFor('binary'));
  const pre = Float64Array.of(100, 100);
  const by = (feature: number, merit: number): SplitSuggestion => ({
    test: 1,
    feature,
    threshold: 0,
    slots: [],
    merit,
    post: Float64Array.of(100, 0, 0, 100),
  });

  it('takes a lead above sqrt(range² ln(1 / confidence) / 2 n)', () => {
    // Python: math.sqrt(math.log(1e7) / 400)
    const bound = hoeffdingBound(1, 1e-7, 200);
    expect(bound).toBeCloseTo(0.20073674085078647, 14);
    expect(decideSplit(settings, [by(0, 0.3), by(1, 0.3 + bound * 1.01)], pre, 200)).toMatchObject({
      decided: 'split',
      suggestion: { feature: 1 },
    });
    expect(decideSplit(settings, [by(0, 0.3), by(1, 0.3 + bound * 0.99)], pre, 200)).toEqual({ decided: 'wait' });
  });

  it('breaks a tie once the bound is below the threshold, for the later of equals', () => {
    const tied = [by(0, 0.3), by(1, 0.3)];
    // The bound is 0.05 at n = ln(1e7) / (2 * 0.0025) = 3223.6.
    expect(decideSplit(settings, tied, pre, 3223)).toEqual({ decided: 'wait' });
    expect(decideSplit(settings, tied, pre, 3224)).toMatchObject({ decided: 'split', suggestion: { feature: 1 } });
  });

  it('stops where not splitting is best, and never makes a split without merit', () => {
    const gini = { ...settings, criterion: 'gini' } as const;
    expect(decideSplit(gini, [by(0, 0.1)], pre, 1e6)).toEqual({ decided: 'stop' });
    const useless = [by(0, Number.NEGATIVE_INFINITY), by(1, Number.NEGATIVE_INFINITY)];
    expect(decideSplit(settings, useless, pre, 1e6)).toEqual({ decided: 'wait' });
    expect(decideSplit({ ...settings, prePruning: false }, [], pre, 1e6)).toEqual({ decided: 'wait' });
  });
});
