import type { Block } from '../../domain/examples/columns';
import type { ExamplesIn, ExamplesOut } from '../../ports/examples';

/** A queue. Blocks are immutable values and are handed on as they are. */
export function createMemoryExamples(): ExamplesOut & ExamplesIn {
  const blocks = new Map<string, Block>();
  let puts = 0;
  return {
    async put(block) {
      puts += 1;
      blocks.set(String(puts), block);
    },
    async next(limit) {
      return Array.from(blocks, ([id, block]) => ({ id, block })).slice(0, limit);
    },
    async trim(id) {
      blocks.delete(id);
    },
  };
}
