import { lateReason } from '../../../../functions/domain/labels/late-reasons';
import {
  type Arrival,
  endWindow,
  forgettableAtMs,
  type Item,
  transition,
  type WindowRule,
} from '../../../../functions/domain/labels/waiting';
import { example, minute, outcome, prediction, served } from '../../../contracts/sample-arrivals';

const discard: WindowRule = { withinMs: 3_600_000, otherwise: 'discard' };
const label0: WindowRule = { withinMs: 3_600_000, otherwise: 0 };
const mark = { origin: 'windows:flights', sequence: '9' };

const itemAfter = (rule: WindowRule, ...arrivals: Arrival[]): Item | undefined =>
  arrivals.reduce<Item | undefined>((item, arrival) => transition(item, arrival, rule).item ?? item, undefined);

/** What an arrival does, as the state it leaves and the answer it gets. */
const step = (rule: WindowRule, before: readonly Arrival[], arrival: Arrival): [string, string] => {
  const item = itemAfter(rule, ...before);
  const { item: next, answer } = transition(item, arrival, rule);
  return [(next ?? item)?.state ?? 'nothing', answer.kind === 'late' ? answer.code : answer.kind];
};

const predicted = prediction('a', 5, 0);
const happened = outcome('a', 6, 30);

describe('a transition', () => {
  it.each<[string, WindowRule, Arrival[], Arrival, [string, string]]>([
    ['a prediction opens', discard, [], predicted, ['predicted', 'waits']],
    ['an outcome opens', discard, [], happened, ['outcome-first', 'waits']],
    ['an example is done at once', discard, [], example('a', 5, 0), ['done', 'completes']],
    ['an outcome completes', discard, [predicted], happened, ['done', 'completes']],
    ['a prediction completes', discard, [happened], predicted, ['done', 'completes']],
    ['an outcome labels, where a label comes by default', label0, [predicted], happened, ['labelled', 'waits']],
    ['a prediction labels', label0, [happened], predicted, ['labelled', 'waits']],
    ['an example waits for its window', label0, [], example('a', 5, 0), ['labelled', 'waits']],
    ['a second prediction', discard, [predicted], prediction('a', 7, 1), ['predicted', 'duplicate']],
    ['a second outcome', discard, [happened], outcome('a', 7, 31), ['outcome-first', 'duplicate']],
    ['an outcome for an example', discard, [example('a', 5, 0)], happened, ['done', 'duplicate']],
    ['an example for a prediction', discard, [predicted], example('a', 7, 0), ['predicted', 'duplicate']],
    ['a third event', discard, [predicted, happened], outcome('a', 8, 30), ['done', 'duplicate']],
    ['its own retry, while it waits', discard, [predicted], predicted, ['predicted', 'waits']],
    ['its own retry, when it is done', discard, [predicted, happened], happened, ['done', 'completes']],
    ['the retry of the first half', discard, [predicted, happened], predicted, ['done', 'waits']],
    ['the retry of an example', discard, [example('a', 5, 0)], example('a', 5, 0), ['done', 'completes']],
    [
      'the same sequence of another shard',
      discard,
      [predicted],
      prediction('a', 5, 0, { origin: 'shard-2' }),
      ['predicted', 'duplicate'],
    ],
  ])('%s', (_, rule, before, arrival, becomes) => {
    expect(step(rule, before, arrival)).toEqual(becomes);
  });

  // The window of a prediction at minute 0 ends at minute 60; what happened in its last millisecond counts.
  it.each<[string, Arrival[], Arrival, [string, string]]>([
    ['an outcome at its very end', [predicted], outcome('a', 6, 60), ['done', 'completes']],
    ['an outcome after its end', [predicted], outcome('a', 6, 60.001), ['predicted', 'late-outcome']],
    [
      'an outcome that arrives when it is closed',
      [predicted],
      outcome('a', 6, 30, { watermark: 60 }),
      ['predicted', 'late-outcome'],
    ],
    [
      'a prediction that arrives when it is closed',
      [],
      prediction('a', 5, 0, { watermark: 60 }),
      ['nothing', 'late-prediction'],
    ],
    ['a prediction just before', [], prediction('a', 5, 0, { watermark: 59.999 }), ['predicted', 'waits']],
    [
      'a prediction for an outcome after its end',
      [outcome('a', 4, 61)],
      predicted,
      ['outcome-first', 'late-prediction'],
    ],
    [
      'an example that arrives when it is closed',
      [],
      example('a', 5, 0, { watermark: 60 }),
      ['nothing', 'late-example'],
    ],
    ['an outcome long gone', [], outcome('a', 6, 0, { watermark: 60 }), ['nothing', 'late-outcome']],
  ])('by event time: %s', (_, before, arrival, becomes) => {
    expect(step(discard, before, arrival)).toEqual(becomes);
  });

  it('gives the example that both halves make, in either order, at the sequence of the second', () => {
    const inOrder = transition(itemAfter(discard, predicted), happened, discard).answer;
    expect(inOrder).toEqual({
      kind: 'completes',
      example: {
        sequence: '6',
        eventId: 'a',
        served: served(),
        label: 1,
        predictedAtMs: minute(0),
        completedAtMs: minute(30),
        events: 2,
      },
    });
    const reversed = transition(itemAfter(discard, outcome('a', 5, 30)), prediction('a', 6, 0), discard).answer;
    expect(reversed).toEqual(inOrder);
  });

  it('knows an outcome that happened before its prediction from the prediction on', () => {
    const { answer } = transition(itemAfter(discard, prediction('a', 5, 10)), outcome('a', 6, 8), discard);
    expect(answer).toMatchObject({ example: { predictedAtMs: minute(10), completedAtMs: minute(10) } });
  });

  it('changes no item that it is given', () => {
    const item = Object.freeze(itemAfter(discard, predicted)!);
    expect(() => transition(item, happened, discard)).not.toThrow();
    expect(item.state).toBe('predicted');
  });
});

