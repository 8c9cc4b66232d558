import { windowSequence } from '../../functions/domain/labels/window-sequence';
import { compareSequences } from '../../functions/domain/lineage/sequence';
import type { WaitingEvents } from '../../functions/ports/waiting-events';
import type { Open } from './opened';
import { closedUpTo, example, kindsOf, minute, outcome, prediction, shardAt } from './sample-arrivals';

const idsOf = (dues: readonly { eventId: string }[]): string[] => dues.map(({ eventId }) => eventId);
/** A sequence after all windows that end within the first `minutes`. */
const upTo = (minutes: number): string => `${minute(minutes)}${'9'.repeat(25)}`;

/** How windows end, and what a crash, a retry and a straggler find. */
export function closeContract(open: Open<WaitingEvents>): void {
  it('ends the windows that the watermark has reached, and no others', async () => {
    const { port } = await open();
    await port.take('flights', [prediction('a', 1, 0), prediction('b', 2, 1), outcome('c', 3, 1)]);
    expect(await port.close('flights', minute(60) - 1, null, 10)).toEqual([]);
    const [due, ...others] = await port.close('flights', minute(60), null, 10);
    expect(others).toEqual([]);
    expect(due).toMatchObject({ kind: 'late', code: 'no-outcome', eventId: 'a', events: 1 });
    expect(due?.sequence).toBe(windowSequence(minute(60), 'a'));
    expect(due?.kind === 'late' && due.item.opened).toEqual({ origin: 'shard-1', sequence: '1' });
    expect(await port.count()).toBe(2);
    const rest = await port.close('flights', minute(61), due!.sequence, 10);
    expect(rest.map((late) => late.kind === 'late' && `${late.eventId} ${late.code}`).sort()).toEqual([
      'b no-outcome',
      'c no-prediction',
    ]);
    expect(await port.count()).toBe(0);
  });

  it('gives the default label where there is one, and the label that came where one came', async () => {
    const { port } = await open();
    const answers = await port.take('clicks', [
      prediction('a', 1, 0),
      prediction('b', 2, 0),
      outcome('b', 3, 5),
      example('c', 4, 7),
    ]);
    expect(kindsOf(answers)).toEqual(['waits', 'waits', 'waits', 'waits']);
    const dues = await port.close('clicks', minute(67), null, 10);
    const labels = Object.fromEntries(dues.map((due) => [due.eventId, due.kind === 'completes' && due.example]));
    expect(labels).toMatchObject({
      a: { label: 0, events: 1, predictedAtMs: minute(0), completedAtMs: minute(60) },
      b: { label: 1, events: 2, completedAtMs: minute(60) },
      c: { label: 1, events: 1, completedAtMs: minute(67) },
    });
    expect(dues.every((due) => due.kind === 'completes' && due.example.sequence === due.sequence)).toBe(true);
  });

  it('goes in order of the windows, as many at a time as wanted, each once', async () => {
    const { port } = await open();
    const ids = Array.from({ length: 40 }, (_, at) => `event ${at}`);
    // Four ends, the latest first, so that neither arrival nor id gives the order away.
    await port.take(
      'clicks',
      ids.map((id, at) => prediction(id, at + 1, 3 - (at % 4))),
    );
    const sequences = ids.map((id, at) => windowSequence(minute(63 - (at % 4)), id)).sort(compareSequences);
    const given: string[] = [];
    for (let calls = 0; calls < 6; calls += 1) {
      const dues = await port.close('clicks', minute(63), given.at(-1) ?? null, 7);
      given.push(...dues.map(({ sequence }) => sequence));
    }
    expect(given).toEqual(sequences);
  });

  it.each(['in the same process', 'after a restart'])(
    'gives again what an unsettled call has ended, %s',
    async (when) => {
      const { port, reopen } = await open();
      await port.take('clicks', [
        prediction('a', 1, 0),
        prediction('b', 2, 1),
        outcome('b', 3, 2),
        prediction('c', 4, 2),
      ]);
      await port.take('flights', [prediction('d', 5, 0), outcome('e', 6, 0)]);
      await port.settle('shard-1', shardAt(6));
      const clicks = await port.close('clicks', minute(61), null, 10);
      const flights = await port.close('flights', minute(61), null, 10);
      expect([...idsOf(clicks), ...idsOf(flights).sort()]).toEqual(['a', 'b', 'd', 'e']);
      const retried = when === 'after a restart' ? await reopen() : port;
      expect(await retried.close('clicks', minute(61), null, 1)).toEqual(clicks.slice(0, 1));
      expect(await retried.close('clicks', minute(61), clicks[0]!.sequence, 10)).toEqual(clicks.slice(1));
      expect(await retried.close('flights', minute(61), null, 10)).toEqual(flights);
      expect(idsOf(await retried.close('clicks', minute(62), null, 10))).toEqual(['a', 'b', 'c']);
    },
  );

  it('still gives again what it ended when a shard settles in between', async () => {
    const { port, reopen } = await open();
    await port.take('clicks', [prediction('a', 1, 0)]);
    const dues = await port.close('clicks', minute(60), null, 10);
    await port.settle('shard-1', shardAt(1));
    expect(await port.close('clicks', minute(60), null, 10)).toEqual(dues);
    expect(await (await reopen()).close('clicks', minute(60), null, 10)).toEqual(dues);
  });

  it('never gives again what was settled, after a restart neither', async () => {
    const { port, reopen } = await open();
    await port.take('clicks', [prediction('a', 1, 0), prediction('b', 2, 0)]);
    await port.settle('shard-1', shardAt(2));
    const [first, second] = await port.close('clicks', minute(60), null, 10);
    await port.settle(...closedUpTo('clicks', first!.sequence, 60));
    for (const waiting of [port, await reopen()]) {
      expect(await waiting.close('clicks', minute(60), first!.sequence, 10)).toEqual([second]);
    }
  });

  it('gives an item that slipped in behind the closed windows as late, once, under a number of its own', async () => {
    const { port, reopen } = await open();
    await port.settle(...closedUpTo('clicks', upTo(65), 65));
    await port.settle(...closedUpTo('flights', upTo(65), 65));
    const slow = { origin: 'slow shard' };
    await port.take('clicks', [
      prediction('a', 1, 0, slow),
      prediction('b', 2, 1, slow),
      outcome('b', 3, 2, slow),
      example('c', 4, 3, slow),
      outcome('d', 5, 4, slow),
      prediction('e', 6, 6, slow),
    ]);
    await port.take('flights', [prediction('f', 7, 0, slow)]);
    await port.settle('slow shard', shardAt(7));
    const dues = await port.close('clicks', minute(66), upTo(65), 10);
    const codes = Object.fromEntries(dues.map((due) => [due.eventId, due.kind === 'late' ? due.code : due.kind]));
    expect(codes).toEqual({
      a: 'late-prediction',
      b: 'late-prediction',
      c: 'late-example',
      d: 'no-prediction',
      e: 'completes',
    });
    expect(await port.close('flights', minute(66), upTo(65), 10)).toMatchObject([{ kind: 'late', code: 'no-outcome' }]);
    const sequences = dues.map(({ sequence }) => sequence);
    expect([upTo(65), ...sequences]).toEqual([upTo(65), ...sequences].sort(compareSequences));
    expect(new Set(sequences).size).toBe(5);
    expect(await port.close('clicks', minute(66), upTo(65), 10)).toEqual(dues);
    const reopened = await reopen();
    expect(await reopened.close('clicks', minute(66), upTo(65), 10)).toEqual(dues);
    await reopened.settle(...closedUpTo('clicks', sequences[2]!, 66));
    expect(await reopened.close('clicks', minute(66), sequences[2]!, 10)).toEqual(
      dues.slice(3).map((due) => (due.kind === 'late' ? { ...due, sequence: expect.any(String) } : due)),
    );
  });

  it('takes what comes after the end of a window as late, not as a copy', async () => {
    const { port, reopen } = await open();
    await port.take('flights', [prediction('a', 1, 0), outcome('b', 2, 0)]);
    await port.take('clicks', [prediction('c', 3, 0), prediction('d', 4, 0), outcome('d', 5, 1)]);
    await port.settle('shard-1', shardAt(5));
    const watermark = { watermark: 60 };
    const check = async (waiting: WaitingEvents): Promise<void> => {
      const flights = [
        outcome('a', 6, 61, watermark),
        prediction('b', 7, 0, watermark),
        prediction('a', 8, 0, watermark),
      ];
      expect(kindsOf(await waiting.take('flights', flights))).toEqual(['late-outcome', 'late-prediction', 'duplicate']);
      const clicks = [outcome('c', 9, 30, watermark), outcome('d', 10, 30, watermark)];
      expect(kindsOf(await waiting.take('clicks', clicks))).toEqual(['late-outcome', 'duplicate']);
    };
    const flights = await port.close('flights', minute(60), null, 10);
    const clicks = await port.close('clicks', minute(60), null, 10);
    await check(port);
    await port.settle(...closedUpTo('flights', flights.at(-1)!.sequence, 60));
    await port.settle(...closedUpTo('clicks', clicks.at(-1)!.sequence, 60));
    await check(port);
    await check(await reopen());
  });

  it('forgets an id when copies of its events would be late: then it may be used again', async () => {
    const { port, reopen } = await open();
    await port.take('flights', [prediction('a', 1, 0), outcome('a', 2, 5), prediction('b', 3, 1), outcome('b', 4, 6)]);
    await port.settle('shard-1', shardAt(4));
    // Both windows end by minute 61; an hour later, at 121, even an outcome at the very end would be late.
    const before = { watermark: 119 };
    const after = { watermark: 121 };
    expect(kindsOf(await port.take('flights', [outcome('a', 5, 60, before)]))).toEqual(['duplicate']);
    expect(kindsOf(await port.take('flights', [outcome('a', 6, 60, after)]))).toEqual(['late-outcome']);
    await port.settle(...closedUpTo('flights', upTo(122), 122));
    for (const waiting of [port, await reopen()]) {
      const copies = [outcome('a', 7, 60, after), prediction('b', 8, 1, after)];
      expect(kindsOf(await waiting.take('flights', copies))).toEqual(['late-outcome', 'late-prediction']);
      expect(await waiting.count()).toBe(0);
    }
    const again = await reopen();
    const anew = [prediction('a', 9, 130, after), outcome('a', 10, 131, after), prediction('b', 11, 130, after)];
    expect(kindsOf(await again.take('flights', anew))).toEqual(['waits', 'completes', 'waits']);
    await again.settle('shard-1', shardAt(11));
    expect(kindsOf(await (await reopen()).take('flights', [outcome('b', 12, 132, after)]))).toEqual(['completes']);
  });

  it('remembers the second use of an id when its first use is forgotten', async () => {
    const { port, reopen } = await open();
    await port.take('flights', [example('a', 1, 0)]);
    await port.settle('shard-1', shardAt(1));
    await port.settle(...closedUpTo('flights', upTo(110), 110));
    const late = { watermark: 125 };
    expect(kindsOf(await port.take('flights', [example('a', 2, 126, late)]))).toEqual(['completes']);
    await port.settle('shard-1', shardAt(2));
    await port.settle(...closedUpTo('flights', upTo(130), 130));
    for (const waiting of [port, await reopen()]) {
      expect(kindsOf(await waiting.take('flights', [example('a', 3, 126, late)]))).toEqual(['duplicate']);
    }
  });

  it('follows a window that moves when the prediction comes after its outcome', async () => {
    const { port } = await open();
    // Until the prediction comes, the outcome's own hour counts: 70. The predictions end at 65 and 75.
    const halves = [outcome('a', 1, 10), outcome('b', 2, 10), prediction('a', 3, 5), prediction('b', 4, 15)];
    await port.take('clicks', halves.slice(0, 2));
    expect(await port.close('clicks', minute(69), null, 10)).toEqual([]);
    await port.take('clicks', halves.slice(2));
    expect(idsOf(await port.close('clicks', minute(65), null, 10))).toEqual(['a']);
    expect(idsOf(await port.close('clicks', minute(74), upTo(65), 10))).toEqual([]);
    expect(idsOf(await port.close('clicks', minute(75), upTo(65), 10))).toEqual(['b']);
  });
}
