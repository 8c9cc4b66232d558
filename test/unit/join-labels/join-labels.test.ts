import { unaccounted } from '../../../functions/domain/labels/tally';
import { Crash, type JoinedStream, joinedStream, newExamples } from '../../support/joined-stream';
import { clicks, example, flights, minute, outcome, prediction, recordsOf } from '../../support/sample-events';

const open = (): JoinedStream => joinedStream([flights, clicks]);
const idsOf = async (stream: JoinedStream): Promise<string[]> => (await stream.learned()).map(({ eventId }) => eventId);
const codesOf = async (stream: JoinedStream): Promise<string[]> => (await stream.letters()).map(({ code }) => code);

describe('a prediction and its outcome', () => {
  it.each([
    ['in order', [prediction('a', 0), outcome('a', 30)]],
    ['the outcome first', [outcome('a', 30), prediction('a', 0)]],
  ])('become one example of two events: %s', async (_, events) => {
    const stream = open();
    await stream.join(recordsOf(events));
    expect(await stream.learned()).toEqual([
      { model: 'flights', eventId: 'a', label: 1, predictedAtMs: minute(0), completedAtMs: minute(30), events: 2 },
    ]);
    expect(await stream.counts('flights')).toEqual({
      accepted: 2,
      learned: 2,
      pending: 0,
      late: 0,
      rejected: 0,
      duplicates: 0,
    });
  });

  it('join over batches, and over shards', async () => {
    const stream = open();
    await stream.join(recordsOf([prediction('a', 0), outcome('b', 5)]));
    expect(await stream.blocks()).toEqual([]);
    expect(await stream.counts('flights')).toMatchObject({ accepted: 2, pending: 2 });
    await stream.join(recordsOf([outcome('a', 6)], 3));
    await stream.join(recordsOf([prediction('b', 4)], 1), 'shard-2');
    expect(await idsOf(stream)).toEqual(['a', 'b']);
    expect((await stream.blocks()).map(({ origin, sequence }) => [origin, sequence])).toEqual([
      ['shard-1', ['3']],
      ['shard-2', ['1']],
    ]);
  });

  it('that come as one event are an example at once', async () => {
    const stream = open();
    await stream.join(recordsOf([example('a', 0)]));
    expect(await stream.learned()).toMatchObject([{ eventId: 'a', events: 1, completedAtMs: minute(0) }]);
  });

  it('are kept apart by model, also under the same id', async () => {
    const stream = open();
    await stream.join(
      recordsOf([prediction('a', 0), outcome('a', 1, { model: 'clicks' }), outcome('a', 2, { outcome: 0 })]),
    );
    expect(await stream.learned()).toMatchObject([{ model: 'flights', label: 0 }]);
    expect(await stream.counts('clicks')).toMatchObject({ accepted: 1, pending: 1 });
  });
});

describe('one item waits per event id', () => {
  it('however often an event is sent: copies are counted as duplicates', async () => {
    const stream = open();
    const [p, o] = [prediction('a', 0), outcome('a', 1)];
    await stream.join(recordsOf([p, p, o, p, o]));
    await stream.join(recordsOf([o], 6));
    expect(await idsOf(stream)).toEqual(['a']);
    expect(await stream.counts('flights')).toMatchObject({ accepted: 2, learned: 2, duplicates: 4 });
  });

  it('keeps the first of two outcomes that differ', async () => {
    const stream = open();
    await stream.join(
      recordsOf([prediction('a', 0), outcome('a', 1, { outcome: 0 }), outcome('a', 2, { outcome: 1 })]),
    );
    expect(await stream.learned()).toMatchObject([{ label: 0 }]);
  });
});

