import { emptyWindow, type Window } from '../../functions/domain/drift/window';
import type { DriftWindows, StoredWindow } from '../../functions/ports/drift-windows';
import { sketchedNumbers, sketchedTexts } from '../support/sketched';
import type { Open } from './opened';

const features = { number: { kind: 'numeric' }, text: { kind: 'categorical' } } as const;
const BUCKET_MS = 3_600_000;
const EXPIRES_AT_MS = Date.UTC(2040, 0, 1);
/** As Kinesis numbers. */
const sequenceOf = (number: number): string => String(10n ** 54n + BigInt(number));

const windowOf = (served: number): Window => ({
  ...emptyWindow({ features }),
  served,
  features: {
    categorical: [sketchedTexts(Array.from({ length: served }, (_, at) => `c${at % 7}`))],
    numeric: [sketchedNumbers(Array.from({ length: served }, (_, at) => (at % 5 === 0 ? null : at - 3)))],
  },
  predictions: new Map([
    ['', sketchedNumbers([0.25])],
    ['1.2', sketchedNumbers([0.5, 0.75])],
  ]),
});

const storedAt = (bucket: number, position: number, served: number, shard = 'shardId-000000000001'): StoredWindow => ({
  model: 'flights',
  shard,
  bucketMs: bucket * BUCKET_MS,
  position: sequenceOf(position),
  window: windowOf(served),
});

/** What every store of drift windows must do. */
export function driftWindowsContract(open: Open<DriftWindows>): void {
  describe('drift windows', () => {
    it('are not there before they are saved', async () => {
      const { port } = await open();
      expect(await port.load(storedAt(1, 1, 1))).toBeUndefined();
      expect(await port.list('flights', 0, 1e15 - 1)).toEqual([]);
    });

    it('come back as they were saved, also after reopening', async () => {
      const { port, reopen } = await open();
      const stored = storedAt(480_000, 7, 40);
      expect(await port.save(stored, null, EXPIRES_AT_MS)).toBe('saved');
      for (const windows of [port, await reopen()]) {
        expect(await windows.load(stored)).toEqual(stored);
        expect(await windows.list('flights', stored.bucketMs, stored.bucketMs)).toEqual([stored]);
      }
    });

    it('are replaced only where the window stands that the new one was made from', async () => {
      const { port } = await open();
      await port.save(storedAt(1, 10, 5), null, EXPIRES_AT_MS);
      expect(await port.save(storedAt(1, 11, 6), null, EXPIRES_AT_MS)).toBe('conflict');
      expect(await port.save(storedAt(1, 12, 7), sequenceOf(9), EXPIRES_AT_MS)).toBe('conflict');
      expect(await port.load(storedAt(1, 0, 0))).toEqual(storedAt(1, 10, 5));
      expect(await port.save(storedAt(1, 12, 7), sequenceOf(10), EXPIRES_AT_MS)).toBe('saved');
      expect(await port.load(storedAt(1, 0, 0))).toEqual(storedAt(1, 12, 7));
    });

    it('cannot be replaced where there is none', async () => {
      const { port } = await open();
      expect(await port.save(storedAt(1, 12, 7), sequenceOf(10), EXPIRES_AT_MS)).toBe('conflict');
      expect(await port.load(storedAt(1, 0, 0))).toBeUndefined();
    });

    it('go to one of ten that replace the same one at once', async () => {
      const { port } = await open();
      await port.save(storedAt(1, 1, 1), null, EXPIRES_AT_MS);
      const racers = Array.from({ length: 10 }, (_, at) => storedAt(1, 2 + at, 2 + at));
      const outcomes = await Promise.all(racers.map((racer) => port.save(racer, sequenceOf(1), EXPIRES_AT_MS)));
      const winners = racers.filter((_, at) => outcomes[at] === 'saved');
      expect(winners).toHaveLength(1);
      expect(await port.load(storedAt(1, 0, 0))).toEqual(winners[0]);
    });

    it('are listed by bucket and shard, both ends included, and of one model alone', async () => {
      const { port } = await open();
      const all = [9, 10, 11, 100].flatMap((bucket) => [storedAt(bucket, 1, 2, 'a#1'), storedAt(bucket, 1, 3, 'b')]);
      for (const stored of [...all].reverse()) await port.save(stored, null, EXPIRES_AT_MS);
      await port.save({ ...storedAt(10, 1, 4), model: 'flights-2' }, null, EXPIRES_AT_MS);
      expect(await port.list('flights', 10 * BUCKET_MS, 11 * BUCKET_MS)).toEqual(all.slice(2, 6));
      expect(await port.list('flights', -1, 1e15 - 1)).toEqual(all);
      expect(await port.list('flights', 12 * BUCKET_MS, 99 * BUCKET_MS)).toEqual([]);
    });

    it('do not change with what was saved', async () => {
      const { port } = await open();
      const stored = storedAt(1, 1, 30);
      await port.save(stored, null, EXPIRES_AT_MS);
      stored.window.features.numeric[0]!.bins.counts.fill(0);
      expect(await port.load(stored)).toEqual(storedAt(1, 1, 30));
    });
  });
}
