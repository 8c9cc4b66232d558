import { driftOf, overall } from '../../../../functions/domain/drift/drift';
import { repeated, sketchedNumbers, sketchedTexts } from '../../../support/sketched';

const rule = {
  windowMs: 1,
  minimumSample: 100,
  psi: 0.25,
  newCategories: 0.1,
  missing: 0.1,
  lossRatio: 1.25,
} as const;
const numbers = (...pairs: readonly (readonly [number | null, number])[]) => sketchedNumbers(repeated(...pairs));
const texts = (...pairs: readonly (readonly [string | null, number])[]) => sketchedTexts(repeated(...pairs));

it('the same again is stable', () => {
  const sketch = numbers([1, 50], [2, 50], [null, 10]);
  const drift = driftOf(rule, sketch, sketch);
  expect(drift).toMatchObject({ verdict: 'stable', baseline: 110, window: 110, psi: 0, jensenShannon: 0, missing: 0 });
});

it.each([
  ['a constant that takes another value', numbers([1, 500]), numbers([3, 500])],
  ['a flag that was rare', numbers([0, 490], [1, 10]), numbers([0, 350], [1, 150])],
  ['values that go missing', numbers([1, 500]), numbers([1, 449], [null, 51])],
  ['values that are no longer missing', texts(['a', 250], [null, 250]), texts(['a', 500])],
  ['categories never seen', texts(['a', 500]), texts(['a', 449], ['b', 51])],
  ['one category in place of another', texts(['a', 400], ['b', 100]), texts(['a', 100], ['b', 400])],
  ['negative numbers that become positive', numbers([-3, 300], [-2, 200]), numbers([3, 300], [2, 200])],
])('%s: drifted', (_, baseline, window) => {
  expect(driftOf(rule, baseline, window).verdict).toBe('drifted');
});

it('a share of missing values below the threshold is stable, however sure it is', () => {
  const drift = driftOf({ ...rule, psi: 100 }, numbers([1, 40_000]), numbers([1, 38_000], [null, 2_000]));
  expect(drift).toMatchObject({ verdict: 'stable', missing: 0.05 });
});

it.each([
  ['an empty window', numbers([1, 500]), numbers()],
  ['a small window', numbers([1, 500]), numbers([3, 99])],
  ['a small baseline', numbers([1, 99]), numbers([3, 500])],
])('%s is not enough data, and has no figures', (_, baseline, window) => {
  expect(driftOf(rule, baseline, window)).toMatchObject({
    verdict: 'not-enough-data',
    psi: null,
    jensenShannon: null,
    newCategories: null,
    missing: null,
    kolmogorovSmirnov: null,
    wasserstein: null,
  });
});

// By hand: a tenth of all moves from 1 to 1,024. Mean of both 1 + 1023 / 20 = 52.15, variance 1023² x 0.05 x 0.95, so 102.3 / 222.96.
it('tells of numbers how far they moved, which the index does not, and only where enough are there', () => {
  const [near, far] = [numbers([1, 900], [2, 100]), numbers([1, 900], [1024, 100])].map((window) =>
    driftOf(rule, numbers([1, 1000]), window),
  );
  expect(near!.psi).toBeCloseTo(far!.psi!, 12);
  expect([near!.kolmogorovSmirnov, far!.kolmogorovSmirnov]).toEqual([expect.closeTo(0.1), expect.closeTo(0.1)]);
  // The middle of a bin is up to 1 / 32 off.
  expect(far!.wasserstein).toBeCloseTo(102.3 / 222.96, 2);
  const few = driftOf(rule, numbers([1, 1000]), numbers([null, 950], [2, 50]));
  expect(few).toMatchObject({ verdict: 'drifted', kolmogorovSmirnov: null, wasserstein: null });
  expect(driftOf(rule, texts(['a', 500]), texts(['a', 500]))).toMatchObject({ wasserstein: null });
});

it('over all, one that has drifted is enough, and without any compared nothing is known', () => {
  expect(overall(['stable', 'not-enough-data', 'drifted'])).toBe('drifted');
  expect(overall(['stable', 'not-enough-data'])).toBe('stable');
  expect(overall(['not-enough-data'])).toBe('not-enough-data');
  expect(overall([])).toBe('not-enough-data');
});