describe('by event time', () => {
  it('an outcome after the window of its prediction is late, with its letter', async () => {
    const stream = open();
    const late = outcome('a', 61);
    await stream.join(recordsOf([prediction('a', 0), late]));
    expect(await stream.letters()).toEqual([
      {
        origin: 'shard-1',
        sequence: '2',
        model: 'flights',
        code: 'late-outcome',
        reason: expect.stringContaining('declare a longer `within`'),
        data: JSON.stringify(late),
      },
    ]);
    expect(await stream.counts('flights')).toMatchObject({ accepted: 2, pending: 1, late: 1 });
  });

  it('a prediction is late once the stream is past its window and the disorder allowed', async () => {
    // The window of minute 0 ends at 60; with 10 minutes of disorder it is over when the stream stands at 70.
    const inTime = open();
    await inTime.join(recordsOf([prediction('x', 69.9), prediction('a', 0)]));
    expect(await codesOf(inTime)).toEqual([]);
    const tooLate = open();
    await tooLate.join(recordsOf([prediction('x', 70), prediction('a', 0), example('b', 0), outcome('c', 0)]));
    expect(await codesOf(tooLate)).toEqual(['late-prediction', 'late-example', 'late-outcome']);
    expect(await tooLate.counts('flights')).toMatchObject({ accepted: 4, pending: 1, late: 3 });
  });

  it('is told from the events before it, however they are cut into batches', async () => {
    const events = recordsOf([
      prediction('x', 70),
      prediction('a', 0),
      prediction('b', 20),
      outcome('a', 5),
      outcome('b', 30),
    ]);
    const whole = open();
    await whole.join(events);
    const single = open();
    for (const record of events) await single.join([record]);
    expect(await single.outcome()).toEqual(await whole.outcome());
  });

  it('of one model says nothing about another', async () => {
    const stream = open();
    await stream.join(recordsOf([prediction('x', 600, { model: 'clicks' }), prediction('a', 0)]));
    expect(await codesOf(stream)).toEqual([]);
  });
});

describe('an event from the future', () => {
  const future = prediction('f', 24 * 60 + 1);

  it('by its arrival is refused, and does not close the windows of others', async () => {
    const stream = open();
    await stream.join(recordsOf([prediction('a', 0), future, outcome('a', 1)], 1, minute(0)));
    expect(await stream.letters()).toEqual([
      {
        origin: 'shard-1',
        sequence: '2',
        model: 'flights',
        code: 'from-the-future',
        reason:
          "time: got 2001-01-02T00:01:00.000Z, 24.0 h later than its arrival; correct the sender's clock, or declare a larger `ahead`",
        data: JSON.stringify(future),
      },
    ]);
    expect(await idsOf(stream)).toEqual(['a']);
    expect(await stream.counts('flights')).toMatchObject({ accepted: 3, learned: 2, rejected: 1 });
    expect((await stream.deps.waiting.origin('shard-1'))?.tallies.flights?.latestMs).toBe(minute(1));
  });

  it('is taken at exactly as far ahead as declared', async () => {
    const stream = open();
    await stream.join(recordsOf([prediction('f', 24 * 60)], 1, minute(0)));
    expect(await codesOf(stream)).toEqual([]);
  });

  it('by the events before it is refused when it is more than 31 days later, where nobody says when it arrived', async () => {
    const stream = open();
    const day = 24 * 60;
    await stream.join(recordsOf([prediction('a', 0), prediction('b', 31 * day), prediction('c', 62 * day + 1)]));
    expect(await codesOf(stream)).toEqual(['from-the-future']);
    expect((await stream.letters())[0]).toMatchObject({
      sequence: '3',
      reason: expect.stringContaining('744.0 h later than the latest event before it'),
    });
  });
});

describe('what cannot be used', () => {
  it('is a letter with the record as it came, counted with the model that it names', async () => {
    const stream = open();
    const broken = [
      '{',
      '{"model":"wind"}',
      '{"model":"flights"}',
      JSON.stringify(prediction('a', 0, { features: 1 })),
    ];
    await stream.join(recordsOf([...broken, prediction('b', 0)]));
    expect((await stream.letters()).map(({ sequence, code, model, data }) => [sequence, code, model, data])).toEqual([
      ['1', 'not-json', null, broken[0]],
      ['2', 'unknown-model', null, broken[1]],
      ['3', 'unknown-type', 'flights', broken[2]],
      ['4', 'malformed', 'flights', broken[3]],
    ]);
    const tallies = (await stream.deps.waiting.origin('shard-1'))?.tallies;
    expect(tallies?.['']).toMatchObject({ accepted: 2, rejected: 2 });
    expect(tallies?.flights).toMatchObject({ accepted: 3, rejected: 2 });
    expect(await stream.counts('flights')).toMatchObject({ accepted: 3, rejected: 2, pending: 1 });
  });

  it('moves no clock', async () => {
    const stream = open();
    await stream.join(recordsOf([prediction('a', 0), prediction('b', 500, { features: 1 }), outcome('a', 1)]));
    expect(await idsOf(stream)).toEqual(['a']);
  });
});

