import { ObjectMissing, type Objects } from '../../functions/ports/objects';
import type { Open } from './opened';

/** The SHA-256 of 'abc': FIPS 180-4, example B.1. */
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What every store of immutable objects must do. */
export function objectsContract(open: Open<Objects>): void {
  describe('objects', () => {
    it('are named by the SHA-256 of their bytes', async () => {
      const { port } = await open();
      expect(await port.put(bytesOf('abc'))).toBe(ABC);
    });

    it('come back byte for byte, an empty one and a megabyte too, also after reopening', async () => {
      const { port, reopen } = await open();
      const bytes = [new Uint8Array(0), Uint8Array.from({ length: 2 ** 20 }, (_, at) => (at * 7919) & 255)];
      const names = [await port.put(bytes[0]!), await port.put(bytes[1]!)];
      for (const objects of [port, await reopen()]) {
        expect(new Uint8Array(await objects.get(names[0]!))).toEqual(bytes[0]);
        expect(Buffer.compare(await objects.get(names[1]!), bytes[1]!)).toBe(0);
      }
    });

    it('are one object when put twice, also at the same time', async () => {
      const { port } = await open();
      const names = await Promise.all(Array.from({ length: 10 }, () => port.put(bytesOf('abc'))));
      expect(new Set(names)).toEqual(new Set([ABC]));
      expect(await port.list()).toEqual([ABC]);
    });

    it('do not change with the array that was put, nor with the one that was got', async () => {
      const { port } = await open();
      const bytes = bytesOf('abc');
      await port.put(bytes);
      bytes[0] = 0;
      (await port.get(ABC))[0] = 0;
      expect(new Uint8Array(await port.get(ABC))).toEqual(bytesOf('abc'));
    });

    it.each([ABC, '', 'no-name', '../../etc/passwd'])('that are not there are missed by name: %p', async (name) => {
      const { port } = await open();
      await expect(port.get(name)).rejects.toThrow(ObjectMissing);
      await expect(port.get(name)).rejects.toMatchObject({ object: name });
    });

    it('are gone when deleted, may be deleted again, and may come back', async () => {
      const { port, reopen } = await open();
      await port.put(bytesOf('abc'));
      await port.delete(ABC);
      await port.delete(ABC);
      await expect(port.get(ABC)).rejects.toThrow(ObjectMissing);
      expect(await (await reopen()).list()).toEqual([]);
      const again = await reopen();
      await again.put(bytesOf('abc'));
      expect(new Uint8Array(await again.get(ABC))).toEqual(bytesOf('abc'));
    });

    it('are all listed', async () => {
      const { port, reopen } = await open();
      const names = await Promise.all(['a', 'b', 'c', 'd'].map((text) => port.put(bytesOf(text))));
      expect((await port.list()).sort()).toEqual([...names].sort());
      expect((await (await reopen()).list()).sort()).toEqual([...names].sort());
    });
  });
}
