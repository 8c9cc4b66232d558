import { costOf, median, ratioTo } from './measure';
import { StageMeter } from './stage-meter';

test('the median is the middle one, or the mean of the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test('a cost is by example, in nanoseconds: the usual one, the least, the most', () => {
  const samples = [
    { wallMs: 1, cpuMs: 0.5, examples: 1000 },
    { wallMs: 6, cpuMs: 1, examples: 2000 },
    { wallMs: 2, cpuMs: 2, examples: 1000 },
  ];
  expect(costOf(samples)).toEqual({
    medianNs: 2000,
    leastNs: 1000,
    mostNs: 3000,
    cpuNs: 500,
    examples: 1000,
    repeats: 3,
  });
});

test('what measured nothing is no cost', () => {
  expect(() => costOf([])).toThrow('nothing was measured');
  expect(() => costOf([{ wallMs: 1, cpuMs: 1, examples: 0 }])).toThrow('nothing was measured');
});

test('a ratio is in CPU time, and in wall time where CPU time is not known of both', () => {
  const cost = (wallMs: number, cpuMs: number | null) => costOf([{ wallMs, cpuMs, examples: 1 }]);
  expect(ratioTo('peer', cost(9, 6), cost(1, 2))).toEqual({ to: 'peer', times: 3 });
  expect(ratioTo('peer', cost(9, 6), cost(1, null))).toEqual({ to: 'peer', times: 9 });
});

test('a stage that has another name now is an error, not a cost of nothing', () => {
  const meter = new StageMeter('contest');
  meter.enter('learn');
  expect(() => meter.take(1)).toThrow('the stage contest was never entered');
  meter.enter('contest');
  expect(meter.take(1).wallMs).toBeGreaterThanOrEqual(0);
  expect(() => meter.take(1)).toThrow('the stage contest was never entered');
});
