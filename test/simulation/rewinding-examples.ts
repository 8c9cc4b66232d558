/** The memory examples stream, whose reader can fall back behind what it has trimmed: then trimmed blocks are given again. */
import { createMemoryExamples } from '../../functions/adapters/memory/examples';
import type { Block } from '../../functions/domain/examples/columns';
import type { DeliveredBlock, ExamplesIn, ExamplesOut } from '../../functions/ports/examples';

export class RewindingExamples implements ExamplesIn, ExamplesOut {
  private readonly queue = createMemoryExamples();
  private readonly trimmed: DeliveredBlock[] = [];
  private again: DeliveredBlock[] = [];

  put(block: Block): Promise<void> {
    return this.queue.put(block);
  }

  async next(limit: number): Promise<DeliveredBlock[]> {
    const fresh = limit > this.again.length ? await this.queue.next(limit - this.again.length) : [];
    return [...this.again, ...fresh].slice(0, limit);
  }

  async trim(id: string): Promise<void> {
    const revived = this.again.find((one) => one.id === id);
    if (revived !== undefined) this.again = this.again.filter((one) => one !== revived);
    const [block] = (await this.queue.next(Number.POSITIVE_INFINITY)).filter((one) => one.id === id);
    if (block !== undefined) this.trimmed.push(block);
    await this.queue.trim(id);
  }

  /** Falls back by at most so many blocks; returns by how many. */
  rewind(blocks: number): number {
    const from = Math.max(0, this.trimmed.length - blocks);
    this.again = this.trimmed.slice(from);
    return this.again.length;
  }
}
