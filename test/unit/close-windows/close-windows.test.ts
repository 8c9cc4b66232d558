import { createEventParser } from '../../../functions/contracts/events';
import { unaccounted } from '../../../functions/domain/labels/tally';
import { windowOrigin } from '../../../functions/domain/labels/window-sequence';
import type { LiveShard } from '../../../functions/ports/events-shards';
import { Crash, type JoinedStream, joinedStream } from '../../support/joined-stream';
import {
  clicks,
  example,
  flights,
  minute,
  outcome,
  prediction,
  recordsOf,
  type Sent,
} from '../../support/sample-events';

const open = (): JoinedStream => joinedStream([flights, clicks]);
const CLICKS = { model: 'clicks' };

/** An event that does nothing but say what time it is: with 10 minutes of disorder, windows end up to `minutes` are over. */
const clockAt = (minutes: number, model = 'flights'): Sent => prediction(`clock ${minutes}`, minutes + 10, { model });

async function streamOf(events: readonly Sent[]): Promise<JoinedStream> {
  const stream = open();
  await stream.join(recordsOf(events));
  return stream;
}
const busy = (shard: string): LiveShard => ({ shard, silence: null });
/** From one minute after the start of the tests' time to another. */
const silent = (shard: string, from: number, to: number): LiveShard => ({
  shard,
  silence: { sinceMs: minute(from), untilMs: minute(to) },
});
const closedUpTo = async (stream: JoinedStream, model = 'flights'): Promise<number | undefined> =>
  (await stream.deps.waiting.origin(windowOrigin(model)))?.tallies[model]?.latestMs;

describe('when its window ends', () => {
  it('a prediction without an outcome is counted late, with a letter that can be sent again', async () => {
    const sent = prediction('a', 0, { version: '1.4', propensity: 0.5 });
    const stream = await streamOf([sent, clockAt(60)]);
    await stream.close(flights);
    const [letter] = await stream.letters();
    expect(letter).toMatchObject({ origin: 'shard-1', sequence: '1', model: 'flights', code: 'no-outcome' });
    expect(JSON.parse(letter!.data)).toEqual(sent);
    expect(await stream.learned()).toEqual([]);
    expect(await stream.counts('flights')).toMatchObject({ accepted: 2, pending: 1, late: 1, learned: 0 });
  });

  it('an outcome without a prediction is counted late, with its letter', async () => {
    const sent = outcome('a', 0);
    const stream = await streamOf([sent, clockAt(60)]);
    await stream.close(flights);
    const [letter] = await stream.letters();
    expect(letter).toMatchObject({ code: 'no-prediction', sequence: '1' });
    expect(JSON.parse(letter!.data)).toEqual(sent);
  });

  it('a prediction is given the default label, at that moment', async () => {
    const stream = await streamOf([prediction('a', 0, CLICKS), clockAt(60, 'clicks')]);
    await stream.close(clicks);
    expect(await stream.learned()).toEqual([
      { model: 'clicks', eventId: 'a', label: 0, predictedAtMs: minute(0), completedAtMs: minute(60), events: 1 },
    ]);
    expect(await stream.letters()).toEqual([]);
    expect(await stream.counts('clicks')).toMatchObject({ accepted: 2, learned: 1, pending: 1, late: 0 });
  });

  it('what came early is released with the rest: positives are not learned before negatives', async () => {
    const events = [
      prediction('a', 0, CLICKS),
      outcome('a', 1, CLICKS),
      prediction('b', 0, CLICKS),
      example('c', 0, CLICKS),
    ];
    const stream = await streamOf(events);
    await stream.close(clicks);
    expect(await stream.learned()).toEqual([]);
    await stream.join(recordsOf([clockAt(60, 'clicks')], 5));
    await stream.close(clicks);
    const learned = await stream.learned();
    expect(new Map(learned.map(({ eventId, label }) => [eventId, label]))).toEqual(
      new Map([
        ['a', 1],
        ['b', 0],
        ['c', 1],
      ]),
    );
    expect(await stream.blocks()).toHaveLength(1);
  });

  it('an outcome that comes afterwards is late, and counted', async () => {
    const stream = await streamOf([prediction('a', 0, CLICKS), clockAt(60, 'clicks')]);
    await stream.close(clicks);
    await stream.join(recordsOf([outcome('a', 30, CLICKS)], 3));
    expect(await stream.letters()).toMatchObject([{ code: 'late-outcome', sequence: '3' }]);
    expect(await stream.counts('clicks')).toMatchObject({ accepted: 3, learned: 1, pending: 1, late: 1 });
  });

  it('nothing else ends: not a later window, not a joined example, not another model', async () => {
    const events = [
      prediction('later', 0.001),
      prediction('joined', 0),
      outcome('joined', 1),
      prediction('other', 0, CLICKS),
      clockAt(60),
    ];
    const stream = await streamOf(events);
    await stream.close(flights);
    expect(await stream.letters()).toEqual([]);
    expect(await stream.counts('clicks')).toMatchObject({ pending: 1 });
    expect((await stream.learned()).map(({ eventId }) => eventId)).toEqual(['joined']);
  });

  it.each([
    [
      'a prediction',
      prediction('a', 0, { weight: 2, source: 'web', prediction: 0.2, features: { origin: null, distance: 0 } }),
    ],
    ['an outcome', outcome('a', 0, { outcome: 0 })],
  ])('the letter of %s holds the very event that was taken', async (_, sent) => {
    const parse = createEventParser([flights]);
    const stream = await streamOf([sent, clockAt(60)]);
    await stream.close(flights);
    expect(parse((await stream.letters())[0]!.data)).toEqual(parse(JSON.stringify(sent)));
  });
});