describe("a window's end", () => {
  it.each<[string, WindowRule, Arrival[], object]>([
    ['discards a prediction without an outcome', discard, [predicted], { kind: 'late', code: 'no-outcome', events: 1 }],
    ['has no use for an outcome alone', discard, [happened], { kind: 'late', code: 'no-prediction', events: 1 }],
    [
      'has no use for it where a label comes by default either',
      label0,
      [happened],
      { kind: 'late', code: 'no-prediction' },
    ],
    [
      'gives the default label',
      label0,
      [predicted],
      { kind: 'completes', example: { label: 0, events: 1, sequence: '9' } },
    ],
    [
      'keeps the label that came',
      label0,
      [predicted, happened],
      { kind: 'completes', example: { label: 1, events: 2 } },
    ],
    ['releases an example', label0, [example('a', 5, 0)], { kind: 'completes', example: { label: 1, events: 1 } }],
  ])('%s', (_, rule, arrivals, due) => {
    const ended = endWindow(itemAfter(rule, ...arrivals)!, 'a', mark, rule);
    expect(ended.due).toMatchObject(due);
    expect(ended.item).toMatchObject({ state: 'done', ended: mark });
  });

  it('is when its label is known, also when the outcome came early: nothing was to be learned before', () => {
    const { due } = endWindow(itemAfter(label0, predicted, happened)!, 'a', mark, label0);
    expect(due).toMatchObject({ example: { predictedAtMs: minute(0), completedAtMs: minute(60) } });
  });

  it('lets an item be forgotten when copies of both its events would be late: one window later', () => {
    expect(forgettableAtMs(itemAfter(discard, predicted)!, discard)).toBe(minute(120));
  });
});

test.each(['late-outcome', 'late-prediction', 'late-example', 'no-outcome', 'no-prediction'] as const)(
  '%s is a sentence that says what to change',
  (code) => {
    expect(lateReason(code)).toMatch(/^[a-z].{40,}; (declare|send) .+/);
  },
);
