import { nameOf } from '../../domain/checkpoint/object-name';
import { ObjectDamaged, ObjectMissing, type Objects } from '../../ports/objects';

/** Objects of one process. Bytes are copied on both ways: what a caller changes afterwards is not the object. */
export function createMemoryObjects(): Objects {
  const objects = new Map<string, Uint8Array>();
  return {
    async put(bytes) {
      const name = nameOf(bytes);
      if (!objects.has(name)) objects.set(name, bytes.slice());
      return name;
    },
    async get(name) {
      const bytes = objects.get(name);
      if (bytes === undefined) throw new ObjectMissing(name, 'memory');
      const actual = nameOf(bytes);
      if (actual !== name) throw new ObjectDamaged(name, actual, 'memory');
      return bytes.slice();
    },
    async delete(name) {
      objects.delete(name);
    },
    async list() {
      return [...objects.keys()];
    },
  };
}
