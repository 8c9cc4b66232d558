/**
 * Which row of a matrix is this user's, or this item's? A table from 64-bit identities to dense rows in which no two identities share
 * one: the collisionless embedding table of Liu et al. (2022, "Monolith: real time recommendation system with collisionless
 * embedding table"), by linear probing with backward-shift deletion (Knuth, The Art of Computer Programming 3, 6.4, algorithm R)
 * where they use cuckoo hashing. Rows of identities that have not been seen for long are given up and used again, the last one
 * given up first.
 *
 * Finding and giving: O(1) expected, two cache lines, at most half of the slots taken; doubling copies all. Giving up the old ones: O(rows).
 * 24 to 48 bytes per row.
 */

import { arrayOf, expectState, numberOf, type SavedState, StateRefused } from '../../state/saved-state';
import { hashIdentity } from './identity-hash';

const KIND = 'idTable';
const FORMAT = 1;
const SMALLEST = 16;

export class IdTable {
  /** Per slot: the row + 1, or 0 for an empty one. Twice as many as there is room for rows, or more. */
  private slots = new Int32Array(2 * SMALLEST);
  /** Two words per row, low first. */
  private identity = new Uint32Array(2 * SMALLEST);
  private lastSeenAt = new Float64Array(SMALLEST);
  private taken = new Uint8Array(SMALLEST);
  /** Rows given up, the next one to be used last. */
  private vacant: number[] = [];
  private everUsed = 0;

  /** Rows were given below this number; some of them may be vacant now. */
  get rows(): number {
    return this.everUsed;
  }

  /** Identities that have a row. */
  get size(): number {
    return this.everUsed - this.vacant.length;
  }

  holds(row: number): boolean {
    return row < this.everUsed && this.taken[row] === 1;
  }

  low(row: number): number {
    return this.identity[2 * row]!;
  }

  high(row: number): number {
    return this.identity[2 * row + 1]!;
  }

  /** The row of this identity; -1 when it has none. */
  find(low: number, high: number): number {
    return this.slots[this.slotOf(low, high)]! - 1;
  }

  /** The row was seen at this time. Times need not be in order. */
  seen(row: number, at: number): void {
    if (at > this.lastSeenAt[row]!) this.lastSeenAt[row] = at;
  }

  /** Gives a row to an identity that has none. */
  give(low: number, high: number, at: number): number {
    const row = this.vacant.pop() ?? this.next();
    this.identity[2 * row] = low;
    this.identity[2 * row + 1] = high;
    this.lastSeenAt[row] = at;
    this.taken[row] = 1;
    this.slots[this.slotOf(low, high)] = row + 1;
    return row;
  }

  /** The row is vacant from now on. */
  giveUp(row: number): void {
    this.empty(this.slotOf(this.low(row), this.high(row)));
    this.taken[row] = 0;
    this.lastSeenAt[row] = 0;
    this.identity[2 * row] = 0;
    this.identity[2 * row + 1] = 0;
    this.vacant.push(row);
  }

  /** Gives up every row last seen before this time, in the order of rows. */
  giveUpBefore(at: number): void {
    for (let row = 0; row < this.everUsed; row++) {
      if (this.taken[row] === 1 && this.lastSeenAt[row]! < at) this.giveUp(row);
    }
  }

  save(): SavedState {
    const { everUsed } = this;
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { rows: everUsed },
      arrays: {
        identity: this.identity.slice(0, 2 * everUsed),
        lastSeenAt: this.lastSeenAt.slice(0, everUsed),
        vacant: Int32Array.from(this.vacant),
      },
    };
  }

  /** @throws StateRefused */
  static load(state: SavedState): IdTable {
    expectState(state, KIND, FORMAT);
    const rows = numberOf(state, 'rows');
    const identity = arrayOf(state, 'identity', Uint32Array, 2 * rows);
    const lastSeenAt = arrayOf(state, 'lastSeenAt', Float64Array, rows);
    const table = new IdTable();
    table.everUsed = rows;
    table.makeRoom(rows);
    table.identity.set(identity);
    table.lastSeenAt.set(lastSeenAt);
    table.taken.fill(1, 0, rows);
    for (const row of arrayOf(state, 'vacant', Int32Array)) {
      if (!(row >= 0 && row < rows && table.taken[row] === 1)) {
        throw new StateRefused(`the idTable state has ${rows} rows and gives up row ${row}; start a new line for it`);
      }
      table.taken[row] = 0;
      table.vacant.push(row);
    }
    table.fillSlots();
    return table;
  }

  private next(): number {
    const row = this.everUsed;
    if (row === this.taken.length) {
      this.makeRoom(row + 1);
      this.fillSlots();
    }
    this.everUsed = row + 1;
    return row;
  }

  /** At least this many rows, by doubling. */
  private makeRoom(rows: number): void {
    let room = this.taken.length;
    while (room < rows) room *= 2;
    if (room === this.taken.length) return;
    this.identity = extended(this.identity, new Uint32Array(2 * room));
    this.lastSeenAt = extended(this.lastSeenAt, new Float64Array(room));
    this.taken = extended(this.taken, new Uint8Array(room));
    this.slots = new Int32Array(2 * room);
  }

  private fillSlots(): void {
    for (let row = 0; row < this.everUsed; row++) {
      if (this.taken[row] === 1) this.slots[this.slotOf(this.low(row), this.high(row))] = row + 1;
    }
  }

  /** Where the identity is, or else the empty slot in which it would be. */
  private slotOf(low: number, high: number): number {
    const { slots, identity } = this;
    const mask = slots.length - 1;
    let slot = home(low, high) & mask;
    for (;;) {
      const row = slots[slot]! - 1;
      if (row < 0 || (identity[2 * row] === low && identity[2 * row + 1] === high)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  /** Whatever the emptied slot had pushed further on moves back into the gap, so that no search stops short. */
  private empty(slot: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    let gap = slot;
    let at = slot;
    for (;;) {
      at = (at + 1) & mask;
      const row = slots[at]! - 1;
      if (row < 0) break;
      const distance = (at - home(this.low(row), this.high(row))) & mask;
      if (distance < ((at - gap) & mask)) continue;
      slots[gap] = row + 1;
      gap = at;
    }
    slots[gap] = 0;
  }
}

const home = (low: number, high: number): number => hashIdentity(low, high, 0);

function extended<T extends Uint32Array | Float64Array | Uint8Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
