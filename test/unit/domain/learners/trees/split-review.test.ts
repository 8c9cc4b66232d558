import { hoeffdingTree } from '../../../../../functions/contracts/learners/trees';
import { treeSettings } from '../../../../../functions/domain/learners/trees/settings';
import { reviewSplit, worthSplitting } from '../../../../../functions/domain/learners/trees/split-review';
import type { SplitSuggestion } from '../../../../../functions/domain/learners/trees/split-suggestion';
import { problemFor } from '../../../../contracts/learner-batches';

const settings = treeSettings(hoeffdingTree(), problemFor('binary'));
const pre = Float64Array.of(100, 100);
/** Python: math.sqrt(math.log(1e7) / 400) */
const BOUND_AT_200 = 0.20073674085078647;

const by = (feature: number, merit: number): SplitSuggestion => ({
  test: 1,
  feature,
  threshold: 0,
  slots: [],
  merit,
  post: Float64Array.of(100, 0, 0, 100),
});

describe('whether any split is better than none', () => {
  const choice = (suggestions: readonly SplitSuggestion[], weight: number) =>
    worthSplitting(settings, suggestions, pre, weight)?.feature ?? null;

  it('takes a gain above the bound, however close the second best', () => {
    const close = [by(0, BOUND_AT_200 * 1.01), by(1, BOUND_AT_200 * 1.01)];
    expect(choice(close, 200)).toBe(1);
    expect(choice([by(0, BOUND_AT_200 * 0.99)], 200)).toBeNull();
  });

  it('once the bound is below the tie threshold takes any gain, and never none', () => {
    // The bound is 0.05 at n = ln(1e7) / (2 * 0.0025) = 3223.6.
    expect(choice([by(0, 0.001)], 3223)).toBeNull();
    expect(choice([by(0, 0.001)], 3224)).toBe(0);
    expect(choice([by(0, 0)], 1e9)).toBeNull();
    expect(choice([by(0, Number.NEGATIVE_INFINITY)], 1e9)).toBeNull();
    expect(choice([], 1e9)).toBeNull();
  });

  it('by Gini must be purer than the leaf is', () => {
    const gini = { ...settings, criterion: 'gini' } as const;
    expect(worthSplitting(gini, [by(0, 0.4)], pre, 1e9)).toBeNull();
    expect(worthSplitting(gini, [by(0, 0.6)], pre, 1e9)?.feature).toBe(0);
  });
});

describe('whether the split of a node still holds', () => {
  const review = (suggestions: readonly SplitSuggestion[], weight = 200) =>
    reviewSplit(settings, suggestions, pre, weight, 0);

  it('it does while no other leads it by the bound', () => {
    expect(review([by(0, 0.3), by(1, 0.3 + BOUND_AT_200 * 0.99)])).toEqual({ holds: true });
    expect(review([by(0, 0.3), by(1, 0.3 + BOUND_AT_200 * 1.01)])).toMatchObject({
      holds: false,
      instead: { feature: 1 },
    });
  });

  it('of equals the one that is there stays, though the bound is below the tie threshold', () => {
    // The bound is 0.0449 at n = 4000; half the threshold is 0.025.
    expect(review([by(0, 0.3), by(1, 0.324)], 4000)).toEqual({ holds: true });
    expect(review([by(0, 0.3), by(1, 0.326)], 4000)).toMatchObject({ holds: false, instead: { feature: 1 } });
  });

  it('a feature that no longer tells anything apart gives way as one without gain', () => {
    expect(review([by(0, Number.NEGATIVE_INFINITY), by(1, 0.3)])).toMatchObject({
      holds: false,
      instead: { feature: 1 },
    });
    expect(review([by(1, 0.3)])).toMatchObject({ holds: false, instead: { feature: 1 } });
  });

  it('where no split at all is better by the bound there is none instead', () => {
    const gini = { ...settings, criterion: 'gini' } as const;
    expect(reviewSplit(gini, [by(0, 0.1)], pre, 1e6, 0)).toEqual({ holds: false, instead: null });
    // Information is never lost by a split.
    expect(review([by(0, 0)], 1e6)).toEqual({ holds: true });
  });
});
