import { emptyTally } from '../../functions/domain/labels/waiting';
import type { WaitingEvents } from '../../functions/ports/waiting-events';
import type { Open } from './opened';
import { example, kindsOf, minute, outcome, prediction, served, shardAt } from './sample-arrivals';

/** How arrivals are taken, and what a crash, a retry and a copy find. */
export function takeContract(open: Open<WaitingEvents>): void {
  it('joins a prediction with its outcome, in either order', async () => {
    const { port } = await open();
    const predicted = served({ version: '1.0', prediction: 0.25 });
    const answers = await port.take('flights', [
      prediction('a', 1, 0, { served: predicted }),
      outcome('b', 2, 5),
      outcome('a', 3, 10),
      prediction('b', 4, 4),
    ]);
    expect(kindsOf(answers)).toEqual(['waits', 'waits', 'completes', 'completes']);
    const joined = { label: 1, events: 2 } as const;
    expect(answers[2]).toEqual({
      kind: 'completes',
      example: {
        ...joined,
        sequence: '3',
        eventId: 'a',
        served: predicted,
        predictedAtMs: minute(0),
        completedAtMs: minute(10),
      },
    });
    expect(answers[3]).toEqual({
      kind: 'completes',
      example: {
        ...joined,
        sequence: '4',
        eventId: 'b',
        served: served(),
        predictedAtMs: minute(4),
        completedAtMs: minute(5),
      },
    });
  });

  it('counts the accepted events that wait, by model and over all', async () => {
    const { port, reopen } = await open();
    await port.take('flights', [prediction('a', 1, 0), prediction('b', 2, 0), outcome('a', 3, 1), outcome('c', 4, 2)]);
    await port.take('clicks', [prediction('a', 5, 0), outcome('a', 6, 1), example('d', 7, 2)]);
    await port.settle('shard-1', shardAt(7));
    for (const waiting of [port, await reopen()]) {
      expect(await waiting.count('flights')).toBe(2);
      expect(await waiting.count('clicks')).toBe(3);
      expect(await waiting.count('unheard-of')).toBe(0);
      expect(await waiting.count()).toBe(5);
    }
  });

  it.each(['in the same process', 'after a restart'])('gives a retry the same answers again, %s', async (when) => {
    const { port, reopen } = await open();
    await port.take('flights', [prediction('a', 1, 0), outcome('b', 2, 5)]);
    await port.settle('shard-1', shardAt(2));
    const batch = [
      outcome('a', 3, 10),
      prediction('b', 4, 4),
      prediction('c', 5, 6),
      outcome('c', 6, 7),
      example('d', 7, 7),
      outcome('a', 8, 10),
      prediction('e', 9, 8),
    ];
    const answers = await port.take('flights', batch);
    expect(kindsOf(answers)).toEqual([
      'completes',
      'completes',
      'waits',
      'completes',
      'completes',
      'duplicate',
      'waits',
    ]);
    const retried = when === 'after a restart' ? await reopen() : port;
    expect(await retried.take('flights', batch.slice(0, 3))).toEqual(answers.slice(0, 3));
    expect(await retried.take('flights', batch)).toEqual(answers);
    expect(await retried.count()).toBe(1);
  });

  it('keeps the transitions of one origin retriable while another settles', async () => {
    const { port, reopen } = await open();
    const fromShard2 = { origin: 'shard-2' };
    await port.take('flights', [prediction('a', 1, 0), prediction('b', 2, 0)]);
    const second = [outcome('a', 1, 5, fromShard2), prediction('c', 2, 6, fromShard2), outcome('c', 3, 7, fromShard2)];
    const answers = await port.take('flights', second);
    await port.settle('shard-1', shardAt(2));
    expect(await port.take('flights', second)).toEqual(answers);
    const reopened = await reopen();
    expect(await reopened.take('flights', second)).toEqual(answers);
    await reopened.settle('shard-2', shardAt(3));
    expect(kindsOf(await (await reopen()).take('flights', [outcome('a', 3, 5)]))).toEqual(['duplicate']);
    expect(await reopened.count()).toBe(1);
  });

  it('keeps what opened an item retriable when the origin that completed it settles first', async () => {
    const { port, reopen } = await open();
    const first = [prediction('a', 1, 0)];
    await port.take('flights', first);
    await port.take('flights', [outcome('a', 1, 5, { origin: 'shard-2' })]);
    await port.settle('shard-2', shardAt(1));
    expect(kindsOf(await port.take('flights', first))).toEqual(['waits']);
    expect(kindsOf(await (await reopen()).take('flights', first))).toEqual(['waits']);
  });

  it('finds copies of settled events, after a restart too', async () => {
    const { port, reopen } = await open();
    await port.take('flights', [prediction('a', 1, 0), outcome('a', 2, 5), prediction('b', 3, 1), example('c', 4, 2)]);
    await port.settle('shard-1', shardAt(4));
    const copies = [prediction('a', 5, 0), outcome('a', 6, 5), prediction('b', 7, 1), example('c', 8, 2)];
    for (const waiting of [port, await reopen()]) {
      const answers = kindsOf(await waiting.take('flights', copies));
      expect(answers).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate']);
      expect(await waiting.count()).toBe(1);
    }
  });

  it('keeps what was served exactly, whatever it is', async () => {
    const { port, reopen } = await open();
    const features = { origin: 'Tōkyō \ud800', née: 0.1 + 0.2, constructor: -0, empty: '', none: null, tiny: 5e-324 };
    const rich = served({ features, weight: 2, source: 'kiosk', version: '1.40', prediction: 0, propensity: 1e-9 });
    await port.take('flights', [prediction('ÿ😀', 1, 0, { served: rich }), prediction('__proto__', 2, 0)]);
    await port.settle('shard-1', shardAt(2));
    const answers = await (await reopen()).take('flights', [outcome('ÿ😀', 3, 1), outcome('__proto__', 4, 1)]);
    expect(answers).toMatchObject([
      { example: { served: rich } },
      { example: { served: served(), eventId: '__proto__' } },
    ]);
    expect(Object.is(answers[0]?.kind === 'completes' && answers[0].example.served.features.constructor, -0)).toBe(
      true,
    );
  });

  it('remembers where each origin stands, exactly', async () => {
    const { port, reopen } = await open();
    expect(await port.origin('shard-1')).toBeUndefined();
    expect(await port.origins()).toEqual({});
    const position = '49590338271490256608559692538361571095921575989136588898';
    const far = {
      position,
      tallies: { '': { ...emptyTally, rejected: 3 }, flights: { ...emptyTally, accepted: 2 ** 40 } },
    };
    const near = { position: '0', tallies: { flights: { ...emptyTally, latestMs: 978_307_260_000.5 } } };
    await port.settle('shard-1', shardAt(9));
    await port.settle('shard-1', far);
    await port.settle('windows:flights', near);
    for (const waiting of [port, await reopen()]) {
      expect(await waiting.origin('shard-1')).toEqual(far);
      expect(await waiting.origins()).toEqual({ 'shard-1': far, 'windows:flights': near });
    }
  });

  it('does not let what was read or settled change what is stored', async () => {
    const { port } = await open();
    const tally: { accepted: number } & typeof emptyTally = { ...emptyTally };
    await port.settle('shard-1', { position: '1', tallies: { flights: tally } });
    tally.accepted = 7;
    expect((await port.origin('shard-1'))?.tallies.flights?.accepted).toBe(0);
  });

  it('refuses a model that it was not made for', async () => {
    const { port } = await open();
    await expect(port.take('unheard-of', [])).rejects.toThrow(/unheard-of/);
    await expect(port.close('unheard-of', 0, null, 1)).rejects.toThrow(/unheard-of/);
  });
}
