/** Nothing proceeds without its checkpoint. */
import { CheckpointDamaged } from '../../../functions/domain/checkpoint/errors';
import type { Head } from '../../../functions/domain/lineage/head';
import { Learning } from '../../../functions/learn/learn';
import { ObjectMissing, type Objects } from '../../../functions/ports/objects';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  headOf,
  learnBlocks,
  learnDeps,
  memoryStores,
  outcomeOf,
  type Stores,
} from '../../support/learning';

const declaration = binaryModel();
const blocks = blocksOf(declaration, completedExamples(declaration, 300), 100);

const needed: readonly (readonly [string, (head: Head) => string])[] = [
  ['the checkpoint of a line', ({ lines }) => lines[0]!.checkpoint],
  ['the checkpoint of a baseline', ({ lines }) => lines.at(-1)!.checkpoint],
  ['the champion', ({ reigns }) => reigns.at(-1)!.checkpoint],
  ['a live candidate', ({ contest }) => contest.candidates[0]!.checkpoint],
  ['the workspace', ({ workspace }) => workspace],
];

async function halfway(): Promise<{ readonly stores: Stores; readonly head: Head }> {
  const stores = memoryStores();
  await learnBlocks(stores, declaration, blocks.slice(0, 2));
  return { stores, head: await headOf(stores, declaration) };
}

async function undisturbed() {
  const stores = memoryStores();
  await learnBlocks(stores, declaration, blocks);
  return outcomeOf(stores, declaration);
}

describe.each(needed)('without %s', (_, find) => {
  it('learning stops and names the object, commits nothing, and goes on once it is restored', async () => {
    const { stores, head } = await halfway();
    const name = find(head);
    const bytes = await stores.objects.get(name);
    await stores.objects.delete(name);
    const learning = new Learning(learnDeps(stores), declaration);
    await expect(learning.learn([blocks[2]!])).rejects.toThrow(ObjectMissing);
    await expect(learning.learn([blocks[2]!])).rejects.toThrow(name);
    expect(await headOf(stores, declaration)).toEqual(head);
    await stores.objects.put(bytes);
    await learning.learn([blocks[2]!]);
    expect(await outcomeOf(stores, declaration)).toEqual(await undisturbed());
  });

  it('whole, learning stops and commits nothing, at whatever length it was cut', async () => {
    const { stores, head } = await halfway();
    const name = find(head);
    const { length } = await stores.objects.get(name);
    const damages = [0, 7, 40, length >> 1, length - 1].map((end) => (bytes: Uint8Array) => bytes.subarray(0, end));
    for (const damage of damages) {
      const objects: Objects = {
        ...stores.objects,
        get: async (wanted) => {
          const bytes = await stores.objects.get(wanted);
          return wanted === name ? damage(bytes) : bytes;
        },
      };
      const learning = new Learning(learnDeps({ ...stores, objects }), declaration);
      await expect(learning.learn([blocks[2]!])).rejects.toThrow(CheckpointDamaged);
      expect(await headOf(stores, declaration)).toEqual(head);
    }
  });
});
