import { createScores } from '../../../../functions/domain/evaluation/create-scores';
import { SlidingScores } from '../../../../functions/domain/evaluation/sliding-scores';
import { stream } from './streams';

const OPTIONS = { panes: 4, paneExamples: 100 };
const { predictions, label, weight } = stream('flights', 2_000, 3);

function after(seen: number): SlidingScores {
  const sliding = SlidingScores.create('binary', 1, OPTIONS);
  sliding.add(predictions, label, weight, seen);
  return sliding;
}

/** Scores of examples from..to alone, with the bins of the window. */
function alone(from: number, to: number) {
  const scores = createScores('binary', 1, 256);
  scores.add(predictions, label, weight, to - from, null, from);
  return scores.report();
}

test.each([
  // [seen, first example of the window]: whole panes of 100, four of them with the one being filled.
  [50, 0],
  [400, 0],
  [401, 100],
  [1_050, 700],
  [1_100, 700],
  [1_999, 1_600],
])('after %d examples the window is what came from example %d on', (seen, first) => {
  const report = after(seen).report();
  expect(report.examples).toBe(seen - first);
  for (const [name, value] of Object.entries(alone(first, seen))) {
    expect([name, report[name]]).toEqual([name, value === null ? null : expect.closeTo(value, 14)]);
  }
});

test('before the first example it reports no data', () => {
  expect(after(0).report()).toEqual(createScores('binary', 1, 256).report());
});

test('reporting changes nothing', () => {
  const sliding = after(777);
  const state = sliding.save();
  sliding.report();
  expect(sliding.save()).toEqual(state);
});

test('a window over values has their errors', () => {
  const sliding = SlidingScores.create('regression', 1, { panes: 2, paneExamples: 1 });
  sliding.add(Float64Array.of(9, 1, 2), Float64Array.of(0, 0, 0), Float64Array.of(1, 1, 1), 3);
  expect(sliding.report()).toEqual({ examples: 2, weight: 2, mae: 1.5, rmse: Math.sqrt(2.5) });
});

test.each(['panes', 'paneExamples'])('%s must be a whole number of 1 or more', (name) => {
  expect(() => SlidingScores.create('binary', 1, { ...OPTIONS, [name]: 0 })).toThrow(`${name} is 0`);
  expect(() => SlidingScores.create('binary', 1, { ...OPTIONS, [name]: 1.5 })).toThrow(`${name} is 1.5`);
});

test('a state of another size or a later format is refused', () => {
  const state = after(10).save();
  expect(() => SlidingScores.load({ ...state, format: 2 })).toThrow(
    'has format 2 and this release reads formats 1 to 1',
  );
  const scalars = { ...state.scalars, panes: 5 };
  expect(() => SlidingScores.load({ ...state, scalars })).toThrow('the array cells of the sliding-scores state');
});
