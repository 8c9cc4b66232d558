/**
 * The exponential histogram of ADWIN: the window as buckets whose sizes are powers of two, the newest smallest, at most so many of
 * each size. A bucket is its total and the sum of squared deviations from its mean (Babcock, Datar, Motwani and O'Callaghan,
 * "Maintaining variance and k-medians over data stream windows", PODS 2003).
 *
 * Row r holds the buckets of 2^r values, oldest first. O(1) amortised per value, O(buckets log window) memory; rows are added
 * as the window grows, nothing is allocated otherwise.
 */
import { arrayOf, floatsOf, type SavedState, StateRefused } from '../../state/saved-state';

const FIRST_ROWS = 4;

export class BucketRows {
  /** How many rows there are; the first is there always, the last is never empty unless it is the first. */
  rows = 1;
  lengths = new Int32Array(FIRST_ROWS);
  /** Cells of row r begin at r * stride. */
  totals: Float64Array;
  squares: Float64Array;
  readonly stride: number;

  constructor(private readonly maxBuckets: number) {
    this.stride = maxBuckets + 1;
    this.totals = new Float64Array(FIRST_ROWS * this.stride);
    this.squares = new Float64Array(FIRST_ROWS * this.stride);
  }

  static load(state: SavedState, maxBuckets: number): BucketRows {
    const loaded = new BucketRows(maxBuckets);
    const lengths = arrayOf(state, 'lengths', Int32Array);
    const buckets = lengths.reduce((sum, length) => sum + length, 0);
    if (lengths.length === 0 || lengths.some((length) => length < 0 || length > maxBuckets)) {
      throw new StateRefused(
        `a row of the ${state.kind} state should hold up to ${maxBuckets} buckets; [${lengths}] do not`,
      );
    }
    const totals = floatsOf(state, 'totals', buckets);
    const squares = floatsOf(state, 'squares', buckets);
    while (loaded.lengths.length < lengths.length) loaded.grow();
    loaded.rows = lengths.length;
    loaded.lengths.set(lengths);
    let from = 0;
    for (let row = 0; row < lengths.length; row++) {
      const to = from + lengths[row]!;
      loaded.totals.set(totals.subarray(from, to), row * loaded.stride);
      loaded.squares.set(squares.subarray(from, to), row * loaded.stride);
      from = to;
    }
    return loaded;
  }

  save(): SavedState['arrays'] {
    const lengths = this.lengths.slice(0, this.rows);
    const buckets = lengths.reduce((sum, length) => sum + length, 0);
    const totals = new Float64Array(buckets);
    const squares = new Float64Array(buckets);
    let at = 0;
    for (let row = 0; row < this.rows; row++) {
      const begin = row * this.stride;
      totals.set(this.totals.subarray(begin, begin + lengths[row]!), at);
      squares.set(this.squares.subarray(begin, begin + lengths[row]!), at);
      at += lengths[row]!;
    }
    return { lengths, totals, squares };
  }

  clear(): void {
    this.rows = 1;
    this.lengths[0] = 0;
  }

  /** A bucket of one value; where a row is overfull, its two oldest become one bucket of the next row. */
  add(value: number): void {
    this.append(0, value, 0);
    let size = 1;
    for (let row = 0; this.lengths[row]! > this.maxBuckets; row++) {
      const at = row * this.stride;
      const a = this.totals[at]!;
      const b = this.totals[at + 1]!;
      const apart = a / size - b / size;
      const squares = this.squares[at]! + this.squares[at + 1]! + (size / 2) * apart * apart;
      if (row + 1 === this.rows) this.addRow();
      this.append(row + 1, a + b, squares);
      this.dropOldest(row, 2);
      size *= 2;
    }
  }

  /** Takes away the oldest bucket of all; its row goes when it was the last one there. */
  dropLast(): void {
    const last = this.rows - 1;
    this.dropOldest(last, 1);
    if (this.lengths[last] === 0 && last > 0) this.rows = last;
  }

  private append(row: number, total: number, squares: number): void {
    const length = this.lengths[row]!;
    const at = row * this.stride + length;
    this.totals[at] = total;
    this.squares[at] = squares;
    this.lengths[row] = length + 1;
  }

  private dropOldest(row: number, count: number): void {
    const { totals, squares } = this;
    const begin = row * this.stride;
    const left = this.lengths[row]! - count;
    for (let at = begin; at < begin + left; at++) {
      totals[at] = totals[at + count]!;
      squares[at] = squares[at + count]!;
    }
    this.lengths[row] = left;
  }

  private addRow(): void {
    if (this.rows === this.lengths.length) this.grow();
    this.lengths[this.rows] = 0;
    this.rows += 1;
  }

  private grow(): void {
    const { lengths, totals, squares } = this;
    this.lengths = new Int32Array(2 * lengths.length);
    this.totals = new Float64Array(2 * totals.length);
    this.squares = new Float64Array(2 * squares.length);
    this.lengths.set(lengths);
    this.totals.set(totals);
    this.squares.set(squares);
  }
}
