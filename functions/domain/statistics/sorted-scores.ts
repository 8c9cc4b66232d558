/**
 * How many of these numbers lie below this one? At most a fixed number of them, kept in order in one array: look-ups are O(log n), a
 * change moves what lies above it, 8 n bytes at most. Equal numbers are kept as often as they came; NaN has no place in the order
 * and must not be inserted.
 */
export class SortedScores {
  private readonly ascending: Float64Array;
  private held = 0;

  constructor(capacity: number) {
    this.ascending = new Float64Array(capacity);
  }

  get count(): number {
    return this.held;
  }

  /** How many are less than `score`. */
  below(score: number): number {
    let low = 0;
    let high = this.held;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.ascending[middle]! < score) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How many are less than `score` or equal to it. */
  upTo(score: number): number {
    let low = 0;
    let high = this.held;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.ascending[middle]! <= score) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  insert(score: number): void {
    const at = this.upTo(score);
    this.ascending.copyWithin(at + 1, at, this.held);
    this.ascending[at] = score;
    this.held += 1;
  }

  /** Takes one `score` out; it must be there. */
  remove(score: number): void {
    const at = this.upTo(score);
    this.ascending.copyWithin(at - 1, at, this.held);
    this.held -= 1;
  }
}