describe('the time that decides', () => {
  it('is the latest event less the disorder allowed, and does not go back', async () => {
    const stream = await streamOf([prediction('a', 0), clockAt(59.999)]);
    await stream.close(flights);
    expect(await closedUpTo(stream)).toBe(minute(59.999));
    expect(await stream.letters()).toEqual([]);
    await stream.join(recordsOf([prediction('b', 30)], 3));
    await stream.close(flights);
    expect(await closedUpTo(stream)).toBe(minute(59.999));
    await stream.join(recordsOf([clockAt(60)], 4));
    await stream.close(flights);
    expect((await stream.letters()).map(({ code }) => code)).toEqual(['no-outcome']);
  });

  it("is the slowest shard's, of those that still bring events", async () => {
    const stream = await streamOf([prediction('a', 0), clockAt(60)]);
    await stream.join(recordsOf([prediction('slow', 5)]), 'shard-2');
    await stream.close(flights);
    expect(await stream.letters()).toEqual([]);
    await stream.close(flights, [busy('shard-1')]);
    expect(await stream.letters()).toHaveLength(1);
    expect(await closedUpTo(stream)).toBe(minute(60));
    const slowFirst = await streamOf([prediction('slow', 5)]);
    await slowFirst.join(recordsOf([prediction('a', 0), clockAt(60)]), 'shard-2');
    await slowFirst.close(flights);
    expect(await slowFirst.letters()).toEqual([]);
  });

  it('is the wall clock, less the time that an event may be under way, once a shard was silent for so long', async () => {
    const stream = await streamOf([prediction('a', 0), clockAt(20)]);
    // Silent for less than that: what came last still says what time it is, however long ago it was sent.
    await stream.close(flights, [silent('shard-1', 70, 74.999)], 5 * 60_000);
    expect(await closedUpTo(stream)).toBe(minute(20));
    // 75 on the clock, less 5 under way, less the 10 minutes of disorder that are allowed.
    await stream.close(flights, [silent('shard-1', 30, 74.999)], 5 * 60_000);
    expect(await closedUpTo(stream)).toBe(minute(59.999));
    expect(await stream.letters()).toEqual([]);
    await stream.close(flights, [silent('shard-1', 30, 75)], 5 * 60_000);
    expect(await stream.letters()).toMatchObject([{ code: 'no-outcome', sequence: '1' }]);
  });

  it('is not held back by a shard that is silent, nor set by it while another one brings events', async () => {
    const stream = await streamOf([prediction('a', 0), clockAt(60)]);
    await stream.join(recordsOf([prediction('slow', 5)]), 'shard-2');
    const never = { shard: 'shard-3', silence: { sinceMs: 0, untilMs: minute(200) } };
    await stream.close(flights, [busy('shard-1'), busy('shard-2'), never]);
    expect(await stream.letters()).toEqual([]);
    await stream.close(flights, [busy('shard-1'), silent('shard-2', 80, 200), never]);
    expect(await closedUpTo(stream)).toBe(minute(60));
    expect(await stream.letters()).toHaveLength(1);
  });

  it('goes on for a model that is silent on a shard which others keep busy, up to where the shard was read', async () => {
    const stream = open();
    const at = (minutes: number, events: readonly Sent[], first: number) =>
      recordsOf(events, first).map((record) => ({ ...record, arrivedAtMs: minute(minutes) }));
    await stream.join(at(1, [prediction('a', 0), prediction('b', 0, CLICKS)], 1));
    await stream.join(at(79, [prediction('c', 78, CLICKS)], 3));
    await stream.close(flights, [busy('shard-1')], 5 * 60_000);
    // 79 on the clock of the last arrival, less 5 under way, less 10 of disorder.
    expect(await closedUpTo(stream)).toBe(minute(64));
    expect(await stream.letters()).toMatchObject([{ code: 'no-outcome', sequence: '1' }]);
    await stream.join(at(80, [prediction('d', 79)], 4));
    await stream.close(flights, [busy('shard-1')], 5 * 60_000);
    expect(await closedUpTo(stream)).toBe(minute(69));
  });

  it('does not fall back to the wall clock where events are ahead of it', async () => {
    const stream = await streamOf([clockAt(60)]);
    await stream.close(flights, [silent('shard-1', 1, 40)]);
    expect(await closedUpTo(stream)).toBe(minute(60));
  });

  it('is unknown while a shard that was never read holds something', async () => {
    const stream = await streamOf([prediction('a', 0), clockAt(60)]);
    await stream.close(flights, [busy('shard-1'), busy('shard-9')]);
    expect(await closedUpTo(stream)).toBeUndefined();
  });

  it('is unknown before the first event', async () => {
    const stream = open();
    await stream.close(flights);
    await stream.join(recordsOf(['{']));
    await stream.close(flights);
    expect(await closedUpTo(stream)).toBeUndefined();
  });
});

