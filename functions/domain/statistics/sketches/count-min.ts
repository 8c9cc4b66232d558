/**
 * How often did this item come, when there are too many items to count each? Never too few; too many by more than e / width of the whole
 * with probability e^-depth at most.
 *
 * Count-min (Cormode and Muthukrishnan, "An improved data stream summary: the count-min sketch and its applications", J. Algorithms
 * 2005), its rows hashed from two words (Kirsch and Mitzenmacher, "Less hashing, same performance", 2006). Conservative
 * (Estan and Varghese, SIGCOMM 2002): only the cells that decide the estimate rise, which brings it nearer, but then
 * sketches no longer add up and there is no merge. Otherwise merging is exact. O(depth) per item, depth x width numbers.
 *
 * Without data every count is 0. Items are given as good 64-bit hashes in two words. A weight is a finite number from 0 on, 0 counts for
 * nothing; whole weights add up exactly.
 */
import { highWord, lowWord } from '../../features/text-words';
import { expectScalar, expectState, floatsOf, numberOf, type SavedState } from '../../state/saved-state';
import { counts } from '../observation';

const KIND = 'count-min';
const FORMAT = 1;

export interface CountMinOptions {
  readonly width: number;
  /** @default 4 */
  readonly depth?: number;
  /** @default false */
  readonly conservative?: boolean;
}

export class CountMin {
  private constructor(
    readonly width: number,
    readonly depth: number,
    readonly conservative: boolean,
    private readonly cells: Float64Array,
    private total: number,
  ) {}

  static create({ width, depth = 4, conservative = false }: CountMinOptions): CountMin {
    if (!(Number.isInteger(width) && width >= 1) || !(Number.isInteger(depth) && depth >= 1)) {
      throw new RangeError(`width and depth are whole numbers from 1 on, not ${width} and ${depth}`);
    }
    return new CountMin(width, depth, conservative, new Float64Array(width * depth), 0);
  }

  /** @throws StateRefused */
  static load(state: SavedState): CountMin {
    expectState(state, KIND, FORMAT);
    const [width, depth] = [numberOf(state, 'width'), numberOf(state, 'depth')];
    const conservative = state.scalars.update === 'conservative';
    if (!conservative) expectScalar(state, 'update', 'plain');
    const cells = floatsOf(state, 'cells', width * depth);
    return new CountMin(width, depth, conservative, cells, floatsOf(state, 'total', 1)[0]!);
  }

  /** @param high @param low the two words of the item's hash @throws RangeError for a weight that is negative or not finite */
  add(high: number, low: number, weight = 1): void {
    if (!counts(0, weight)) return;
    const { cells, depth } = this;
    this.total += weight;
    if (!this.conservative) {
      for (let row = 0; row < depth; row++) cells[this.cellOf(row, high, low)]! += weight;
      return;
    }
    const raised = this.countOf(high, low) + weight;
    for (let row = 0; row < depth; row++) {
      const cell = this.cellOf(row, high, low);
      if (cells[cell]! < raised) cells[cell] = raised;
    }
  }

  addText(text: string, weight = 1): void {
    this.add(highWord(text), lowWord(text), weight);
  }

  countOfText(text: string): number {
    return this.countOf(highWord(text), lowWord(text));
  }

  /** How often it came, or more. */
  countOf(high: number, low: number): number {
    let least = this.total;
    for (let row = 0; row < this.depth; row++) {
      const count = this.cells[this.cellOf(row, high, low)]!;
      if (count < least) least = count;
    }
    return least;
  }

  /**
   * What one would hold that had seen the items of both; neither is changed.
   *
   * @throws RangeError for conservative sketches, and when they differ in width or depth
   */
  merge(other: CountMin): CountMin {
    if (this.conservative || other.conservative) throw new RangeError('conservative count-min sketches do not merge');
    if (other.width !== this.width || other.depth !== this.depth) {
      throw new RangeError(
        `a sketch of ${other.depth} x ${other.width} cells does not merge into one of ${this.depth} x ${this.width}`,
      );
    }
    const cells = this.cells.map((count, cell) => count + other.cells[cell]!);
    return new CountMin(this.width, this.depth, false, cells, this.total + other.total);
  }

  /** Of all items, by weight. */
  get weight(): number {
    return this.total;
  }

  /** What a count exceeds the truth by, at most, but with probability e^-depth. */
  get error(): number {
    return (Math.E / this.width) * this.total;
  }

  save(): SavedState {
    const { width, depth, conservative, cells, total } = this;
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { width, depth, update: conservative ? 'conservative' : 'plain' },
      arrays: { cells: cells.slice(), total: Float64Array.of(total) },
    };
  }

  private cellOf(row: number, high: number, low: number): number {
    // An odd step: 0 would choose the same column in every row.
    return row * this.width + (((low + Math.imul(row, high | 1)) >>> 0) % this.width);
  }
}
