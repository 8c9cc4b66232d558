import type { DeadLetter, DeadLetters } from '../../functions/ports/dead-letters';
import type { Open } from './opened';

const letter = (sequence: number | string, origin = 'shard-1', rest: Partial<DeadLetter> = {}): DeadLetter => ({
  origin,
  sequence: String(sequence),
  model: 'flights',
  code: 'not-json',
  reason: 'the record is not JSON',
  data: `{"broken ${sequence}`,
  ...rest,
});

const letters = (...sequences: number[]): DeadLetter[] => sequences.map((sequence) => letter(sequence));

/** What every dead-letter store must do. */
export function deadLettersContract(open: Open<DeadLetters>): void {
  describe('dead letters', () => {
    it('are none at first, and none after none was put', async () => {
      const { port } = await open();
      await port.put([]);
      expect(await port.list()).toEqual([]);
      expect(await port.count()).toBe(0);
    });

    it('are listed whole, in order of arrival, also after reopening', async () => {
      const { port, reopen } = await open();
      await port.put(letters(7, 9));
      await port.put(letters(12));
      for (const store of [port, await reopen()]) {
        expect(await store.list()).toEqual(letters(7, 9, 12));
        expect(await store.count()).toBe(3);
      }
    });

    it('are listed by model and up to a limit', async () => {
      const { port } = await open();
      await port.put([
        letter(1),
        letter(2, 'shard-1', { model: null }),
        letter(3, 'shard-1', { model: 'hotels' }),
        letter(4),
      ]);
      expect(await port.list({ model: 'flights' })).toEqual(letters(1, 4));
      expect(await port.list({ limit: 2 })).toEqual([letter(1), letter(2, 'shard-1', { model: null })]);
      expect(await port.list({ model: 'flights', limit: 1 })).toEqual(letters(1));
      expect(await port.list({ limit: 0 })).toEqual([]);
      expect(await port.count()).toBe(4);
    });

    it('are stored once when a put is repeated: in whole, in part, cut otherwise, twice in one put', async () => {
      const { port } = await open();
      await port.put(letters(5, 9));
      await port.put(letters(5, 9));
      await port.put(letters(5));
      await port.put(letters(9, 12));
      await port.put(letters(13, 13));
      expect(await port.list()).toEqual(letters(5, 9, 12, 13));
      expect(await port.count()).toBe(4);
    });

    it('are stored once when the retry comes after a restart', async () => {
      const { port, reopen } = await open();
      await port.put(letters(5, 9));
      const second = await reopen();
      await second.put(letters(5));
      await second.put(letters(9, 12));
      const third = await reopen();
      await third.put(letters(5, 9, 12, 14));
      expect(await third.list()).toEqual(letters(5, 9, 12, 14));
      expect(await third.count()).toBe(4);
    });

    it('are stored once when several puts bring them at the same time', async () => {
      const { port } = await open();
      await Promise.all([port.put(letters(1, 2)), port.put(letters(2, 3)), port.put(letters(1, 3, 4))]);
      expect((await port.list()).map(({ sequence }) => sequence).sort()).toEqual(['1', '2', '3', '4']);
    });

    it('of another origin are other letters', async () => {
      const { port } = await open();
      await port.put([letter(5), letter(5, 'shard-2')]);
      expect(await port.list()).toEqual([letter(5), letter(5, 'shard-2')]);
    });

    it('may be about events far behind the newest: an old sequence is not a repeated one', async () => {
      const { port, reopen } = await open();
      await port.put([letter('49590338271490256608559692538361571095921575989136588898')]);
      await port.put(letters(3));
      await (await reopen()).put(letters(2));
      expect((await port.list()).map(({ sequence }) => sequence).slice(1)).toEqual(['3', '2']);
    });

    it.each([
      ['nothing', ''],
      ['line ends and control characters', '\n\r\u0000\u2028"\\'],
      ['half a surrogate pair', '\ud800 and 😀'],
      ['a megabyte', 'x'.repeat(2 ** 20)],
      ['what a store may write itself', '{"bytes":"0000000001","crc32":"00000000"}\n'],
    ])('keep the data as it came: %s', async (_, data) => {
      const { port, reopen } = await open();
      await port.put([letter(1, 'shard-1', { data }), letter(2)]);
      for (const store of [port, await reopen()]) {
        const listed = await store.list();
        expect(listed[0]?.data === data).toBe(true);
        expect(listed[1]).toEqual(letter(2));
      }
    });
  });
}