/** Predictions of one moment after the other, closed in parts of 8192. */
const many = (count: number): Sent[] =>
  Array.from({ length: count }, (_, number) => prediction(`e${number}`, number / 10_000, CLICKS));

describe('more windows than go in a part', () => {
  it.each([
    [8191, 1, 1],
    [8192, 2, 1],
    [8193, 2, 2],
  ])('%d of them end in %d parts and %d blocks', async (count, parts, blocks) => {
    const stream = await streamOf([...many(count), clockAt(70, 'clicks')]);
    stream.calls.splice(0);
    await stream.close(clicks);
    expect(stream.calls.filter((call) => call === 'waiting.close')).toHaveLength(parts);
    expect(await stream.blocks()).toHaveLength(blocks);
    expect(await stream.learned()).toHaveLength(count);
    expect(await closedUpTo(stream, 'clicks')).toBe(minute(70));
  });

  it('lose nothing to a crash between two parts: the rest ends when closing is tried again, at the same time', async () => {
    const events = recordsOf([...many(9000), clockAt(70, 'clicks')]);
    const undisturbed = open();
    await undisturbed.join(events);
    await undisturbed.close(clicks);
    const stream = open();
    await stream.join(events);
    stream.calls.splice(0);
    // origins, then close, put and settle of the first part, and close of the second.
    stream.crashAt(5, 'before');
    await expect(stream.close(clicks)).rejects.toThrow(new Crash('waiting.close'));
    expect(stream.calls.at(-2)).toBe('waiting.settle');
    expect(await stream.learned()).toHaveLength(8192);
    expect(unaccounted(await stream.counts('clicks'))).toBe(0);
    await stream.close(clicks);
    expect(await stream.learned()).toHaveLength(9000);
    expect(await stream.outcome()).toEqual(await undisturbed.outcome());
  });

  it('are open still between two parts: an outcome that comes then is not late', async () => {
    const stream = open();
    await stream.join(recordsOf([...many(8192), prediction('last', 1, CLICKS), clockAt(70, 'clicks')]));
    stream.calls.splice(0);
    stream.crashAt(5, 'before');
    await expect(stream.close(clicks)).rejects.toThrow(Crash);
    // Had the clock moved with the first part, this window would count as closed.
    expect(await closedUpTo(stream, 'clicks')).toBe(0);
    await stream.close(clicks);
    expect((await stream.learned()).at(-1)).toMatchObject({ eventId: 'last', label: 0 });
  });
});

describe('a closing that is tried again', () => {
  const events = [
    prediction('a', 0),
    prediction('b', 5),
    outcome('b', 6),
    outcome('c', 7),
    ...['d', 'e', 'f'].map((id) => prediction(id, 8, CLICKS)),
    outcome('e', 9, CLICKS),
    clockAt(100),
    clockAt(100, 'clicks'),
  ];

  it('emits the same block again, when its position was not saved', async () => {
    const stream = await streamOf(events);
    stream.calls.splice(0);
    stream.crashAt(4, 'before');
    await expect(stream.close(clicks)).rejects.toThrow(new Crash('waiting.settle'));
    await stream.close(clicks);
    const [, first, again, ...more] = await stream.blocks();
    expect(first?.examples.count).toBe(3);
    expect(again).toEqual(first);
    expect(more).toEqual([]);
  });

  it('comes to the same wherever it crashed: before or after any call', async () => {
    const undisturbed = await streamOf(events);
    undisturbed.calls.splice(0);
    await undisturbed.close(flights);
    await undisturbed.close(clicks);
    const expected = await undisturbed.outcome();
    const calls = undisturbed.calls.length;
    expect(calls).toBe(8);
    for (let call = 1; call <= calls; call++) {
      for (const when of ['before', 'after'] as const) {
        const stream = await streamOf(events);
        stream.crashAt(call, when);
        const closing = async (): Promise<void> => {
          await stream.close(flights);
          await stream.close(clicks);
        };
        await expect(closing()).rejects.toThrow(Crash);
        await closing();
        expect({ call, when, ...Object(await stream.outcome()) }).toEqual({ call, when, ...Object(expected) });
      }
    }
  });

  it('moves the position last, and does nothing when time has not moved', async () => {
    const stream = await streamOf(events);
    stream.calls.splice(0);
    await stream.close(flights);
    expect(stream.calls).toEqual(['waiting.origins', 'waiting.close', 'deadLetters.put', 'waiting.settle']);
    const before = await stream.outcome();
    stream.calls.splice(0);
    await stream.close(flights);
    expect(stream.calls).toEqual(['waiting.origins']);
    expect(await stream.outcome()).toEqual(before);
  });
});
