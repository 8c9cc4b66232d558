import { createScores } from '../../../../functions/domain/evaluation/create-scores';
import { ScoreSeries } from '../../../../functions/domain/evaluation/score-series';
import { floats } from './streams';

type Example = readonly [time: string, prediction: number, label: number];

function add(series: ScoreSeries, examples: readonly Example[]): ScoreSeries {
  const column = (of: (example: Example) => number): Float64Array => floats(...examples.map(of));
  const times = column(([time]) => Date.parse(time));
  const ones = column(() => 1);
  series.add(
    column(([, prediction]) => prediction),
    column(([, , label]) => label),
    ones,
    times,
    examples.length,
  );
  return series;
}

const regression = (examples: readonly Example[], openDays = 3): ScoreSeries =>
  add(ScoreSeries.create('regression', 1, { openDays }), examples);

const days = (series: ScoreSeries) =>
  series.rows().map(({ fromMs, final, scores }) => [new Date(fromMs).toISOString().slice(0, 10), final, scores.mae]);

test('an example belongs to the day of its prediction, whatever the order in which labels come', () => {
  const series = regression([
    ['2001-01-30T23:00:00Z', 1, 0],
    ['2001-01-31T01:00:00Z', 2, 0],
    ['2001-01-30T22:00:00Z', 3, 0],
    ['2001-01-31T00:00:00Z', 4, 0],
  ]);
  expect(days(series)).toEqual([
    ['2001-01-30', false, 2],
    ['2001-01-31', false, 3],
  ]);
});

test('of three open days the oldest becomes final when a fourth begins, and days without examples have no row', () => {
  const series = regression([
    ['2001-01-01T12:00:00Z', 1, 0],
    ['2001-01-03T12:00:00Z', 3, 0],
    ['2001-01-04T00:00:00Z', 4, 0],
  ]);
  expect(days(series)).toEqual([
    ['2001-01-01', true, 1],
    ['2001-01-03', false, 3],
    ['2001-01-04', false, 4],
  ]);
  expect(series.rows(Date.parse('2001-01-03'))).toHaveLength(2);
});

test('an example for a day that is over leaves its row, counts as late, and is in its month', () => {
  const series = regression([
    ['2001-01-31T12:00:00Z', 1, 0],
    ['2001-02-03T12:00:00Z', 3, 0],
    ['2001-01-31T13:00:00Z', 5, 0],
    ['2001-01-02T13:00:00Z', 9, 0],
  ]);
  expect(series.lateExamples).toBe(2);
  expect(days(series)).toEqual([
    ['2001-01-31', true, 1],
    ['2001-02-03', false, 3],
  ]);
  expect(series.over([Date.parse('2001-01-01')]).report()).toMatchObject({ examples: 3, mae: 5 });
});

test('months that open and final days reach into are reported alone, together, and from one on', () => {
  const series = regression([
    ['2001-01-31T12:00:00Z', 1, 0],
    ['2001-02-01T12:00:00Z', 2, 0],
    ['2001-02-28T12:00:00Z', 4, 0],
    ['2001-03-01T12:00:00Z', 8, 0],
  ]);
  const [january, february, march] = ['2001-01-01', '2001-02-01', '2001-03-01'].map((month) => Date.parse(month));
  expect(series.monthStarts()).toEqual([january, february, march]);
  expect(series.over([february!]).report()).toMatchObject({ examples: 2, mae: 3 });
  expect(series.over([march!, january!]).report()).toMatchObject({ examples: 2, mae: 4.5 });
  expect(series.over().report()).toMatchObject({ examples: 4, mae: 3.75 });
  expect(series.since(february!)).toMatchObject({ examples: 3 });
  expect(series.since(march! + 1)).toMatchObject({ examples: 0, mae: null });
});

test('a day of one class has no AUC, open or final', () => {
  const series = add(ScoreSeries.create('binary', 1, { openDays: 1 }), [
    ['2001-01-01T12:00:00Z', 0.5, 0],
    ['2001-01-02T12:00:00Z', 0.5, 0],
  ]);
  expect(series.rows().map(({ final, scores }) => [final, scores.rocAuc, scores.logLoss])).toEqual([
    [true, null, Math.LN2],
    [false, null, Math.LN2],
  ]);
});

test('rows have the figures of their task, the same ones before and after they become final', () => {
  for (const task of ['binary', 'multiclass', 'regression'] as const) {
    const series = add(ScoreSeries.create(task, 1, { openDays: 1 }), [
      ['2001-01-01T12:00:00Z', 0.5, 0],
      ['2001-01-02T12:00:00Z', 0.5, 0],
    ]);
    const [final, open] = series.rows();
    expect(open!.scores).toEqual(final!.scores);
    const known = Object.keys(createScores(task, 1).report());
    expect(known).toEqual(expect.arrayContaining(Object.keys(final!.scores)));
  }
});

test('nothing added: no rows, no months, the report of no data', () => {
  const series = ScoreSeries.create('binary', 1);
  expect([series.rows(), series.monthStarts(), series.lateExamples]).toEqual([[], [], 0]);
  expect(series.over().report()).toEqual(createScores('binary', 1).report());
  expect(ScoreSeries.load(series.save()).save()).toEqual(series.save());
});

test('a time that is none is refused', () => {
  expect(() => regression([['never', 1, 0]])).toThrow('the time of row 0 is NaN; it must be in ms since the epoch');
});

test('a day that is over adds eleven numbers at most to the state', () => {
  const bytesAfter = (days: number): number => {
    const series = ScoreSeries.create('binary', 1);
    for (let day = 0; day < days; day++) {
      series.add(floats(0.3), floats(day % 2), floats(1), floats(Date.UTC(2001, 0, 1 + day)), 1);
    }
    return Object.values(series.save().arrays).reduce((sum, { byteLength }) => sum + byteLength, 0);
  };
  expect(bytesAfter(31) - bytesAfter(11)).toBeLessThanOrEqual(20 * 11 * 8);
});

test.each([
  [{ format: 2 }, 'the score-series state has format 2'],
  [{ kind: 'scores' }, 'the state is of kind scores, not score-series'],
  [{ arrays: {} }, 'the array open.fromMs of the score-series state is absent'],
])('a state that is not ours is refused (%p)', (change, message) => {
  const state = regression([['2001-01-01T12:00:00Z', 1, 0]]).save();
  expect(() => ScoreSeries.load({ ...state, ...change })).toThrow(message);
});

test('no open day is refused', () => {
  expect(() => ScoreSeries.create('binary', 1, { openDays: 0 })).toThrow('openDays is 0');
});
