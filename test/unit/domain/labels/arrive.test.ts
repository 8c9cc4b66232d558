import { arrive, remnantOf } from '../../../../functions/domain/labels/arrive';
import { endWindow, type Item, transition } from '../../../../functions/domain/labels/waiting';
import { example, minute, outcome, prediction } from '../../../contracts/sample-arrivals';

const discard = { withinMs: 3_600_000, otherwise: 'discard' } as const;
const label0 = { withinMs: 3_600_000, otherwise: 0 } as const;
const mark = { origin: 'windows:flights', sequence: '9' };

const opened = (arrival = prediction('a', 5, 0), rule: typeof discard | typeof label0 = discard): Item =>
  transition(undefined, arrival, rule).item!;
const joined = (): Item => transition(opened(), outcome('a', 6, 1), discard).item!;
const ended = (item: Item, rule: typeof discard | typeof label0 = discard): Item =>
  endWindow(item, 'a', mark, rule).item;

describe('what remains of a settled item', () => {
  it('says which half never came', () => {
    expect(remnantOf(joined())).toEqual({ state: 'settled', endMs: minute(60), lacks: null });
    expect(remnantOf(ended(opened())).lacks).toBe('outcome');
    expect(remnantOf(ended(opened(prediction('a', 5, 0), label0), label0)).lacks).toBe('outcome');
    expect(remnantOf(ended(opened(outcome('a', 5, 0)))).lacks).toBe('prediction');
    expect(remnantOf(ended(opened(example('a', 5, 0), label0), label0)).lacks).toBeNull();
  });
});

describe('an arrival whose id is over', () => {
  it.each([
    ['unsettled', ended(opened())],
    ['settled', remnantOf(ended(opened()))],
  ])('is late when it is the half that never came, the item being %s', (_, stored) => {
    const answer = { kind: 'late', code: 'late-outcome' };
    expect(arrive(stored, outcome('a', 7, 61, { watermark: 60 }), discard)).toEqual({ item: undefined, answer });
    expect(arrive(stored, prediction('a', 7, 0, { watermark: 60 }), discard).answer).toEqual({ kind: 'duplicate' });
  });

  it('is late also where its window gave a label by default', () => {
    const stored = remnantOf(ended(opened(prediction('a', 5, 0), label0), label0));
    const answer = { kind: 'late', code: 'late-outcome' };
    expect(arrive(stored, outcome('a', 7, 30, { watermark: 60 }), label0).answer).toEqual(answer);
  });

  it('gets its own answer again when it is a retry', () => {
    const first = transition(opened(), outcome('a', 6, 1), discard);
    expect(arrive(first.item, outcome('a', 6, 1), discard)).toEqual({ item: undefined, answer: first.answer });
    expect(arrive(joined(), prediction('a', 5, 0), discard).answer).toEqual({ kind: 'waits' });
  });

  it('is a copy until a window after its end has passed, by its own watermark, and free to open anew then', () => {
    const stored = remnantOf(joined());
    const anew = (watermark: number) => arrive(stored, prediction('a', 9, 130, { watermark }), discard);
    expect(anew(119.9).answer).toEqual({ kind: 'duplicate' });
    expect(anew(120)).toMatchObject({ answer: { kind: 'waits' }, item: { state: 'predicted', endMs: minute(190) } });
    expect(arrive(stored, outcome('a', 9, 60, { watermark: 120 }), discard).answer).toEqual({
      kind: 'late',
      code: 'late-outcome',
    });
  });

  it('opens nothing while a retry of the old use may still come', () => {
    const late = { watermark: 120 };
    expect(arrive(joined(), prediction('a', 9, 130, late), discard)).toEqual({
      item: undefined,
      answer: { kind: 'duplicate' },
    });
    expect(arrive(joined(), outcome('a', 9, 60, late), discard).answer).toEqual({ kind: 'late', code: 'late-outcome' });
  });

  it('does not join a new use of its id when it was read before that began', () => {
    expect(arrive(opened(), outcome('a', 4, 1), discard).answer).toEqual({ kind: 'duplicate' });
    expect(arrive(opened(), outcome('a', 4, 1, { origin: 'shard-2' }), discard).answer.kind).toBe('completes');
    expect(arrive(opened(), outcome('a', 10, 1), discard).answer.kind).toBe('completes');
  });
});

/** A crash came before the position was saved, and after these items were stored: what was late is read again. */
describe('a retry of what was late, after a later event of its id was taken', () => {
  const LATE = { watermark: 60 };

  it('is late again, not a copy, where a later event opened the item', () => {
    // The window of minute 0 is over; the outcome of minute 30 opens an item that waits for its prediction.
    const late = prediction('a', 5, 0, LATE);
    const stored = opened(outcome('a', 6, 30, LATE));
    expect(arrive(undefined, late, discard).answer).toEqual({ kind: 'late', code: 'late-prediction' });
    expect(arrive(stored, late, discard)).toEqual(arrive(undefined, late, discard));
  });

  it.each([
    ['an outcome', prediction('a', 5, 0), outcome('a', 6, 61), outcome('a', 7, 30)],
    ['a prediction', outcome('a', 5, 70), prediction('a', 6, 0), prediction('a', 7, 20)],
  ])('is late again where a later event joined: %s', (_, first, late, joins) => {
    for (const rule of [discard, label0]) {
      const half = opened(first, rule);
      const before = arrive(half, late, rule);
      expect(before.answer.kind).toBe('late');
      expect(arrive(transition(half, joins, rule).item, late, rule)).toEqual(before);
    }
  });

  it.each([
    ['a prediction', prediction('a', 5, 0), prediction('a', 6, 0), outcome('a', 7, 30)],
    ['an outcome', outcome('a', 5, 30), outcome('a', 6, 30), prediction('a', 7, 0)],
  ])('is a copy still where it was one: %s', (_, first, copy, joins) => {
    for (const rule of [discard, label0]) {
      const item = transition(opened(first, rule), joins, rule).item;
      expect(arrive(item, copy, rule)).toEqual({ item: undefined, answer: { kind: 'duplicate' } });
    }
  });
});
