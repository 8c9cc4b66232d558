import fc from 'fast-check';
import { hoeffdingRegressionTree } from '../../../../../../functions/contracts/learners/regression-trees';
import { bestCut } from '../../../../../../functions/domain/learners/trees/regression/best-cut';
import {
  addSidesOf,
  CategoryTargets,
} from '../../../../../../functions/domain/learners/trees/regression/category-targets';
import {
  type RegressionTreeSettings,
  regressionTreeSettings,
} from '../../../../../../functions/domain/learners/trees/regression/settings';
import { TargetBins } from '../../../../../../functions/domain/learners/trees/regression/target-bins';
import { problemFor } from '../../../../../contracts/learner-batches';

const settings = (options: Partial<RegressionTreeSettings> = {}): RegressionTreeSettings => ({
  ...regressionTreeSettings(hoeffdingRegressionTree(), problemFor('regression')),
  minBranchWeight: 1,
  ...options,
});

/** Weight, mean and squares of each side of a list of outcomes, by the textbook. */
function sidesOf(left: readonly number[], right: readonly number[]): number[] {
  return [left, right].flatMap((values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return [values.length, mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0)];
  });
}

describe('the best cut', () => {
  // Outcomes 1, 2 | 5, 6: variances 17/3 before and 1/2 on either side; 1 | 2, 5, 6: 0 and 13/3.
  const groups = Float64Array.of(1, 1, 0, 1, 2, 0, 1, 5, 0, 1, 6, 0);

  it('is where the variance falls most: by 17/3 - 1/2 between 2 and 5', () => {
    const cut = bestCut(settings({ criterion: 'variance' }), groups, 4)!;
    expect(cut).toMatchObject({ last: 1, weight: 4 });
    expect(cut.reduction).toBeCloseTo(17 / 3 - 1 / 2, 14);
  });

  it('or the standard deviation', () => {
    const cut = bestCut(settings({ criterion: 'standardDeviation' }), groups, 4)!;
    expect(cut.last).toBe(1);
    expect(cut.reduction).toBeCloseTo(Math.sqrt(17 / 3) - Math.sqrt(1 / 2), 14);
  });

  it('leaves the least weight of a branch on either side', () => {
    expect(bestCut(settings({ minBranchWeight: 2.5 }), groups, 4)).toBeNull();
  });

  it('is none where all outcomes are equal, of one group, and of nothing', () => {
    expect(bestCut(settings(), Float64Array.of(3, 7, 0, 2, 7, 0), 2)).toBeNull();
    expect(bestCut(settings(), groups, 1)).toBeNull();
    expect(bestCut(settings(), groups, 0)).toBeNull();
  });

  it('is found beside outcomes a million times larger than their spread', () => {
    const far = groups.map((value, at) => (at % 3 === 1 ? value + 1e9 : value));
    expect(bestCut(settings({ criterion: 'variance' }), far, 4)!.reduction).toBeCloseTo(17 / 3 - 1 / 2, 6);
  });
});

