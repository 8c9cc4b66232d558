/**
 * Which rows were last seen longest ago? A queue of rows by their latest appearance, as a doubly linked list over typed arrays: O(1) to
 * see a row again, to read the oldest, and to take it out; 8 bytes per row.
 */
import { arrayOf, expectState, type SavedState, StateRefused } from '../../state/saved-state';

const KIND = 'recencyQueue';
const FORMAT = 1;
const NONE = -1;
/** Of a row that is not in the queue. */
const OUT = -2;

export class RecencyQueue {
  private before = new Int32Array(0);
  private after = new Int32Array(0);
  private first = NONE;
  private last = NONE;

  /** The row that was seen longest ago; -1 when there is none. */
  get oldest(): number {
    return this.first;
  }

  /** The row is the latest one now. */
  see(row: number): void {
    if (row >= this.after.length) this.makeRoom(row + 1);
    this.remove(row);
    this.before[row] = this.last;
    this.after[row] = NONE;
    if (this.last === NONE) this.first = row;
    else this.after[this.last] = row;
    this.last = row;
  }

  remove(row: number): void {
    const after = this.after[row] ?? OUT;
    if (after === OUT) return;
    const before = this.before[row]!;
    if (before === NONE) this.first = after;
    else this.after[before] = after;
    if (after === NONE) this.last = before;
    else this.before[after] = before;
    this.after[row] = OUT;
  }

  save(): SavedState {
    const rows: number[] = [];
    for (let row = this.first; row !== NONE; row = this.after[row]!) rows.push(row);
    return { kind: KIND, format: FORMAT, scalars: {}, arrays: { rows: Int32Array.from(rows) } };
  }

  /** @param below rows there are @throws StateRefused */
  static load(state: SavedState, below: number): RecencyQueue {
    expectState(state, KIND, FORMAT);
    const queue = new RecencyQueue();
    queue.makeRoom(below);
    for (const row of arrayOf(state, 'rows', Int32Array)) {
      if (!(row >= 0 && row < below && queue.after[row] === OUT)) {
        throw new StateRefused(`the ${KIND} state has row ${row} twice, or beyond the ${below} that there are`);
      }
      queue.see(row);
    }
    return queue;
  }

  private makeRoom(rows: number): void {
    const room = Math.max(rows, 2 * this.after.length);
    const [before, after] = [new Int32Array(room).fill(NONE), new Int32Array(room).fill(OUT)];
    before.set(this.before);
    after.set(this.after);
    this.before = before;
    this.after = after;
  }
}
