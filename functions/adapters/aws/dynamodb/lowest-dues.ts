/** The endings with the lowest sequences out of many, each id once. Memory: twice as many as wanted. O(log wanted) each, amortised. */
import type { Due, Item } from '../../../domain/labels/waiting';
import { compareSequences } from '../../../domain/lineage/sequence';
import type { StoredItem } from './waiting-rows';

/** An ending, and what must be written for it; `item` is null when an unsettled call has written it. */
export interface Ending {
  readonly due: Due;
  readonly item: Item | null;
  readonly stored: StoredItem;
}

export class LowestDues {
  private found = new Map<string, Ending>();

  constructor(private readonly limit: number) {}

  add(ending: Ending): void {
    this.found.set(ending.due.eventId, ending);
    if (this.found.size >= 2 * this.limit) this.cut();
  }

  /** Whether all that are wanted come before any window that ends at `endMs` or later. */
  isBefore(endMs: number): boolean {
    const last = this.inOrder()[this.limit - 1];
    return last !== undefined && compareSequences(last.due.sequence, `${Math.floor(endMs)}${'0'.repeat(25)}`) < 0;
  }

  inOrder(): Ending[] {
    this.cut();
    return [...this.found.values()];
  }

  private cut(): void {
    const lowest = [...this.found.values()]
      .sort((a, b) => compareSequences(a.due.sequence, b.due.sequence))
      .slice(0, this.limit);
    this.found = new Map(lowest.map((ending) => [ending.due.eventId, ending]));
  }
}