describe('bins of a numeric feature', () => {
  const seen = fc.array(
    fc.record({ value: fc.integer({ min: -40, max: 40 }), outcome: fc.double({ min: -9, max: 9, noNaN: true }) }),
    {
      minLength: 3,
      maxLength: 120,
    },
  );

  it('bounded or not, the sides of a cut hold exactly the outcomes of the values up to it, and of those above', () => {
    fc.assert(
      fc.property(seen, fc.constantFrom(2, 5, 16, null), (examples, bound) => {
        const bins = new TargetBins(settings({ bins: bound }));
        for (const { value, outcome } of examples) bins.add(value, outcome, 1);
        const cut = bins.bestCut();
        if (cut === null) return;
        const post = new Float64Array(6);
        bins.addSides(cut.last, post);
        const upTo = examples.filter(({ value }) => value <= bins.thresholdOf(cut.last));
        const above = examples.filter(({ value }) => value > bins.thresholdOf(cut.last));
        const outcomes = (of: typeof examples) => of.map(({ outcome }) => outcome);
        for (const [at, expected] of sidesOf(outcomes(upTo), outcomes(above)).entries()) {
          expect(post[at]).toBeCloseTo(expected, 8);
        }
      }),
      { seed: 3, numRuns: 150 },
    );
  });

  it('without a bound no cut of all is better', () => {
    fc.assert(
      fc.property(seen, (examples) => {
        const bins = new TargetBins(settings({ bins: null, criterion: 'variance' }));
        for (const { value, outcome } of examples) bins.add(value, outcome, 1);
        const found = bins.bestCut()?.reduction ?? 0;
        const variance = (values: readonly number[]): number =>
          values.length > 1 ? sidesOf(values, [])[2]! / (values.length - 1) : 0;
        for (const { value: threshold } of examples) {
          const left = examples.filter(({ value }) => value <= threshold).map(({ outcome }) => outcome);
          const right = examples.filter(({ value }) => value > threshold).map(({ outcome }) => outcome);
          if (right.length === 0) continue;
          const share = left.length / examples.length;
          const all = variance([...left, ...right]);
          expect(all - share * variance(left) - (1 - share) * variance(right)).toBeLessThanOrEqual(found + 1e-9);
        }
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  it('too many, and the two that are narrowest together become one', () => {
    const bins = new TargetBins(settings({ bins: 3 }));
    // 0 | 10 | 11 | 30: 10 and 11 join, and a cut between them is no more.
    for (const [value, outcome] of [
      [0, 0],
      [10, 0],
      [11, 9],
      [30, 9],
    ] as const) {
      bins.add(value, outcome, 1);
    }
    expect([0, 1, 2].map((bin) => bins.thresholdOf(bin))).toEqual([0, 11, 30]);
  });
});

describe('categories', () => {
  it('are parted in the order of their means, and rare ones with neither side', () => {
    const targets = new CategoryTargets(settings({ minBranchWeight: 2 }));
    for (const [slot, outcome] of [
      [5, 9],
      [5, 11],
      [3, 1],
      [3, 3],
      [8, 10],
      [8, 10],
      [1, -50],
    ] as const) {
      targets.add(slot, outcome, 1);
    }
    const cut = targets.bestCut()!;
    expect(cut.slots.slice(0, cut.last + 1)).toEqual([3]);
    expect(new Set(cut.slots.slice(cut.last + 1))).toEqual(new Set([5, 8]));
    const post = new Float64Array(6);
    addSidesOf(cut, post);
    expect([...post]).toEqual(sidesOf([1, 3], [9, 11, 10, 10]));
  });

  it('no division of them into two leaves smaller squares (Fisher 1958)', () => {
    const few = fc.array(fc.record({ slot: fc.nat(4), outcome: fc.integer({ min: -9, max: 9 }) }), {
      minLength: 6,
      maxLength: 30,
    });
    fc.assert(
      fc.property(few, (examples) => {
        const targets = new CategoryTargets(settings({ criterion: 'variance' }));
        // So heavy that it does not matter that a variance is divided by the weight less 1.
        for (const { slot, outcome } of examples) targets.add(slot, outcome, 1e6);
        const divided = (subset: number) =>
          [1, 0].map((side) =>
            examples.filter(({ slot }) => ((subset >> slot) & 1) === side).map(({ outcome }) => outcome),
          );
        let least = sidesOf(divided(0)[1]!, [0])[2]!;
        for (let subset = 1; subset < 31; subset++) {
          const [inside, outside] = divided(subset);
          if (inside!.length === 0 || outside!.length === 0) continue;
          const [, , a, , , b] = sidesOf(inside!, outside!);
          least = Math.min(least, a! + b!);
        }
        const cut = targets.bestCut();
        const post = new Float64Array(6);
        if (cut !== null) addSidesOf(cut, post);
        const left = cut === null ? sidesOf(divided(0)[1]!, [0])[2]! : (post[2]! + post[5]!) / 1e6;
        expect(left).toBeCloseTo(least, 3);
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});
