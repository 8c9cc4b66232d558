import { bandRange, drawableLooks } from '../../../../functions/console/page/charts/looks';
import type { Look } from '../../../../functions/console/state';
import { candidate } from '../../../support/console/decisions';

const look = (examples: number, lower: number, upper: number): Look => ({
  examples,
  meanDifference: (lower + upper) / 2,
  lower,
  upper,
  logEValue: 0,
});
const compared = (trail: readonly Look[], last: Look) => ({
  ...candidate({ version: '1.1', learner: 'logistic', sealedAtMs: 0, gain: 0, looks: 1 }),
  ...last,
  trail,
});

describe('the looks to draw', () => {
  it('are those of the trail, and the latest where that is a newer one', () => {
    const [first, second] = [look(100, -0.2, 0.4), look(200, -0.1, 0.3)];
    const examplesOf = (last: Look) => drawableLooks(compared([first, second], last)).map(({ examples }) => examples);
    expect(examplesOf(second)).toEqual([100, 200]);
    expect(examplesOf(look(205, -0.1, 0.3))).toEqual([100, 200, 205]);
  });

  it('are none before the first example, nor where a bound is not defined', () => {
    expect(drawableLooks(compared([], look(0, -1, 1)))).toEqual([]);
    expect(drawableLooks(compared([], look(5, Number.NEGATIVE_INFINITY, 1)))).toEqual([]);
  });
});

describe('the range of the band', () => {
  it('is zero and the last four fifths of the examples, with 8 % above and below', () => {
    // 100 of 1,000 is among the first fifth; 0.3 and -0.1 are 0.4 apart.
    const looks = [look(100, -2, 2), look(500, -0.1, 0.3), look(900, -0.05, 0.2), look(1_000, 0.01, 0.1)];
    const [low, high] = bandRange(looks);
    expect(low).toBeCloseTo(-0.132, 12);
    expect(high).toBeCloseTo(0.332, 12);
  });

  it('of a single look above zero reaches down to zero', () => {
    const [low, high] = bandRange([look(2_566, 0.09, 0.1)]);
    expect(low).toBeCloseTo(-0.008, 12);
    expect(high).toBeCloseTo(0.108, 12);
  });
});
