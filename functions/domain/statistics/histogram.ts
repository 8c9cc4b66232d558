/**
 * How much of the weight falls between which edges?
 *
 * Counts per bin between fixed edges; a bin contains its lower edge and the last one its upper edge too, as in numpy.histogram. What
 * lies outside is counted as below or above, and NaN as missing: neither is hidden. O(log edges) per value, 8 bytes a bin.
 *
 * Without data all counts are 0 and the share is null. Infinite values are below or above; a weight of 0 counts for nothing. Merging adds
 * the counts: exact for whole weights up to 2^53 in all.
 */
import { expectState, floatsOf, type SavedState, StateRefused } from '../state/saved-state';
import { counts } from './observation';

const KIND = 'histogram';
const FORMAT = 1;

export class Histogram {
  private constructor(
    private readonly edges: Float64Array,
    /** Below, each bin, above, missing. */
    private readonly cells: Float64Array,
  ) {}

  /** @param edges two or more finite numbers, ascending */
  static create(edges: ArrayLike<number>): Histogram {
    const own = Float64Array.from(edges);
    const ascends = own.every((edge, at) => edge - edge === 0 && (at === 0 || edge > own[at - 1]!));
    if (own.length < 2 || !ascends) {
      throw new RangeError(`edges are two or more finite numbers, ascending, not [${own.join(', ')}]`);
    }
    return new Histogram(own, new Float64Array(own.length + 2));
  }

  static load(state: SavedState, edges: ArrayLike<number>): Histogram {
    expectState(state, KIND, FORMAT);
    const histogram = Histogram.create(edges);
    const found = floatsOf(state, 'edges');
    if (!sameEdges(found, histogram.edges)) {
      throw new StateRefused(
        `the ${KIND} state has the edges [${found.join(', ')}] and [${histogram.edges.join(', ')}] are declared; start a new line for it`,
      );
    }
    histogram.cells.set(floatsOf(state, 'cells', histogram.cells.length));
    return histogram;
  }

  add(value: number, weight = 1): void {
    // The weight alone is judged here: a value that is missing or infinite has a cell of its own.
    if (counts(0, weight)) this.cells[this.cellOf(value)]! += weight;
  }

  /** What one would hold that had seen the values of both; neither is changed. */
  merge(other: Histogram): Histogram {
    if (!sameEdges(this.edges, other.edges)) {
      throw new RangeError(
        `histograms merge with equal edges, not [${this.edges.join(', ')}] and [${other.edges.join(', ')}]`,
      );
    }
    return new Histogram(
      this.edges,
      this.cells.map((weight, at) => weight + other.cells[at]!),
    );
  }

  get bins(): number {
    return this.edges.length - 1;
  }

  /** The weight in bin `bin`, from edge `bin` to edge `bin + 1`. */
  weightIn(bin: number): number {
    return this.cells[bin + 1]!;
  }

  get below(): number {
    return this.cells[0]!;
  }

  get above(): number {
    return this.cells[this.edges.length]!;
  }

  get missing(): number {
    return this.cells[this.edges.length + 1]!;
  }

  /** All weight but that of missing values. */
  get weight(): number {
    let weight = 0;
    for (let cell = 0; cell <= this.edges.length; cell++) weight += this.cells[cell]!;
    return weight;
  }

  /** The share of the values at most `value`, as if those of a bin were spread evenly over it; null without data. */
  shareUpTo(value: number): number | null {
    const { weight, edges } = this;
    if (!(weight > 0) || Number.isNaN(value)) return null;
    if (value < edges[0]!) return this.below / weight;
    let sum = this.below;
    for (let bin = 0; bin < this.bins; bin++) {
      const reached = (value - edges[bin]!) / (edges[bin + 1]! - edges[bin]!);
      if (reached <= 0) break;
      sum += this.weightIn(bin) * Math.min(1, reached);
    }
    return (value === Infinity ? weight : sum) / weight;
  }

  save(): SavedState {
    return {
      kind: KIND,
      format: FORMAT,
      scalars: {},
      arrays: { edges: this.edges.slice(), cells: this.cells.slice() },
    };
  }

  private cellOf(value: number): number {
    const { edges } = this;
    const last = edges.length - 1;
    if (Number.isNaN(value)) return edges.length + 1;
    if (value === edges[last]) return last;
    // The number of edges at or below the value.
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (edges[middle]! <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const sameEdges = (a: Float64Array, b: Float64Array): boolean =>
  a.length === b.length && a.every((edge, at) => edge === b[at]);
