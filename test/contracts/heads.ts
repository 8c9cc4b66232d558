import type { Heads } from '../../functions/ports/heads';
import type { Open } from './opened';
import { sampleCommit, sampleHead } from './sample-commit';

const revisionsOf = (entries: readonly { revision: number }[]): number[] => entries.map(({ revision }) => revision);
const oneTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

/** What every store of heads must do. */
export function headsContract(open: Open<Heads>): void {
  describe('heads', () => {
    it('are not there before the first commit', async () => {
      const { port } = await open();
      expect(await port.load('flights')).toBeUndefined();
      expect(await port.lineage('flights')).toEqual([]);
      expect(await port.ledger('flights')).toEqual([]);
      expect(await port.models()).toEqual([]);
    });

    it('come back as committed, with the lineage and the ledger of the commit, also after reopening', async () => {
      const { port, reopen } = await open();
      const commit = sampleCommit('flights', 1);
      expect(await port.commit(commit)).toBe('committed');
      for (const heads of [port, await reopen()]) {
        expect(await heads.load('flights')).toEqual(commit.head);
        expect(await heads.lineage('flights')).toEqual(commit.lineage);
        expect(await heads.ledger('flights')).toEqual(commit.ledger);
        expect(await heads.models()).toEqual(['flights']);
      }
    });

    it.each([
      ['the first, when there is one', 1],
      ['the same again', 2],
      ['one that leaves a gap', 4],
      ['one before the first', 0],
    ])('refuse a revision that is not the next: %s', async (_, revision) => {
      const { port } = await open();
      for (const made of [1, 2]) await port.commit(sampleCommit('flights', made));
      expect(await port.commit(sampleCommit('flights', revision, 'somebody else'))).toBe('conflict');
      expect(await port.load('flights')).toEqual(sampleHead('flights', 2));
      expect(revisionsOf(await port.ledger('flights'))).toEqual([1, 2]);
      expect((await port.lineage('flights')).map(({ learner }) => learner)).toEqual(['gate', 'gate']);
    });

    it('refuse a gap before the first commit', async () => {
      const { port } = await open();
      expect(await port.commit(sampleCommit('flights', 2))).toBe('conflict');
      expect(await port.load('flights')).toBeUndefined();
      expect(await port.models()).toEqual([]);
    });

    it('go to one of twenty that commit the same revision at once, and only its entries are kept', async () => {
      const { port } = await open();
      await port.commit(sampleCommit('flights', 1));
      const racers = oneTo(20).map((racer) => `racer ${racer}`);
      const outcomes = await Promise.all(racers.map((racer) => port.commit(sampleCommit('flights', 2, racer))));
      const winners = racers.filter((_, at) => outcomes[at] === 'committed');
      expect(winners).toHaveLength(1);
      expect((await port.ledger('flights')).map(({ by }) => by)).toEqual(['gate', winners[0]]);
      expect((await port.lineage('flights')).map(({ learner }) => learner)).toEqual(['gate', winners[0]]);
    });

    it('lose no update of writers that load, commit, and begin again after a conflict', async () => {
      const { port } = await open();
      const write = async (writer: string): Promise<void> => {
        for (let committed = 0; committed < 10; ) {
          const revision = ((await port.load('flights'))?.revision ?? 0) + 1;
          if ((await port.commit(sampleCommit('flights', revision, writer))) === 'committed') committed += 1;
        }
      };
      await Promise.all(['a', 'b', 'c', 'd'].map(write));
      const ledger = await port.ledger('flights');
      expect(revisionsOf(ledger)).toEqual(oneTo(40));
      for (const writer of ['a', 'b', 'c', 'd']) expect(ledger.filter(({ by }) => by === writer)).toHaveLength(10);
    });

    it('keep every entry of a long life in order, also after reopening', async () => {
      const { port, reopen } = await open();
      for (const revision of oneTo(200)) await port.commit(sampleCommit('flights', revision));
      for (const heads of [port, await reopen()]) {
        expect(await heads.load('flights')).toEqual(sampleHead('flights', 200));
        expect(revisionsOf(await heads.ledger('flights'))).toEqual(oneTo(200));
        const versions = (await heads.lineage('flights')).map(({ version }) => version);
        expect(versions).toEqual(oneTo(200).map((revision) => `1.${revision}`));
        for (const late of [1, 2, 64, 100, 200]) {
          expect(await heads.commit(sampleCommit('flights', late, 'too late'))).toBe('conflict');
        }
        expect(await heads.load('flights')).toEqual(sampleHead('flights', 200));
      }
    });

    it('belong to one model each', async () => {
      const { port } = await open();
      await port.commit(sampleCommit('hotel-bookings', 1));
      await port.commit(sampleCommit('flights', 1));
      await port.commit(sampleCommit('flights', 2));
      expect(await port.models()).toEqual(['flights', 'hotel-bookings']);
      expect((await port.load('hotel-bookings'))?.revision).toBe(1);
      expect(revisionsOf(await port.ledger('hotel-bookings'))).toEqual([1]);
    });

    it('do not change with what was committed or loaded', async () => {
      const { port } = await open();
      const positions: Record<string, string> = { shard: '1' };
      await port.commit({ ...sampleCommit('flights', 1), head: { ...sampleHead('flights', 1), positions } });
      positions.shard = '2';
      const loaded: { positions: Record<string, string> } | undefined = await port.load('flights');
      loaded!.positions.shard = '3';
      expect((await port.load('flights'))?.positions).toEqual({ shard: '1' });
    });

    it.each([Number.NaN, Number.POSITIVE_INFINITY])(
      'refuse to hold %p, which would come back as nothing',
      async (value) => {
        const { port } = await open();
        const head = { ...sampleHead('flights', 1), clockMs: value };
        await expect(port.commit({ ...sampleCommit('flights', 1), head })).rejects.toThrow(/clockMs/);
        expect(await port.load('flights')).toBeUndefined();
      },
    );
  });
}