describe('a batch', () => {
  it('puts one block per model, of its examples in order, and none for nothing', async () => {
    const stream = open();
    await stream.join(
      recordsOf([
        example('a', 0),
        prediction('b', 1),
        example('c', 2),
        outcome('b', 3),
        prediction('d', 4, { model: 'clicks' }),
      ]),
    );
    expect((await stream.blocks()).map(({ model, sequence }) => [model, sequence])).toEqual([
      ['flights', ['1', '3', '4']],
    ]);
  });

  it('moves the position last: after its block and its letters', async () => {
    const stream = open();
    await stream.join(recordsOf([example('a', 0), '{']));
    const writes = stream.calls.filter((call) => /take|put|settle/.test(call));
    expect(writes).toEqual(['waiting.take', 'examples.put', 'deadLetters.put', 'waiting.settle']);
  });

  it('of nothing, or of what was taken already, does nothing', async () => {
    const stream = open();
    const records = recordsOf([example('a', 0), '{', prediction('b', 0), prediction('b', 0)]);
    await stream.join(records);
    const before = await stream.outcome();
    stream.calls.splice(0);
    await stream.join(records);
    await stream.join([]);
    expect(stream.calls).toEqual(['waiting.origin', 'waiting.origin']);
    expect(await stream.outcome()).toEqual(before);
    expect(await stream.blocks()).toHaveLength(1);
  });

  it('of which a part was taken takes the rest, its sequences as long as they come', async () => {
    const stream = open();
    const at = (sequence: string, event: object) => ({ sequence, data: JSON.stringify(event), arrivedAtMs: null });
    const first = at('999', example('a', 0));
    const rest = [
      at('1000', example('b', 0)),
      at('49590338271490256608559692538361571095921575989136588898', example('c', 0)),
    ];
    await stream.join([first]);
    await stream.join([first, ...rest]);
    expect(await idsOf(stream)).toEqual(['a', 'b', 'c']);
    expect(await stream.counts('flights')).toMatchObject({ accepted: 3, duplicates: 0 });
  });
});

describe('a batch that is delivered again', () => {
  const records = recordsOf([
    prediction('a', 0),
    outcome('b', 5),
    outcome('a', 10),
    '{',
    prediction('b', 1),
    outcome('a', 10),
    example('c', 12),
    prediction('d', 100),
    outcome('e', 1),
  ]);

  it('emits the same block again, when its position was not saved', async () => {
    const stream = open();
    stream.crashAt(7, 'before');
    await expect(stream.join(records)).rejects.toThrow(new Crash('waiting.settle'));
    await stream.join(records);
    const [first, again, ...more] = await stream.blocks();
    expect(first?.sequence).toEqual(['3', '5', '7']);
    expect(again).toEqual(first);
    expect(more).toEqual([]);
    expect(await idsOf(stream)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['one by one', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['in halves', [4]],
    ['in unequal parts', [1, 7]],
  ])('emits the same examples again, cut %s', async (_, cuts) => {
    const stream = open();
    stream.crashAt(7, 'before');
    await expect(stream.join(records)).rejects.toThrow(Crash);
    const ends = [...cuts, records.length];
    for (const [at, end] of ends.entries()) await stream.join(records.slice(at === 0 ? 0 : ends[at - 1]!, end));
    const undisturbed = open();
    await undisturbed.join(records);
    expect(await stream.outcome()).toEqual(await undisturbed.outcome());
  });

  it('comes to the same wherever it crashed: before or after any call', async () => {
    const undisturbed = open();
    await undisturbed.join(records);
    const expected = await undisturbed.outcome();
    const calls = undisturbed.calls.length;
    expect(calls).toBe(7);
    for (let call = 1; call <= calls; call++) {
      for (const when of ['before', 'after'] as const) {
        const stream = open();
        stream.crashAt(call, when);
        await expect(stream.join(records)).rejects.toThrow(Crash);
        await stream.join(records);
        expect({ call, when, ...Object(await stream.outcome()) }).toEqual({ call, when, ...Object(expected) });
        expect(unaccounted(await stream.counts('flights'))).toBe(0);
      }
    }
  });

  it('brings nothing twice to whoever goes by the position', async () => {
    const stream = open();
    stream.crashAt(7, 'before');
    await expect(stream.join(records)).rejects.toThrow(Crash);
    await stream.join(records.slice(0, 5));
    await stream.join(records);
    const blocks = await stream.blocks();
    expect(blocks).toHaveLength(3);
    expect(newExamples(blocks).map(({ eventId }) => eventId)).toEqual(['a', 'b', 'c']);
  });
});
