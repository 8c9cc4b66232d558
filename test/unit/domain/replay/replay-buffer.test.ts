import type { LabelledBatch } from '../../../../functions/domain/features/batch';
import { type BufferShape, ReplayBuffer } from '../../../../functions/domain/replay/replay-buffer';
import { StateRefused } from '../../../../functions/domain/state/saved-state';
import {
  batchOf,
  examplesOf,
  problemFor,
  sameBits,
  stateBytes,
  throughCheckpoint,
} from '../../../contracts/learner-batches';

const problem = problemFor('multiclass');
const shape = (size: number): BufferShape => ({ size, row: problem, answersCount: 2 });
const STREAM = examplesOf(problem, 60, 5);
const batches = (size: number): LabelledBatch[] =>
  Array.from({ length: STREAM.length / size }, (_, at) => batchOf(problem, STREAM.slice(at * size, (at + 1) * size)));

/** Two numbers that say which example it is. */
const answersTo = ({ label, completedAtMs, count }: LabelledBatch): number[] =>
  Array.from({ length: count }, (_, at) => [completedAtMs[at]!, -label[at]!]).flat();

function fed(size: number, stream: readonly LabelledBatch[]): ReplayBuffer {
  const buffer = ReplayBuffer.create(shape(size), 9);
  for (const batch of stream) buffer.takeIn(batch, answersTo(batch));
  return buffer;
}

describe('a replay buffer', () => {
  it('gives back whole examples with their answers: while there is room, the stream itself', () => {
    const whole = batchOf(problem, STREAM);
    const { answers, ...drawn } = fed(100, batches(10)).draw(100);
    expect(drawn).toEqual(whole);
    expect([...answers]).toEqual(answersTo(whole));
  });

  it('keeps rows together when they take over the place of others', () => {
    const drawn = fed(7, batches(10)).draw(7);
    expect([...drawn.answers]).toEqual(answersTo(drawn));
    for (let at = 0; at < drawn.count; at++) {
      const from = STREAM.findIndex(({ completedAtMs }) => completedAtMs === drawn.completedAtMs[at]);
      const { numeric, hashed, label, weight } = STREAM[from]!;
      expect([...drawn.numeric.subarray(2 * at, 2 * at + 2)]).toEqual(numeric);
      expect([...drawn.hashed.subarray(3 * at, 3 * at + 3)]).toEqual(hashed);
      expect([drawn.label[at], drawn.weight[at]]).toEqual([label, weight]);
    }
  });

  it('does not depend on how the stream was cut into batches', () => {
    const [fine, coarse] = [fed(7, batches(1)), fed(7, batches(20))];
    expect(sameBits(stateBytes(fine.save()), stateBytes(coarse.save()))).toBe(true);
  });

  it('a draw is of different examples', () => {
    const buffer = fed(20, batches(10));
    for (let run = 0; run < 50; run++) expect(new Set(buffer.draw(15).completedAtMs).size).toBe(15);
  });

  it('without examples a draw is empty; an empty batch and weight 0 change nothing', () => {
    const buffer = fed(5, []);
    const before = stateBytes(buffer.save());
    expect(buffer.draw(3).count).toBe(0);
    buffer.takeIn(batchOf(problem, []), []);
    const [first] = batches(10);
    buffer.takeIn({ ...first!, weight: new Float64Array(10) }, answersTo(first!));
    expect(buffer.kept).toBe(0);
    expect(sameBits(stateBytes(buffer.save()), before)).toBe(true);
  });

  it('stopped anywhere, stored, and resumed, it keeps and draws what it would have, to the bit', () => {
    const run = (cut: number) => {
      let buffer = fed(7, []);
      const drawn = batches(5).map((batch, at) => {
        if (at === cut) buffer = ReplayBuffer.load(shape(7), throughCheckpoint(problem, buffer.save()));
        buffer.takeIn(batch, answersTo(batch));
        return buffer.draw(3);
      });
      return { drawn, state: stateBytes(buffer.save()) };
    };
    const whole = run(-1);
    for (let cut = 0; cut < 12; cut++) {
      const resumed = run(cut);
      expect(resumed.drawn).toEqual(whole.drawn);
      expect(sameBits(resumed.state, whole.state)).toBe(true);
    }
  });

  it('stopped and resumed, it keeps each example of the stream equally often', () => {
    // Of 60 examples 15 are kept, each in a quarter of the runs. Counts within a run exclude each other: 59/60 of the sum below is chi-square
    // with 59 degrees of freedom, so its 0.1 % and 99.9 % points are 31.5 and 100.0 (scipy: chi2.ppf([.001, .999], 59) * 60 / 59).
    const runs = 1200;
    const counts = new Float64Array(60);
    const [before, after] = [batchOf(problem, STREAM.slice(0, 25)), batchOf(problem, STREAM.slice(25))];
    const [first, second] = [answersTo(before), answersTo(after)];
    for (let seed = 0; seed < runs; seed++) {
      const buffer = ReplayBuffer.create(shape(15), seed);
      buffer.takeIn(before, first);
      const resumed = ReplayBuffer.load(shape(15), buffer.save());
      resumed.takeIn(after, second);
      for (const completedAtMs of resumed.draw(15).completedAtMs) counts[completedAtMs / 1000]! += 1;
    }
    const mean = runs / 4;
    const statistic = counts.reduce((sum, count) => sum + (count - mean) ** 2 / (mean * 0.75), 0);
    expect(statistic).toBeGreaterThan(31.5);
    expect(statistic).toBeLessThan(100);
  });

  it('what was saved stays as it is while the buffer goes on', () => {
    const buffer = fed(7, batches(10));
    const state = buffer.save();
    const before = stateBytes(state);
    for (const batch of batches(20)) buffer.takeIn(batch, answersTo(batch));
    buffer.draw(3);
    expect(sameBits(stateBytes(state), before)).toBe(true);
    expect(sameBits(stateBytes(ReplayBuffer.load(shape(7), state).save()), before)).toBe(true);
  });

  it('refuses the state of another kind, format, size or shape', () => {
    const state = fed(7, batches(10)).save();
    const load = (changes: object, of = shape(7)) => ReplayBuffer.load(of, { ...state, ...changes });
    expect(() => load({ kind: 'oracle' })).toThrow(/oracle .* replay-buffer/);
    expect(() => load({ format: 2 })).toThrow(/format 2 .* 1 to 1/);
    expect(() => load({}, shape(8))).toThrow(/size 7 and 8/);
    expect(() => load({}, { ...shape(7), answersCount: 3 })).toThrow(/answers .* Float64Array of 14; .* of 21/);
    expect(() => load({ scalars: { ...state.scalars, offered: -1 } })).toThrow(/offered .* -1/);
    expect(() => load({ arrays: { ...state.arrays, random: new Uint32Array(4) } })).toThrow(StateRefused);
  });
});
