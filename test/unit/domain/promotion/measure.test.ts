import { measureFor } from '../../../../functions/domain/promotion/measure';
import { rule } from './examples';

const logLoss = { ...rule, metric: 'logLoss' as const };

describe('log loss', () => {
  test('is clipped where the declaration says, and bounded by the log odds of the clip', () => {
    expect(measureFor({ ...logLoss, clip: 0.02 }, 1, 0.5)).toEqual({
      metric: 'logLoss',
      clip: 0.02,
      bound: Math.log(49),
    });
  });

  test('is clipped at a tenth of the rarer class when the declaration leaves it open, at most at 0.01', () => {
    expect(measureFor(logLoss, 1, 0.002).clip).toBeCloseTo(0.0002, 15);
    expect(measureFor(logLoss, 1, 0.3).clip).toBe(0.01);
  });

  test('is clipped at one in a million where one class was never seen, at 0.01 where nothing was', () => {
    expect(measureFor(logLoss, 1, 0).clip).toBe(1e-6);
    expect(measureFor(logLoss, 1, null).clip).toBe(0.01);
  });
});

test('the Brier score lies within 1 for one output and within 2 for several', () => {
  expect(measureFor(rule, 1, null)).toEqual({ metric: 'brier', clip: null, bound: 1 });
  expect(measureFor(rule, 3, null).bound).toBe(2);
});

test('errors of a regression take the declared bound, and are refused without one', () => {
  expect(measureFor({ ...rule, metric: 'absoluteError', lossBound: 60 }, 1, null).bound).toBe(60);
  expect(() => measureFor({ ...rule, metric: 'squaredError' }, 1, null)).toThrow('promote.lossBound is null');
  expect(() => measureFor({ ...rule, metric: 'squaredError', lossBound: 0 }, 1, null)).toThrow(
    'promote.lossBound is 0',
  );
});
