/**
 * The items of one model in memory. Those that wait, or whose last step is not settled, are entries by their id; of the others
 * only a remnant is known. An arrival costs its transition, one look-up among the entries and, for a new id, one among the
 * remnants; closing costs what is due.
 *
 * Closing must find an entry by the end of its window, but most are done before anybody looks. So an entry goes into a bucket
 * only when it still waits at a settle, or when something is closed.
 */
import { arrive, type Remnant, type Stored } from '../../domain/labels/arrive';
import { endOfWindow } from '../../domain/labels/end-of-window';
import type { Answer, Arrival, Due, Item, Mark, WindowRule } from '../../domain/labels/waiting';
import { compareSequences, type Sequence } from '../../domain/lineage/sequence';
import { ClosingBuckets } from './closing-buckets';
import { SettledIds } from './settled-ids';
import { WaitingEntry } from './waiting-entry';

/** Entries that a settle has written, and what it wrote of each. */
export interface Written {
  readonly entries: readonly WaitingEntry[];
  readonly stored: readonly Stored[];
}

export class WaitingIndex {
  private readonly entries = new Map<string, WaitingEntry>();
  private readonly settledIds = new SettledIds();
  private readonly closing = new ClosingBuckets();
  private changed: WaitingEntry[] = [];
  private waiting = 0;

  constructor(
    readonly model: string,
    private readonly rule: WindowRule,
  ) {}

  get waitingEvents(): number {
    return this.waiting;
  }

  unsettled(): Iterable<WaitingEntry> {
    return this.entries.values();
  }

  forEachSettled(visit: (low: number, high: number, remnant: Remnant) => void): void {
    this.settledIds.forEach(visit);
  }

  take(arrivals: readonly Arrival[]): Answer[] {
    const answers: Answer[] = new Array(arrivals.length);
    for (let at = 0; at < arrivals.length; at += 1) {
      const arrival = arrivals[at]!;
      const { eventId } = arrival;
      const entry = this.entries.get(eventId);
      const stored = entry === undefined ? this.settledIds.find(eventId) : entry.item;
      const { item, answer } = arrive(stored, arrival, this.rule);
      if (item !== undefined) this.markChanged(this.put(entry, eventId, item));
      answers[at] = answer;
    }
    return answers;
  }

  close(watermarkMs: number, after: Sequence | null, limit: number): Due[] {
    for (const entry of this.changed) if (entry.bucket === null && entry.canBeDue) this.closing.add(entry);
    const dues: Due[] = [];
    for (const entry of this.closing.upTo(watermarkMs)) {
      if (dues.length >= limit) break;
      const due = this.end(entry, after);
      if (due !== null) dues.push(due);
    }
    // Stragglers come first, under new numbers of their own; all others are in order already.
    return dues.sort((a, b) => compareSequences(a.sequence, b.sequence));
  }

  /** Writes what changed since the last settle; `settled` or `revert` says afterwards what became of it. */
  write(write: (eventId: string, stored: Stored) => void, isSettled: (mark: Mark | null) => boolean): Written {
    const entries = this.changed;
    const stored = entries.map((entry) => {
      const durable = entry.durable(isSettled);
      write(entry.eventId, durable);
      return durable;
    });
    for (const entry of entries) entry.changed = false;
    this.changed = [];
    return { entries, stored };
  }

  settled({ entries, stored }: Written): void {
    for (let at = 0; at < entries.length; at += 1) {
      const entry = entries[at]!;
      const written = stored[at]!;
      if (written.state === 'settled') this.drop(entry, written);
      // It becomes a remnant in the settle of the origin that still may retry.
      else if (entry.item.state === 'done') this.markChanged(entry);
      else if (entry.bucket === null) this.closing.add(entry);
    }
  }

  revert({ entries }: Written): void {
    for (const entry of entries) this.markChanged(entry);
  }

  /** Takes over what the journal says, row by row. */
  restore(eventId: string, stored: Stored): void {
    const entry = this.entries.get(eventId);
    if (stored.state !== 'settled') this.put(entry, eventId, stored);
    else if (entry === undefined) this.settledIds.add(eventId, stored);
    else this.drop(entry, stored);
  }

  restoreSettled(low: number, high: number, remnant: Remnant): void {
    this.settledIds.addHashed(low, high, remnant);
  }

  /** The journal is read: what it leaves unsettled is for the next settle to write. */
  restored(): void {
    for (const entry of this.entries.values()) {
      if (entry.item.state === 'done') this.markChanged(entry);
      else this.closing.add(entry);
    }
  }

  /** Windows are closed up to `closedUpToMs`: forgets what no copy can meet any more. */
  closed(closedUpToMs: number): void {
    this.settledIds.forgetUpTo(closedUpToMs - this.rule.withinMs);
  }

  private put(entry: WaitingEntry | undefined, eventId: string, item: Item): WaitingEntry {
    if (entry === undefined) {
      const added = new WaitingEntry(eventId, item);
      this.entries.set(eventId, added);
      this.waiting += added.waitingEvents;
      return added;
    }
    const moves = entry.bucket !== null && entry.item.endMs !== item.endMs;
    this.waiting -= entry.waitingEvents;
    entry.item = item;
    this.waiting += entry.waitingEvents;
    if (moves) this.closing.add(entry);
    return entry;
  }

  private drop(entry: WaitingEntry, remnant: Remnant): void {
    this.waiting -= entry.waitingEvents;
    this.entries.delete(entry.eventId);
    this.closing.remove(entry);
    this.settledIds.add(entry.eventId, remnant);
  }

  /** null when there is nothing to give: it is done, or was given by a call before `after`. */
  private end(entry: WaitingEntry, after: Sequence | null): Due | null {
    const { due, item, eventId } = entry;
    if (due !== null) return after === null || compareSequences(due.sequence, after) > 0 ? due : null;
    if (item.state === 'done') return null;
    const ended = endOfWindow(this.model, eventId, item, after, this.rule);
    entry.open = item;
    entry.due = ended.due;
    this.put(entry, eventId, ended.item);
    this.markChanged(entry);
    return ended.due;
  }

  private markChanged(entry: WaitingEntry): void {
    if (entry.changed) return;
    entry.changed = true;
    this.changed.push(entry);
  }
}
