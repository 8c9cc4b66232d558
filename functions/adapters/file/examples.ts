/**
 * The examples stream on one machine: one file per block, `examples/<number>.block`, removed when it was learned. Blocks that
 * this process has put are handed on as they are; after a restart they are read and decoded. A put costs an encoding, a write
 * and two flushes.
 */
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Block } from '../../domain/examples/columns';
import type { ExamplesIn, ExamplesOut } from '../../ports/examples';
import { oneAtATime } from '../one-at-a-time';
import { unlessAbsent } from './absent';
import { writeDurably } from './durable-file';
import { encodeFrame, readFrames } from './frame';
import { StateDamaged } from './state-damaged';
import { writing } from './state-unwritable';
import { makeDirectory } from './sync-directory';

export interface BlockCodec {
  encode(block: Block): Uint8Array;
  decode(bytes: Uint8Array): Block;
}

/** A consumer that falls behind reads the rest from the files, so memory stays bounded. */
const BLOCKS_IN_MEMORY = 64;
const NAME = /^(\d{12})\.block$/;

export async function openFileExamples(stateFolder: string, codec: BlockCodec): Promise<ExamplesOut & ExamplesIn> {
  const folder = join(stateFolder, 'examples');
  const pathOf = (id: string): string => join(folder, `${id}.block`);
  await writing(folder, 'the examples stream', () => makeDirectory(folder));

  const stored = (await readdir(folder)).map((name) => NAME.exec(name)?.[1]).filter((id) => id !== undefined);
  const untrimmed = new Set<string>(stored.sort());
  const inMemory = new Map<string, Block>();
  const inOrder = oneAtATime();
  let puts = Number(stored.at(-1) ?? 0);

  return {
    put(block) {
      return inOrder(async () => {
        const id = String(puts + 1).padStart(12, '0');
        const path = pathOf(id);
        const frame = encodeFrame(basename(path), 0, codec.encode(block));
        await writeDurably(stateFolder, path, [frame], `a block of examples of ${block.model}`);
        puts += 1;
        untrimmed.add(id);
        if (inMemory.size < BLOCKS_IN_MEMORY) inMemory.set(id, block);
      });
    },

    async next(limit) {
      const delivered = [];
      for (const id of untrimmed) {
        if (delivered.length >= limit) break;
        const block = inMemory.get(id) ?? codec.decode(await readBlock(pathOf(id)));
        delivered.push({ id, block });
      }
      return delivered;
    },

    async trim(id) {
      if (!untrimmed.has(id)) return;
      await writing(pathOf(id), 'the removal of a learned block', () => rm(pathOf(id), { force: true }));
      untrimmed.delete(id);
      inMemory.delete(id);
    },
  };
}

async function readBlock(path: string): Promise<Uint8Array> {
  const file = await unlessAbsent(readFile(path));
  if (file === undefined) throw new StateDamaged(path, 'is gone, although its examples were not learned yet');
  const { payloads, wholeBytes } = readFrames(basename(path), file);
  const [payload] = payloads;
  if (payload === undefined || wholeBytes !== file.length) throw new StateDamaged(path, 'does not match its checksum');
  return payload;
}
