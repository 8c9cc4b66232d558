import { averageForgetting, backwardTransfer, finalAccuracy } from '../../../../functions/domain/evaluation/forgetting';

/** Three tasks; every expected number below is worked out by hand. */
const TABLE = [[0.9], [0.95, 0.8], [0.6, 0.7, 0.9]];

describe('measures of forgetting', () => {
  it('final accuracy: (0.6 + 0.7 + 0.9) / 3', () => {
    expect(finalAccuracy(TABLE)).toBeCloseTo(2.2 / 3, 12);
  });

  it('average forgetting counts from the best there was: ((0.95 - 0.6) + (0.8 - 0.7)) / 2', () => {
    expect(averageForgetting(TABLE)).toBeCloseTo(0.225, 12);
  });

  it('backward transfer counts from when a task was learned: ((0.6 - 0.9) + (0.7 - 0.8)) / 2', () => {
    expect(backwardTransfer(TABLE)).toBeCloseTo(-0.2, 12);
  });

  it('a task that is known better in the end has negative forgetting and positive transfer', () => {
    const gained = [[0.5], [0.75, 0.5]];
    expect(averageForgetting(gained)).toBe(-0.25);
    expect(backwardTransfer(gained)).toBe(0.25);
  });

  it('has no answer without tasks, and none on loss with one', () => {
    expect(finalAccuracy([])).toBeNull();
    expect(finalAccuracy([[0.5]])).toBe(0.5);
    for (const table of [[], [[0.5]]]) {
      expect(averageForgetting(table)).toBeNull();
      expect(backwardTransfer(table)).toBeNull();
    }
  });

  it('refuses a table with a hole', () => {
    expect(() => averageForgetting([[], [0.5, 0.5]])).toThrow(/task 0 after task 0 is absent/);
  });
});
