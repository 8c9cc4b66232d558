import { createScores, loadScores, mergeScores } from '../../../../functions/domain/evaluation/create-scores';
import { StateRefused } from '../../../../functions/domain/state/saved-state';
import { floats } from './streams';

const scores = createScores('binary', 1, 256);
scores.add(floats(0.3, 0.9, 0.6), floats(0, 1, 0), floats(1, 1, 1), 3);

test('what is saved is detached from the scores that saved it and from those that load it', () => {
  const first = loadScores(scores.save());
  const state = first.save();
  const second = loadScores(state);
  first.add(floats(0.1), floats(1), floats(1), 1);
  second.add(floats(0.2, 0.1), floats(1, 1), floats(1, 1), 2);
  expect(state).toEqual(scores.save());
  expect([first, second].map((each) => each.report().examples)).toEqual([4, 5]);
});

test('merging changes neither side', () => {
  const [a, b] = [loadScores(scores.save()), loadScores(scores.save())];
  expect(mergeScores(a, b).report().examples).toBe(6);
  expect(a.cells).toEqual(scores.cells);
  expect(b.cells).toEqual(scores.cells);
});

test('merging with nothing, on either side, changes nothing', () => {
  const nothing = createScores('binary', 1, 256);
  expect(mergeScores(nothing, scores).cells).toEqual(scores.cells);
  expect(mergeScores(scores, nothing).cells).toEqual(scores.cells);
});

test('a merge compares the first label of the later part with the last of the earlier', () => {
  const part = (...label: number[]) => {
    const of = createScores('binary', 1);
    of.add(
      new Float64Array(label.length).fill(0.4),
      floats(...label),
      new Float64Array(label.length).fill(1),
      label.length,
    );
    return of;
  };
  expect(mergeScores(part(0, 1), part(1, 1)).report().noChangeAccuracy).toBeCloseTo(2 / 3, 15);
  expect(mergeScores(part(1, 1), part(0, 1)).report().noChangeAccuracy).toBeCloseTo(1 / 3, 15);
});

const saved = scores.save();

test.each([
  [{ ...saved, format: 2 }, 'the scores state has format 2 and this release reads formats 1 to 1'],
  [{ ...saved, kind: 'prior' }, 'the state is of kind prior, not scores'],
  [
    { ...saved, scalars: { ...saved.scalars, task: 'ranking' } },
    'task of the scores state is "ranking", which is none',
  ],
  [{ ...saved, scalars: { ...saved.scalars, outputs: 0 } }, 'outputs of the scores state is 0'],
  [{ ...saved, scalars: { task: 'binary', outputs: 1 } }, 'aucBins of the scores state is absent'],
  [{ ...saved, arrays: {} }, 'the array cells of the scores state is absent'],
  [{ ...saved, arrays: { cells: floats(1) } }, 'is Float64Array of 1; it should be Float64Array of 649'],
])('a state that is not ours is refused (%#)', (state, message) => {
  expect(() => loadScores(state)).toThrow(StateRefused);
  expect(() => loadScores(state)).toThrow(message);
});
