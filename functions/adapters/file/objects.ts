/**
 * Objects as files: `objects/ab/abcdef…`, named by the SHA-256 of their bytes. Safe for several processes at once: a file
 * appears whole under its name or not at all, and whoever puts it puts the same bytes. `put` costs one hash, one write and two
 * flushes; `get` one read and one hash.
 */
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { nameOf } from '../../domain/checkpoint/object-name';
import { ObjectDamaged, ObjectMissing, type Objects } from '../../ports/objects';
import { unlessAbsent } from './absent';
import { writeDurably } from './durable-file';
import { writing } from './state-unwritable';
import { makeDirectory, syncDirectory } from './sync-directory';

const NAME = /^[0-9a-f]{64}$/;

export function createFileObjects(stateFolder: string): Objects {
  const folder = join(stateFolder, 'objects');
  const pathOf = (name: string): string => join(folder, name.slice(0, 2), name);

  return {
    async put(bytes) {
      const name = nameOf(bytes);
      const path = pathOf(name);
      const what = `object ${name} (${bytes.length} bytes)`;
      const there = await unlessAbsent(stat(path));
      if (there?.size === bytes.length) {
        // Whoever put it may have been killed before its name was flushed.
        await writing(path, what, () => syncDirectory(dirname(path)));
        return name;
      }
      await writing(path, what, () => makeDirectory(dirname(path)));
      await writeDurably(stateFolder, path, [bytes], what);
      return name;
    },

    async get(name) {
      const bytes = NAME.test(name) ? await unlessAbsent(readFile(pathOf(name))) : undefined;
      if (bytes === undefined) throw new ObjectMissing(name, folder);
      const actual = nameOf(bytes);
      if (actual !== name) throw new ObjectDamaged(name, actual, pathOf(name));
      return bytes;
    },

    async delete(name) {
      if (NAME.test(name))
        await writing(pathOf(name), `the removal of object ${name}`, () => rm(pathOf(name), { force: true }));
    },

    async list() {
      const groups = (await unlessAbsent(readdir(folder))) ?? [];
      const names = await Promise.all(
        groups.map(async (group) => (await unlessAbsent(readdir(join(folder, group)))) ?? []),
      );
      return names.flat().filter((name) => NAME.test(name));
    },
  };
}
