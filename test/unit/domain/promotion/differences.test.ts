import type { Measure } from '../../../../functions/domain/promotion/contest';
import { differencesInto } from '../../../../functions/domain/promotion/differences';

const logLoss: Measure = { metric: 'logLoss', clip: 0.01, bound: Math.log(99) };

/** Differences of every row. */
function differences(
  measure: Measure,
  label: number[],
  champion: number[],
  candidate: number[],
  outputs = 1,
  rows = label.map((_, row) => row),
): number[] {
  const out = new Float64Array(rows.length);
  differencesInto(out, measure, {
    label: Float64Array.from(label),
    champion: Float64Array.from(champion),
    candidate: Float64Array.from(candidate),
    outputs,
    rows: Int32Array.from(rows),
    rowCount: rows.length,
  });
  return Array.from(out);
}

describe('differences of log loss', () => {
  test('are the logarithm of the ratio of the probabilities that were given to the outcome', () => {
    expect(differences(logLoss, [1, 0], [0.5, 0.5], [0.8, 0.8])).toEqual([
      Math.log(0.8 / 0.5),
      Math.log((1 - 0.8) / 0.5),
    ]);
  });

  test('count a probability beyond the clip as the clip, and so never exceed the bound', () => {
    const [lost, won, equal] = differences(logLoss, [1, 0, 1], [1, 1, 0.003], [0, 0, 0.009]);
    expect(lost).toBeCloseTo(-logLoss.bound, 14);
    expect(won).toBeCloseTo(logLoss.bound, 14);
    expect(equal).toBe(0);
  });

  test('over three classes read the column of the outcome', () => {
    const champion = [0.2, 0.3, 0.5, 0.6, 0.3, 0.1];
    const candidate = [0.1, 0.1, 0.8, 0.2, 0.2, 0.6];
    expect(differences(logLoss, [2, 0], champion, candidate, 3)).toEqual([Math.log(0.8 / 0.5), Math.log(0.2 / 0.6)]);
  });
});

test('differences of the Brier score are of squared distances from the outcome', () => {
  const brier: Measure = { metric: 'brier', clip: null, bound: 1 };
  // 0.36 - 0.04, 0.16 - 0.64
  const [first, second] = differences(brier, [1, 0], [0.4, 0.4], [0.8, 0.8]);
  expect(first).toBeCloseTo(0.32, 15);
  expect(second).toBeCloseTo(-0.48, 15);
});

test('differences of the Brier score over three classes sum over the classes', () => {
  const brier: Measure = { metric: 'brier', clip: null, bound: 2 };
  // champion: 0.04 + 0.09 + 0.25 = 0.38; candidate: 0 + 0 + 0 = 0; and the other way round by turning the labels: 0.64 + 0.09 + 0.25
  const [sure, wrong] = differences(brier, [2, 0], [0.2, 0.3, 0.5, 0.2, 0.3, 0.5], [0, 0, 1, 0, 0, 1], 3);
  expect(sure).toBeCloseTo(0.38, 15);
  expect(wrong).toBeCloseTo(0.98 - 2, 15);
});

test('differences of squared and absolute errors cap each loss at the bound', () => {
  expect(differences({ metric: 'squaredError', clip: null, bound: 10 }, [0, 0], [3, 9], [1, 2])).toEqual([8, 6]);
  expect(differences({ metric: 'absoluteError', clip: null, bound: 10 }, [0, 0], [3, 90], [1, 2])).toEqual([2, 8]);
});

test('a prediction that is not a number is as bad as the measure allows', () => {
  const { NaN: none } = Number;
  expect(differences(logLoss, [1, 0], [0.5, 0.5], [none, none])).toEqual([Math.log(0.01 / 0.5), Math.log(0.01 / 0.5)]);
  expect(differences({ metric: 'brier', clip: null, bound: 1 }, [1], [1], [none])).toEqual([-1]);
  expect(differences({ metric: 'brier', clip: null, bound: 2 }, [1], [0, 1], [none, 0.5], 2)).toEqual([-2]);
  expect(differences({ metric: 'squaredError', clip: null, bound: 7 }, [1], [1], [none])).toEqual([-7]);
  expect(differences({ metric: 'absoluteError', clip: null, bound: 7 }, [1], [1], [none])).toEqual([-7]);
  expect(
    differences({ metric: 'absoluteError', clip: null, bound: 7 }, [1], [Number.POSITIVE_INFINITY], [none]),
  ).toEqual([0]);
});

test('only the rows that are asked for are compared, in that order', () => {
  const brier: Measure = { metric: 'brier', clip: null, bound: 1 };
  expect(differences(brier, [0, 0, 0], [1, 1, 1], [0, 1, 0.5], 1, [2, 0])).toEqual([0.75, 1]);
});
