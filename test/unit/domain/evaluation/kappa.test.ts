import { chanceAccuracy, kappaAgainst } from '../../../../functions/domain/evaluation/kappa';
import { floats } from './streams';

test("Cohen's kappa of 20 yes-yes, 5 yes-no, 10 no-yes and 15 no-no is 0.4", () => {
  // By hand: accuracy 35/50 = 0.7; chance 25/50 x 30/50 + 25/50 x 20/50 = 0.5.
  const chance = chanceAccuracy(floats(25, 25), floats(30, 20), 50);
  expect(chance).toBeCloseTo(0.5, 15);
  expect(kappaAgainst(chance, 0.7)).toBeCloseTo(0.4, 15);
});

test('no better than the reference is 0, worse is below 0, perfect is 1', () => {
  expect(kappaAgainst(0.8, 0.8)).toBe(0);
  expect(kappaAgainst(0.8, 0.6)).toBeCloseTo(-1, 14);
  expect(kappaAgainst(0.8, 1)).toBe(1);
});

test('against a perfect reference, and without data, it is undefined', () => {
  expect(kappaAgainst(1, 1)).toBeNull();
  expect(kappaAgainst(null, 0.7)).toBeNull();
  expect(kappaAgainst(0.7, null)).toBeNull();
  expect(chanceAccuracy(floats(0, 0), floats(0, 0), 0)).toBeNull();
});
