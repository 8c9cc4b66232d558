import fc from 'fast-check';
import { Comoments } from '../../../../functions/domain/statistics/comoments';
import { statisticContract } from '../../../contracts/statistic';
import { expectAlike } from './alike';
import { WEIGHTS, X, Y } from './numbers';

const comomentsOf = (x: readonly number[], y: readonly number[], weights: readonly number[] = []): Comoments => {
  const comoments = Comoments.create();
  for (const [at, value] of x.entries()) comoments.add(value, y[at]!, weights[at] ?? 1);
  return comoments;
};

const read = ({ weight, meanX, meanY, covariance, sampleCovariance, correlation, slope }: Comoments) => ({
  weight,
  meanX,
  meanY,
  covariance,
  sampleCovariance,
  correlation,
  slope,
});

const eighths = fc.oneof(
  fc.integer({ min: -8000, max: 8000 }).map((eighth) => eighth / 8),
  fc.constantFrom(Number.NaN, -Infinity),
);

statisticContract('comoments', {
  make: Comoments.create,
  load: Comoments.load,
  update: (comoments, [x, y, weight]) => comoments.add(x, y, weight),
  read,
  input: fc.tuple(eighths, eighths, fc.constantFrom(0, 0.25, 1, 3, 1000)),
  merge: (a, b) => a.merge(b),
  mergedAnswers: (merged, onePass) => {
    expect(merged.weight).toBe(onePass.weight);
    expectAlike(merged.meanX, onePass.meanX, 1e-12, 1000);
    expectAlike(merged.meanY, onePass.meanY, 1e-12, 1000);
    expectAlike(merged.covariance, onePass.covariance, 1e-12, 1e6);
    expectAlike(merged.sampleCovariance, onePass.sampleCovariance, 1e-12, 1e6);
    expectAlike(merged.correlation, onePass.correlation, 1e-10, 1);
    expectAlike(merged.slope, onePass.slope, 1e-10, 1000);
  },
});

describe('comoments', () => {
  it('are those of numpy and scipy', () => {
    // numpy 2.4.6, scipy 1.17.1: np.cov(x, y, ddof=0)[0, 1], np.cov(x, y)[0, 1], np.corrcoef(x, y)[0, 1], linregress(x, y).slope
    const comoments = comomentsOf(X, Y);
    expectAlike(comoments.covariance, 12.0825, 1e-14);
    expectAlike(comoments.sampleCovariance, 13.425, 1e-14);
    expectAlike(comoments.correlation, 0.9169961489997516, 1e-14);
    expectAlike(comoments.slope, 0.39777908733855916, 1e-14);
  });

  it('count a pair of weight 3 as three pairs', () => {
    // The same of numpy.repeat(x, weights) and numpy.repeat(y, weights).
    const comoments = comomentsOf(X, Y, WEIGHTS);
    expectAlike(comoments.covariance, 12.480622837370243, 1e-14);
    expectAlike(comoments.correlation, 0.9191838761364841, 1e-14);
  });

  it('are none without pairs; without spread there is no correlation', () => {
    const none = { meanX: null, meanY: null, covariance: null, sampleCovariance: null, correlation: null, slope: null };
    expect(read(Comoments.create())).toEqual({ weight: 0, ...none });
    const flat = comomentsOf([1, 2, 3], [0.1, 0.1, 0.1]);
    expect([flat.covariance, flat.correlation, flat.slope]).toEqual([0, null, 0]);
  });

  it('pass a pair by that has a missing half', () => {
    expect(read(comomentsOf([1, Number.NaN, 2, 3], [4, 5, Infinity, 9]))).toEqual(read(comomentsOf([1, 3], [4, 9])));
  });

  it('of a quantity with itself correlate as 1, with its opposite as -1', () => {
    const opposite = X.map((value) => -value);
    expectAlike(comomentsOf(X, X).correlation, 1, 1e-15);
    expectAlike(comomentsOf(X, opposite).correlation, -1, 1e-15);
  });
});
