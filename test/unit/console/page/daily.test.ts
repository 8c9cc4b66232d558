import {
  axisRange,
  completeDays,
  DAY_MS,
  dayPoints,
  leadPoints,
  leadRange,
  meanOfLastDays,
  smoothAt,
} from '../../../../functions/console/page/daily';
import type { ConsoleSeries } from '../../../../functions/console/state';
import { flightSeries } from '../../../support/console/series';

type Day = ConsoleSeries['days'][number];

const day = (index: number, examples: number, logLoss: number | null): Day => ({
  fromMs: index * DAY_MS,
  examples,
  logLoss,
  rocAuc: null,
  mae: null,
  rmse: null,
});
const seriesOf = (...days: Day[]): ConsoleSeries => ({ name: 'served', role: 'served', days, months: [] });

describe('dayPoints', () => {
  it('averages the last seven days, weighted by their examples', () => {
    const points = dayPoints(seriesOf(day(0, 100, 0.5), day(1, 300, 0.3), day(2, 100, 0.4)), 'logLoss');
    // (100 x 0.5 + 300 x 0.3) / 400 = 0.35, (140 + 100 x 0.4) / 500 = 0.36
    expect(points.map((point) => point.smooth)).toEqual([0.5, 0.35, 0.36].map((value) => expect.closeTo(value, 12)));
    expect(points.map((point) => point.value)).toEqual([0.5, 0.3, 0.4]);
  });

  it('forgets a day seven days later, also across days that are missing', () => {
    const points = dayPoints(seriesOf(day(0, 10, 1), day(6, 10, 3), day(7, 10, 5), day(20, 10, 9)), 'logLoss');
    expect(points.map((point) => point.smooth)).toEqual([1, 2, 4, 9]);
  });

  it('skips days without a figure or without examples, and does not count them as zero', () => {
    const points = dayPoints(seriesOf(day(0, 10, 1), day(1, 10, null), day(2, 0, 7), day(3, 10, 3)), 'logLoss');
    expect(points.map(({ fromMs, smooth }) => [fromMs / DAY_MS, smooth])).toEqual([
      [0, 1],
      [2, 1],
      [3, 2],
    ]);
  });

  it('has no points without days', () => {
    expect(dayPoints(seriesOf(), 'logLoss')).toEqual([]);
    expect(dayPoints(seriesOf(day(0, 10, 1)), 'rocAuc')).toEqual([]);
  });
});

describe('completeDays', () => {
  it('leaves out a last day with less than a quarter of a usual one', () => {
    expect(completeDays(seriesOf(day(0, 100, 1), day(1, 100, 1), day(2, 24, 1)))).toHaveLength(2);
    expect(completeDays(seriesOf(day(0, 100, 1), day(1, 100, 1), day(2, 25, 1)))).toHaveLength(3);
  });

  it('keeps the only days there are', () => {
    expect(completeDays(seriesOf(day(0, 100, 1), day(1, 1, 1)))).toHaveLength(2);
  });
});

it('meanOfLastDays weighs the last days by their examples; null without a figure', () => {
  const series = seriesOf(day(0, 10, 9), day(1, 30, 1), day(2, 10, 5));
  expect(meanOfLastDays(series, 'logLoss', 2)).toBe(2);
  expect(meanOfLastDays(series, 'rocAuc', 2)).toBeNull();
  expect(meanOfLastDays(seriesOf(), 'logLoss', 2)).toBeNull();
});

describe('smoothAt', () => {
  const points = dayPoints(seriesOf(day(0, 1, 2), day(1, 1, 4)), 'logLoss');

  it('is on the drawn line: at noon the day’s mean, between two noons a straight line', () => {
    expect(smoothAt(points, DAY_MS / 2)).toBe(2);
    expect(smoothAt(points, DAY_MS)).toBe(2.5);
    expect(smoothAt(points, 1.5 * DAY_MS)).toBe(3);
  });

  it('stays level before the first and after the last day', () => {
    expect(smoothAt(points, 0)).toBe(2);
    expect(smoothAt(points, 99 * DAY_MS)).toBe(3);
  });

  it('is null without points', () => {
    expect(smoothAt([], 0)).toBeNull();
  });
});

describe('axisRange', () => {
  const lineOf = (name: string) => {
    const series = flightSeries(100).find((candidate) => candidate.name === name);
    if (series === undefined) throw new Error(`no series ${name}`);
    return { points: dayPoints(series, 'logLoss'), baseline: series.role === 'baseline' };
  };

  it('holds every mean past the first month, and leaves out an unlucky January', () => {
    const lines = [lineOf('served'), lineOf('frozenInJanuary')];
    const [low, high] = axisRange(lines);
    for (const { points } of lines) {
      for (const { smooth } of points.slice(31)) {
        expect(smooth).toBeGreaterThan(low);
        expect(smooth).toBeLessThan(high);
      }
    }
    expect(high).toBeLessThan(lineOf('served').points[7]?.smooth ?? 0);
  });

  it('is not stretched to a baseline that is far off', () => {
    expect(axisRange([lineOf('served'), lineOf('lastOutcome')])).toEqual(axisRange([lineOf('served')]));
  });

  it('shows a baseline alone, and something finite for constants and for nothing', () => {
    const [low, high] = axisRange([lineOf('lastOutcome')]);
    expect(low).toBeLessThan(6.1);
    expect(high).toBeGreaterThan(6.1);
    expect(axisRange([])).toEqual([0, 1]);
    const zero = axisRange([{ points: dayPoints(seriesOf(day(0, 1, 0)), 'logLoss'), baseline: false }]);
    expect(zero[0]).toBeLessThan(zero[1]);
  });
});

describe('leadPoints', () => {
  const own = dayPoints(seriesOf(day(0, 1, 0.25), day(1, 1, 0.5), day(2, 1, 0.75)), 'logLoss');
  const other = dayPoints(seriesOf(day(0, 1, 0.5), day(2, 1, 0.5)), 'logLoss');

  it('is the difference of the means on the days of both, above zero where the own score is better', () => {
    // Means of `own`: 0.25, 0.375, 0.5
    expect(leadPoints(own, other, 'lower').map(({ fromMs, lead }) => [fromMs / DAY_MS, lead])).toEqual([
      [0, 0.25],
      [2, 0],
    ]);
    expect(leadPoints(own, other, 'higher')[0]?.lead).toBe(-0.25);
  });

  it('leadRange holds zero and the later leads, and something finite for none', () => {
    const led = [9, 9, 0.5, 1].map((lead, index) => ({ fromMs: index, atMs: index, lead }));
    expect(leadRange(led)).toEqual([-0.15, 1.15]);
    expect(leadRange([])).toEqual([-0.15, 0.15]);
  });
});
