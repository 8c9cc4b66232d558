/** What carries a linear form along its loss: the solution of a differential equation, and so what such a solution must be. */
import fc from 'fast-check';
import { LOG_LOSS, type Loss, POISSON_LOSS, SQUARED_LOSS } from '../../functions/domain/learners/linear/losses';

const time = fc.double({ min: 1e-6, max: 1e3, noNaN: true });
const form = fc.double({ min: -20, max: 20, noNaN: true });
const cases: readonly [string, Loss, fc.Arbitrary<number>][] = [
  ['log loss', LOG_LOSS, fc.nat(1)],
  ['squared loss', SQUARED_LOSS, form],
  ['Poisson loss', POISSON_LOSS, fc.nat(30)],
];

describe.each(cases)('%s', (_, loss, label) => {
  const check = (property: fc.IProperty<[number, number, number, number]>): void =>
    fc.assert(property, { seed: 5, numRuns: 500 });
  const holds = (claim: (from: number, y: number, one: number, other: number) => void): void =>
    check(fc.property(form, label, time, time, claim));
  const near = (value: number, expected: number): void =>
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-7 * (1 + Math.abs(expected)));

  it('a weight is the same as two that sum to it', () => {
    holds((from, y, one, other) =>
      near(loss.formAfter(from, y, one + other), loss.formAfter(loss.formAfter(from, y, one), y, other)),
    );
  });

  it('begins along the negative gradient', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), label, (from, y) => {
        const short = 1e-7;
        const slope = (loss.formAfter(from, y, short) - from) / short;
        expect(Math.abs(slope + loss.gradient(from, y))).toBeLessThan(1e-3 * (1 + Math.abs(slope)));
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it('goes downhill and never past where the gradient vanishes', () => {
    holds((from, y, one) => {
      const before = loss.gradient(from, y);
      const after = loss.gradient(loss.formAfter(from, y, one), y);
      expect(after * Math.sign(before)).toBeGreaterThanOrEqual(-1e-9 * (1 + Math.abs(before)));
      expect(Math.abs(after)).toBeLessThanOrEqual(Math.abs(before) * (1 + 1e-9) + 1e-9);
    });
  });
});

// m + exp(m) = 1 + exp(1) for m = 1: from form 0, where m + exp(m) = 1, that is a time of e.
it('log loss goes from 0 to 1 in a time of e', () => {
  expect(LOG_LOSS.formAfter(0, 1, Math.E)).toBeCloseTo(1, 14);
  expect(LOG_LOSS.formAfter(0, 0, Math.E)).toBeCloseTo(-1, 14);
});
