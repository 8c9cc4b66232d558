/**
 * What are the least and the greatest of the last N values?
 *
 * For each of the two a queue of candidates: values that no later one of the window beats, so they are in order and the first is the
 * answer (the ascending minima algorithm; Lemire, "Streaming maximum-minimum filter using no more than three comparisons per
 * element", 2006). O(1) amortised per value, at most 32 bytes a value.
 *
 * Without data both are null. NaN and infinite values are missing and do not enter the window. No merge: which of two streams' values
 * are the last N is not known.
 */
import { arrayOf, countOf, expectScalar, expectState, type SavedState, StateRefused } from '../state/saved-state';

const KIND = 'windowed-extremes';
const FORMAT = 1;

export class WindowedExtremes {
  private constructor(
    readonly size: number,
    private seen: number,
    private readonly least: Candidates,
    /** Of the values with the sign turned. */
    private readonly greatest: Candidates,
  ) {}

  /** @param size how many values, at least 1 */
  static create(size: number): WindowedExtremes {
    if (!(Number.isSafeInteger(size) && size >= 1)) throw new RangeError(`a window holds 1 value or more, not ${size}`);
    return new WindowedExtremes(size, 0, new Candidates(size), new Candidates(size));
  }

  static load(state: SavedState, size: number): WindowedExtremes {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'size', size);
    const restored = WindowedExtremes.create(size);
    restored.seen = countOf(state, 'seen');
    restored.least.restore(state, 'least');
    restored.greatest.restore(state, 'greatest');
    return restored;
  }

  add(value: number): void {
    if (value - value !== 0) return;
    this.least.add(value, this.seen);
    this.greatest.add(-value, this.seen);
    this.seen += 1;
  }

  get count(): number {
    return Math.min(this.seen, this.size);
  }

  get min(): number | null {
    return this.seen > 0 ? this.least.first() : null;
  }

  get max(): number | null {
    // Less 0 turns the -0 of a greatest value 0 back.
    return this.seen > 0 ? 0 - this.greatest.first() : null;
  }

  save(): SavedState {
    const { size, seen } = this;
    const arrays = { ...this.least.save('least'), ...this.greatest.save('greatest') };
    return { kind: KIND, format: FORMAT, scalars: { size, seen }, arrays };
  }
}

/** A ring of ascending values, each with its position in the stream. */
class Candidates {
  private readonly values: Float64Array;
  private readonly positions: Float64Array;
  private head = 0;
  private held = 0;

  constructor(private readonly size: number) {
    this.values = new Float64Array(size);
    this.positions = new Float64Array(size);
  }

  add(value: number, position: number): void {
    const { size, values, positions } = this;
    if (this.held > 0 && positions[this.head]! <= position - size) {
      this.head = this.head + 1 === size ? 0 : this.head + 1;
      this.held -= 1;
    }
    while (this.held > 0 && values[(this.head + this.held - 1) % size]! >= value) this.held -= 1;
    const slot = (this.head + this.held) % size;
    values[slot] = value;
    positions[slot] = position;
    this.held += 1;
  }

  first(): number {
    return this.values[this.head]!;
  }

  save(name: string): Record<string, Float64Array> {
    const inOrder = (ring: Float64Array): Float64Array =>
      Float64Array.from({ length: this.held }, (_, at) => ring[(this.head + at) % this.size]!);
    return { [`${name}Values`]: inOrder(this.values), [`${name}Positions`]: inOrder(this.positions) };
  }

  restore(state: SavedState, name: string): void {
    const values = arrayOf(state, `${name}Values`, Float64Array);
    if (values.length > this.size) {
      throw new StateRefused(`the ${KIND} state holds ${values.length} candidates of at most ${this.size}`);
    }
    const positions = arrayOf(state, `${name}Positions`, Float64Array, values.length);
    this.values.set(values);
    this.positions.set(positions);
    this.held = values.length;
  }
}
