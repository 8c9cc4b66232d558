import { rocAuc } from '../../../../functions/domain/evaluation/roc-auc';
import { floats } from './streams';

test('three scores that share bins give half a credit to each shared pair', () => {
  // scikit-learn 1.9.1 roc_auc_score([0,1,0,0,1,1], [.1,.1,.1,.4,.4,.8]): 0.7222222222222222. By hand: of 9 pairs 5 are won, 3 shared.
  const { area, errorBound } = rocAuc(floats(2, 1, 1, 1, 0, 1), 0, 3);
  expect(area).toBeCloseTo(6.5 / 9, 15);
  expect(area).toBeCloseTo(0.7222222222222222, 15);
  expect(errorBound).toBeCloseTo(1.5 / 9, 15);
});

test('positives above all negatives give 1, below all negatives 0, both without an error', () => {
  expect(rocAuc(floats(3, 0, 0, 5), 0, 2)).toEqual({ area: 1, errorBound: 0 });
  expect(rocAuc(floats(0, 5, 3, 0), 0, 2)).toEqual({ area: 0, errorBound: 0 });
});

test('one bin knows nothing: one half, and wrong by one half at most', () => {
  expect(rocAuc(floats(7, 2), 0, 1)).toEqual({ area: 0.5, errorBound: 0.5 });
});

test.each([
  ['no data', floats(0, 0, 0, 0)],
  ['no positives', floats(1, 0, 4, 0)],
  ['no negatives', floats(0, 1, 0, 4)],
])('%s: undefined', (_, cells) => {
  expect(rocAuc(cells, 0, 2)).toEqual({ area: null, errorBound: null });
});

test('the histogram may stand behind other cells', () => {
  expect(rocAuc(floats(99, 99, 3, 0, 0, 5, 99), 2, 2)).toEqual({ area: 1, errorBound: 0 });
});
