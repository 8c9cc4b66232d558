import { dueAgain, endOfWindow } from '../../../../functions/domain/labels/end-of-window';
import { type Item, transition } from '../../../../functions/domain/labels/waiting';
import { windowSequence, windowSequenceUpTo } from '../../../../functions/domain/labels/window-sequence';
import { compareSequences } from '../../../../functions/domain/lineage/sequence';
import { example, minute, outcome, prediction } from '../../../contracts/sample-arrivals';

const rule = { withinMs: 3_600_000, otherwise: 0 } as const;
const itemOf = (arrival: Parameters<typeof transition>[1]): Item => transition(undefined, arrival, rule).item!;
const predicted = itemOf(prediction('a', 1, 0));
const own = windowSequence(minute(60), 'a');

describe('the end of a window', () => {
  it.each([null, '0', windowSequenceUpTo(minute(60) - 1)])(
    'is in its order when the position is before it: %p',
    (after) => {
      const { item, due } = endOfWindow('flights', 'a', predicted, after, rule);
      expect(due).toMatchObject({ kind: 'completes', sequence: own, example: { label: 0, sequence: own } });
      expect(item).toMatchObject({ state: 'done', ended: { origin: 'windows:flights', sequence: own } });
    },
  );

  it('comes too late for an example when the position has passed it', () => {
    const after = windowSequenceUpTo(minute(60));
    const { item, due } = endOfWindow('flights', 'a', predicted, after, rule);
    expect(due).toMatchObject({ kind: 'late', code: 'late-prediction', events: 1, item: predicted });
    expect(item.ended?.sequence).toBe(due.sequence);
    expect(endOfWindow('flights', 'a', itemOf(example('a', 1, 0)), after, rule).due).toMatchObject({
      code: 'late-example',
    });
    expect(endOfWindow('flights', 'a', itemOf(outcome('a', 1, 0)), after, rule).due).toMatchObject({
      code: 'no-prediction',
    });
    const unlabelled = endOfWindow('flights', 'a', predicted, after, { ...rule, otherwise: 'discard' });
    expect(unlabelled.due).toMatchObject({ kind: 'late', code: 'no-outcome' });
  });

  it('is passed by its own sequence, not by the one before it', () => {
    expect(endOfWindow('flights', 'a', predicted, own, rule).due.kind).toBe('late');
    expect(endOfWindow('flights', 'a', predicted, String(BigInt(own) - 1n), rule).due.kind).toBe('completes');
  });

  it('is then numbered just after the position, by its id alone, and before the next millisecond is under way', () => {
    const after = windowSequenceUpTo(minute(61));
    const numberOf = (id: string): string => endOfWindow('flights', id, predicted, after, rule).due.sequence;
    expect(numberOf('a')).toBe(numberOf('a'));
    expect(numberOf('a')).not.toBe(numberOf('b'));
    expect(compareSequences(numberOf('a'), after)).toBeGreaterThan(0);
    expect(compareSequences(numberOf('a'), `${minute(61) + 1}${'1'.padStart(10, '0').padEnd(25, '0')}`)).toBeLessThan(
      0,
    );
  });
});

describe('an ended window asked for again', () => {
  const discard = { ...rule, otherwise: 'discard' } as const;
  const joined = transition(predicted, outcome('a', 2, 5), rule).item!;
  const stragglers = [null, own, windowSequenceUpTo(minute(61))];
  const items: [string, Item][] = [
    ['a prediction', predicted],
    ['an outcome', itemOf(outcome('a', 1, 0))],
    ['an example', itemOf(example('a', 1, 0))],
    ['both halves', joined],
  ];

  it.each(items)('gives what it gave: %s, in order or passed, with a default label or without', (_, item) => {
    for (const after of stragglers) {
      for (const some of [rule, discard]) {
        const ended = endOfWindow('flights', 'a', item, after, some);
        expect(dueAgain('a', ended.item, some)).toEqual(ended.due);
      }
    }
  });

  it('gives nothing where a join, or nothing yet, has ended it', () => {
    expect(dueAgain('a', predicted, rule)).toBeUndefined();
    const open = transition(undefined, prediction('a', 1, 0), discard).item;
    expect(dueAgain('a', transition(open, outcome('a', 2, 5), discard).item!, discard)).toBeUndefined();
  });
});
