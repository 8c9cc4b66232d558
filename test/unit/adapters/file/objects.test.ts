import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFileObjects } from '../../../../functions/adapters/file/objects';
import { ObjectDamaged } from '../../../../functions/ports/objects';
import { objectsContract } from '../../../contracts/objects';
import { openedOver, tempFolder } from './temp-state';

objectsContract(() => openedOver(async (folder) => createFileObjects(folder)));

const stored = async () => {
  const folder = await tempFolder();
  const objects = createFileObjects(folder);
  const name = await objects.put(Buffer.from('a checkpoint'));
  return { folder, objects, name, path: join(folder, 'objects', name.slice(0, 2), name) };
};

describe('objects as files', () => {
  it('are refused when a bit has flipped, with both hashes named', async () => {
    const { objects, name, path } = await stored();
    const bytes = await readFile(path);
    bytes[3] = bytes[3]! ^ 1;
    await writeFile(path, bytes);
    await expect(objects.get(name)).rejects.toThrow(ObjectDamaged);
    await expect(objects.get(name)).rejects.toThrow(new RegExp(`${name}.*hash to [0-9a-f]{64}`));
  });

  it('are refused at every truncated length, and mended by putting them again', async () => {
    const { objects, name, path } = await stored();
    for (let length = 'a checkpoint'.length - 1; length >= 0; length -= 1) {
      await truncate(path, length);
      await expect(objects.get(name)).rejects.toThrow(ObjectDamaged);
    }
    await objects.put(Buffer.from('a checkpoint'));
    expect((await objects.get(name)).toString()).toBe('a checkpoint');
  });

  it('leave no temporary file behind, and take none for an object', async () => {
    const { folder, objects, name } = await stored();
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
    await mkdir(join(folder, 'objects', 'ab'), { recursive: true });
    await writeFile(join(folder, 'objects', 'ab', 'notes.txt'), 'not ours');
    expect(await objects.list()).toEqual([name]);
  });
});
