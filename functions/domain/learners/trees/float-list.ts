/**
 * The numbers of a tree in one array, in the order in which they were written: a writer that grows, and a reader that notices when the
 * array ends too soon. O(1) per number, amortised.
 */
import { StateRefused } from '../../state/saved-state';

const FIRST = 256;

export class FloatWriter {
  private numbers = new Float64Array(FIRST);
  private length = 0;

  put(value: number): void {
    if (this.length === this.numbers.length) this.grow(this.length + 1);
    this.numbers[this.length++] = value;
  }

  putAll(values: ArrayLike<number>): void {
    if (this.length + values.length > this.numbers.length) this.grow(this.length + values.length);
    this.numbers.set(values, this.length);
    this.length += values.length;
  }

  /** What was written, detached. */
  written(): Float64Array {
    return this.numbers.slice(0, this.length);
  }

  private grow(needed: number): void {
    const larger = new Float64Array(Math.max(needed, 2 * this.numbers.length));
    larger.set(this.numbers);
    this.numbers = larger;
  }
}

export class FloatReader {
  private at = 0;

  constructor(
    private readonly numbers: Float64Array,
    private readonly kind: string,
  ) {}

  /** @throws StateRefused at the end */
  take(): number {
    if (this.at >= this.numbers.length) throw this.refused(this.at + 1);
    return this.numbers[this.at++]!;
  }

  /** @throws StateRefused when fewer are left */
  fill(into: Float64Array | Int32Array): void {
    if (!(this.at + into.length <= this.numbers.length)) throw this.refused(this.at + into.length);
    into.set(this.numbers.subarray(this.at, this.at + into.length));
    this.at += into.length;
  }

  /** @throws StateRefused when fewer are left */
  takeAll(length: number): Float64Array {
    const taken = new Float64Array(length);
    this.fill(taken);
    return taken;
  }

  /** A length that the rest of the array can hold. */
  takeLength(): number {
    const length = this.take();
    if (!(Number.isInteger(length) && length >= 0 && length <= this.numbers.length)) throw this.refused(length);
    return length;
  }

  /** @throws StateRefused when anything is left */
  expectEnd(): void {
    if (this.at !== this.numbers.length) throw this.refused(this.at);
  }

  /** @throws StateRefused always: what was read last cannot be */
  refuse(): never {
    throw this.refused(this.at);
  }

  private refused(wanted: number): StateRefused {
    return new StateRefused(
      `the tree of the ${this.kind} state has ${this.numbers.length} numbers and its nodes need ${wanted}; the state is damaged`,
    );
  }
}
