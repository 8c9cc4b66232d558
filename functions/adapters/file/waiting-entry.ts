/** One event id in memory, from its first event until all that happened to it is settled. */
import { remnantOf, type Stored } from '../../domain/labels/arrive';
import type { Due, Item, Mark } from '../../domain/labels/waiting';
import type { Sequence } from '../../domain/lineage/sequence';
import type { ClosingBucket } from './closing-buckets';

export class WaitingEntry {
  /** What closing gave, and the item before it, until that is settled: a retry is given it again. */
  due: Due | null = null;
  open: Item | null = null;
  /** The journal does not know its present state. */
  changed = false;
  /** Where closing finds it, once it has. */
  bucket: ClosingBucket | null = null;
  place = 0;
  /** The windowSequence of its end, once it was needed. */
  sequence: Sequence | null = null;

  constructor(
    readonly eventId: string,
    public item: Item,
  ) {}

  /** Accepted events that wait in it. */
  get waitingEvents(): number {
    return this.item.state === 'done' ? 0 : this.item.events;
  }

  /** Whether closing has, or may have, something to give. */
  get canBeDue(): boolean {
    return this.item.state !== 'done' || this.due !== null;
  }

  /**
   * What to keep of it on disk. Transitions that a retry will make again must find what they need: their marks and what was
   * served. An end that is not settled is left out, so that after a crash closing finds the item as it was.
   */
  durable(isSettled: (mark: Mark | null) => boolean): Stored {
    const { item, open } = this;
    if (item.state !== 'done') return item;
    if (open !== null && !isSettled(item.ended)) return open;
    return isSettled(item.opened) && isSettled(item.joined) ? remnantOf(item) : item;
  }
}
