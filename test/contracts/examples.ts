import type { ExamplesIn, ExamplesOut } from '../../functions/ports/examples';
import type { Open } from './opened';
import { sampleBlock } from './sample-block';

type Examples = ExamplesOut & ExamplesIn;

const firstsOf = async (examples: ExamplesIn, limit = 100): Promise<string[]> =>
  (await examples.next(limit)).map(({ block }) => block.sequence[0]!);

/** What every examples stream with its consumer's side must do. */
export function examplesContract(open: Open<Examples>): void {
  describe('the examples stream', () => {
    it('is empty at first', async () => {
      const { port } = await open();
      expect(await port.next(10)).toEqual([]);
    });

    it('gives blocks as they were put, also after reopening', async () => {
      const { port, reopen } = await open();
      await port.put(sampleBlock(1));
      for (const examples of [port, await reopen()]) {
        expect((await examples.next(1)).map(({ block }) => block)).toEqual([sampleBlock(1)]);
      }
    });

    it('gives the oldest first, the same again until they are trimmed, at most as many as wanted', async () => {
      const { port } = await open();
      for (const first of [1, 2, 3]) await port.put(sampleBlock(first));
      expect(await firstsOf(port, 2)).toEqual(['1', '2']);
      expect(await firstsOf(port, 2)).toEqual(['1', '2']);
      const [oldest] = await port.next(1);
      await port.trim(oldest!.id);
      expect(await firstsOf(port, 2)).toEqual(['2', '3']);
    });

    it('trims one block at a time, in any order, and does not mind what is trimmed already', async () => {
      const { port } = await open();
      for (const first of [1, 2, 3]) await port.put(sampleBlock(first));
      const [, second] = await port.next(3);
      await port.trim(second!.id);
      await port.trim(second!.id);
      expect(await firstsOf(port)).toEqual(['1', '3']);
    });

    it('goes on after reopening: what was trimmed is gone, the rest is in order, new blocks come after it', async () => {
      const { port, reopen } = await open();
      for (const first of [1, 2, 3]) await port.put(sampleBlock(first));
      await port.trim((await port.next(1))[0]!.id);
      const second = await reopen();
      await second.put(sampleBlock(4, 'hotels'));
      expect(await firstsOf(second)).toEqual(['2', '3', '4']);
      const again = await reopen();
      expect(await firstsOf(again)).toEqual(['2', '3', '4']);
      for (const { id } of await again.next(10)) await again.trim(id);
      const third = await reopen();
      expect(await firstsOf(third)).toEqual([]);
      await third.put(sampleBlock(5));
      expect(await firstsOf(third)).toEqual(['5']);
    });

    it('keeps hundreds of blocks for a consumer that comes late', async () => {
      const { port, reopen } = await open();
      const firsts = Array.from({ length: 150 }, (_, at) => at + 1);
      for (const first of firsts) await port.put(sampleBlock(first));
      expect(await firstsOf(port, 1000)).toEqual(firsts.map(String));
      expect(await firstsOf(await reopen(), 1000)).toEqual(firsts.map(String));
    });

    it('orders the puts of several models as they were asked for', async () => {
      const { port } = await open();
      await Promise.all(
        [sampleBlock(1, 'a'), sampleBlock(2, 'b'), sampleBlock(3, 'c')].map((block) => port.put(block)),
      );
      expect(await firstsOf(port)).toEqual(['1', '2', '3']);
    });
  });
}
