/**
 * Is this identity seen often enough to deserve a row? Most identities of a stream are seen once or twice, and nothing can be learned
 * of them: a row is given from an identity's n-th appearance on (the frequency filter of Liu et al. 2022, "Monolith", with exact counts
 * where they use a probabilistic filter). Whoever is not admitted costs 28 bytes or so, not a row of factors; whoever is admitted
 * leaves the waiting room. O(1) expected.
 */

import { nestedState, nestStates } from '../../state/nested-state';
import { arrayOf, expectScalar, expectState, type SavedState } from '../../state/saved-state';
import { IdTable } from './id-table';

const KIND = 'admission';
const FORMAT = 1;

export class Admission {
  private constructor(
    private readonly appearances: number,
    private readonly waiting: IdTable,
    /** Appearances per waiting row. */
    private counts: Uint32Array,
  ) {}

  /** @param appearances from which on an identity is admitted; 1 admits everyone */
  static create(appearances: number): Admission {
    return new Admission(appearances, new IdTable(), new Uint32Array(0));
  }

  /** Counts an appearance of an identity that has no row yet; whether it gets one. */
  admits(low: number, high: number, at: number): boolean {
    if (this.appearances <= 1) return true;
    const { waiting } = this;
    const known = waiting.find(low, high);
    if (known < 0) {
      const row = waiting.give(low, high, at);
      if (row >= this.counts.length) this.makeRoom(row + 1);
      this.counts[row] = 1;
      return false;
    }
    waiting.seen(known, at);
    const count = this.counts[known]! + 1;
    this.counts[known] = count;
    if (count < this.appearances) return false;
    waiting.giveUp(known);
    return true;
  }

  /** Forgets whoever was last seen before this time. O(waiting). */
  forgetBefore(at: number): void {
    this.waiting.giveUpBefore(at);
  }

  save(): SavedState {
    const { waiting, counts, appearances } = this;
    const table = nestStates({ waiting: waiting.save() });
    const held = Uint32Array.from({ length: waiting.rows }, (_, row) => (waiting.holds(row) ? counts[row]! : 0));
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { ...table.scalars, appearances },
      arrays: { ...table.arrays, counts: held },
    };
  }

  /** @throws StateRefused */
  static load(state: SavedState, appearances: number): Admission {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'appearances', appearances);
    const waiting = IdTable.load(nestedState(state, 'waiting'));
    return new Admission(appearances, waiting, arrayOf(state, 'counts', Uint32Array, waiting.rows));
  }

  private makeRoom(rows: number): void {
    const counts = new Uint32Array(Math.max(rows, 2 * this.counts.length));
    counts.set(this.counts);
    this.counts = counts;
  }
}
