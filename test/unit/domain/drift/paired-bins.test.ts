import { pairBins } from '../../../../functions/domain/drift/paired-bins';
import { CATEGORIES } from '../../../../functions/domain/drift/sketch';
import { repeated, sketchedNumbers, sketchedTexts } from '../../../support/sketched';

const numbers = (...pairs: readonly (readonly [number | null, number])[]) => sketchedNumbers(repeated(...pairs));
const texts = (...pairs: readonly (readonly [string | null, number])[]) => sketchedTexts(repeated(...pairs));

describe('numbers', () => {
  it('of a 0/1 feature stay apart, however rare one of them is', () => {
    const { baseline, window } = pairBins(numbers([0, 30], [1, 970]), numbers([0, 500], [1, 500]));
    expect([baseline, window]).toEqual([
      [30, 970],
      [500, 500],
    ]);
  });

  it('that a constant feature never had are unseen, below, between and above', () => {
    const { baseline, window } = pairBins(numbers([5, 100]), numbers([5, 10], [-5, 20], [0, 30], [500, 40]));
    expect([baseline, window]).toEqual([
      [100, 0],
      [10, 90],
    ]);
  });

  it('make ten groups of a tenth each, and one between two numbers of a group belongs to it', () => {
    const spread = Array.from({ length: 1000 }, (_, at) => [2 ** (at / 4), 3] as const);
    const { baseline, window } = pairBins(numbers(...spread), numbers([1.07, 50], [2 ** 249 * 1.1, 50], [2 ** 300, 7]));
    expect(baseline).toEqual([...new Array(10).fill(300), 0]);
    expect(window).toEqual([50, 0, 0, 0, 0, 0, 0, 0, 0, 50, 7]);
  });

  it('that are missing have a bin of their own', () => {
    const { baseline, window } = pairBins(numbers([1, 90], [null, 10]), numbers([1, 50], [null, 50]));
    expect([baseline, window]).toEqual([
      [90, 10],
      [50, 50],
    ]);
  });

  it('that stand alone at the edge of a group are what may come unseen', () => {
    // 1 and 4096 hold a tenth of nothing: each is the edge of its group, and was seen once.
    const { baseline } = pairBins(numbers([1, 1], [16, 500], [256, 500], [4096, 1]), numbers([16, 1]));
    expect(baseline).toEqual([500, 500, 2]);
  });
});

describe('categories', () => {
  it('that are common stand alone; of the others each belongs to one group', () => {
    const rare = Array.from({ length: 20 }, (_, at) => [`rare${at}`, 20] as const);
    const { baseline, window } = pairBins(
      texts(['a', 500], ['b', 300], ...rare),
      texts(['a', 160], ['b', 80], ...rare),
    );
    const pairs = baseline.map((count, at) => [count, window[at]!] as const);
    expect(pairs).toContainEqual([500, 160]);
    expect(pairs).toContainEqual([300, 80]);
    const others = pairs.filter(([count]) => count < 300);
    expect(others.every(([ofBaseline, ofWindow]) => ofBaseline === ofWindow)).toBe(true);
    expect(others.reduce((sum, [count]) => sum + count, 0)).toBe(400);
  });

  it('that are new have a bin, and a share among those that are not missing', () => {
    const { baseline, window, newCategories } = pairBins(
      texts(['a', 900], [null, 100]),
      texts(['a', 40], ['b', 50], ['c', 10], [null, 100]),
    );
    expect([baseline, window]).toEqual([
      [900, 0, 100],
      [40, 60, 100],
    ]);
    expect(newCategories).toBeCloseTo(0.6, 12);
  });

  it('are to be expected new where the baseline met many of them once', () => {
    const ids = (from: number, count: number): string[] => Array.from({ length: count }, (_, at) => `id${from + at}`);
    const { newCategories } = pairBins(sketchedTexts(ids(0, 900)), sketchedTexts(ids(5000, 900)));
    expect(newCategories).toBe(0);
  });

  it('are compared among those that both sides keep, where there are too many', () => {
    const many = Array.from({ length: 4 * CATEGORIES }, (_, at) => [`c${at}`, 2] as const);
    const few = many.slice(0, 1000);
    const { baseline, window, newCategories } = pairBins(texts(...many), texts(...few));
    expect(baseline.reduce((sum, count) => sum + count, 0)).toBe(8 * CATEGORIES);
    expect(window.reduce((sum, count) => sum + count, 0)).toBe(2000);
    expect(newCategories).toBe(0);
    // Kept are about a quarter of them, so three quarters are counted together.
    expect(baseline.at(-1)! / (8 * CATEGORIES)).toBeCloseTo(0.75, 6);
    expect(window.at(-1)! / 2000).toBeCloseTo(0.75, 1);
  });
});

it('nothing at all makes no bins and no NaN', () => {
  expect(pairBins(texts(), texts())).toEqual({ baseline: [], window: [], newCategories: null });
  expect(pairBins(numbers(), numbers([3, 4]))).toEqual({ baseline: [0], window: [4], newCategories: null });
});
