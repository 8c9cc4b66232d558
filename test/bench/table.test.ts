import { tableOf } from './table';

test('results are aligned, with what each row measured below; what is absent says why', () => {
  const cost = { medianNs: 1234.5, leastNs: 999, mostNs: 123_456, cpuNs: 12_345, examples: 98_816, repeats: 9 };
  const lines = tableOf([
    {
      name: 'parse',
      cost,
      ratio: { to: 'JSON.parse', times: 2.345 },
      figures: {},
      note: 'both events of a flight',
    },
    { name: 'river, learn_one', absent: 'python is absent: there is no python3 on the path' },
    { name: 'loop', cost: { ...cost, cpuNs: null }, ratio: null, figures: {}, note: 'all of it' },
  ]);
  expect(lines).toEqual([
    '                  µs an example   least … most  CPU µs  examples  repeats          CPU ratio',
    'parse                     1.234  0.999 … 123.5   12.35    98,816        9  2.35 x JSON.parse',
    'river, learn_one  python is absent: there is no python3 on the path',
    'loop                      1.234  0.999 … 123.5       –    98,816        9',
    '',
    'parse: both events of a flight',
    'loop: all of it',
  ]);
});
