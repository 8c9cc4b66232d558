import fc from 'fast-check';
import { DecayedMoments } from '../../../../functions/domain/statistics/decayed-moments';
import { statisticContract } from '../../../contracts/statistic';
import { expectAlike } from './alike';
import { X } from './numbers';

const HALF_LIFE_MS = 3000;
const TIMES_MS = [0, 400, 450, 2000, 2600, 2600, 5000, 9100, 9100, 10_000];

const momentsOf = (order: readonly number[], values = X, times = TIMES_MS): DecayedMoments => {
  const moments = DecayedMoments.create(HALF_LIFE_MS);
  for (const at of order) moments.add(values[at]!, times[at]!);
  return moments;
};
const IN_TIME = [...X.keys()];

const eighths = fc.integer({ min: -8000, max: 8000 }).map((eighth) => eighth / 8);

statisticContract('decayed moments', {
  make: () => DecayedMoments.create(HALF_LIFE_MS),
  load: (state) => DecayedMoments.load(state, HALF_LIFE_MS),
  update: (moments, [value, atMs, weight]) => moments.add(value, atMs, weight),
  read: (moments) => [moments.mean, moments.variance, moments.weightAt(50_000)],
  input: fc.tuple(fc.oneof(eighths, fc.constant(Number.NaN)), fc.nat(50_000), fc.constantFrom(0, 1, 2.5)),
  merge: (a, b) => a.merge(b),
  mergedAnswers: (merged, onePass) => {
    expectAlike(merged.mean, onePass.mean, 1e-12, 1000);
    expectAlike(merged.variance, onePass.variance, 1e-11, 1e-6);
    expectAlike(merged.weightAt(50_000), onePass.weightAt(50_000), 1e-12);
  },
});

describe('decayed moments', () => {
  it('are those of pandas and numpy at irregular times', () => {
    // pandas 3.1.1 x.ewm(halflife='3s', times=times).mean(); numpy 2.4.6, w = 2.0 ** (-(10000 - t) / 3000):
    // np.average((x - np.average(x, weights=w)) ** 2, weights=w), w.sum()
    const moments = momentsOf(IN_TIME);
    expectAlike(moments.mean, 3.3977041490193627, 1e-14);
    expectAlike(moments.variance, 35.57386808076317, 1e-14);
    expectAlike(moments.weightAt(10_000), 3.7769071161426893, 1e-14);
  });

  it('do not depend on the order of arrival', () => {
    const late = momentsOf([9, 3, 0, 1, 8, 2, 5, 4, 7, 6]);
    expectAlike(late.mean, 3.3977041490193627, 1e-13);
    expectAlike(late.variance, 35.57386808076317, 1e-13);
    expectAlike(late.weightAt(10_000), 3.7769071161426893, 1e-13);
  });

  it('have half the weight after each half-life and the same mean', () => {
    const moments = momentsOf([0]);
    expect([moments.weightAt(0), moments.weightAt(3000), moments.weightAt(9000)]).toEqual([1, 0.5, 0.125]);
    expect(moments.mean).toBe(3.1);
  });

  it('after a pause that leaves the old values no weight are the new value to the bit', () => {
    const moments = momentsOf([0, 1], [1e15, 0.1], [0, 4_000_000]);
    expect([moments.mean, moments.variance]).toEqual([0.1, 0]);
  });

  it('where the old values have no weight left nothing is left of their spread either', () => {
    const moments = DecayedMoments.create(HALF_LIFE_MS);
    for (const value of [1e100, -1e100]) moments.add(value, 0, 1e-300);
    moments.add(0.1, 100 * HALF_LIFE_MS);
    expect([moments.mean, moments.variance]).toEqual([0.1, 0]);
  });

  it('are none without data and pass missing values by, whose time does not count either', () => {
    const none = momentsOf([]);
    expect([none.mean, none.variance, none.weightAt(0)]).toEqual([null, null, 0]);
    expect(momentsOf([0, 1], [5, Number.NaN], [0, 1000]).save()).toEqual(momentsOf([0], [5], [0]).save());
  });

  it('refuse a half-life that is none, a time that is none, and a state learned with another half-life', () => {
    expect(() => DecayedMoments.create(0)).toThrow('not 0');
    expect(() => DecayedMoments.create(Infinity)).toThrow('not Infinity');
    expect(() => momentsOf([0]).merge(DecayedMoments.create(4000))).toThrow('3000 ms does not merge with one of 4000');
    expect(() => momentsOf([0], [1], [Number.NaN])).toThrow('not NaN');
    expect(() => DecayedMoments.load(momentsOf([0]).save(), 4000)).toThrow('halfLifeMs 3000 and 4000 is declared');
  });
});
