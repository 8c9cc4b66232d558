/**
 * Which items come most often, and how often at least and at most? With `counters` counters every item is found whose share is above
 * 2 / counters, and no count is off by more than that share.
 *
 * Misra and Gries, "Finding repeated elements" (1982), with the purge of Anderson et al., "A high-performance algorithm for identifying
 * frequent items in data streams" (IMC 2017): when the counters run out, all lose the median of them, so that half of them are free
 * again. What they lost is the most by which a count may be too low. Merging adds counters and losses, then takes away what leaves
 * few enough (Agarwal et al., "Mergeable summaries", PODS 2012): the bound holds for merged parts in any order. O(1) amortised per item
 * for a hash map, with a factor log(counters) for the purge.
 *
 * Without data there are no items. A weight is a finite number from 0 on, 0 counts for nothing; whole weights add up exactly.
 */
import { expectState, floatsOf, numberOf, type SavedState, StateRefused } from '../../state/saved-state';
import { counts } from '../observation';

const KIND = 'frequent-items';
const FORMAT = 1;

export interface FrequentItem {
  readonly item: string;
  /** It came so often at least, and `atMost` at most. */
  readonly atLeast: number;
  readonly atMost: number;
}

export class FrequentItems {
  private total = 0;
  private lost = 0;
  private readonly held = new Map<string, number>();

  private constructor(readonly counters: number) {}

  static create(counters: number): FrequentItems {
    if (!(Number.isInteger(counters) && counters >= 2)) {
      throw new RangeError(`the number of counters is a whole number from 2 on, not ${counters}`);
    }
    return new FrequentItems(counters);
  }

  /** @throws StateRefused */
  static load(state: SavedState): FrequentItems {
    expectState(state, KIND, FORMAT);
    const loaded = new FrequentItems(numberOf(state, 'counters'));
    const { items } = state.scalars;
    const counters = floatsOf(state, 'held');
    if (!Array.isArray(items) || items.length !== counters.length || items.length > loaded.counters) {
      throw new StateRefused(`the items of the ${KIND} state are not those of its ${counters.length} counters`);
    }
    for (const [at, item] of items.entries()) {
      if (typeof item !== 'string') throw new StateRefused(`an item of the ${KIND} state is no text`);
      loaded.held.set(item, counters[at]!);
    }
    const [total, lost] = floatsOf(state, 'rest', 2);
    loaded.total = total!;
    loaded.lost = lost!;
    return loaded;
  }

  /** @throws RangeError for a weight that is negative or not finite */
  add(item: string, weight = 1): void {
    if (!counts(0, weight)) return;
    this.total += weight;
    this.held.set(item, (this.held.get(item) ?? 0) + weight);
    if (this.held.size > this.counters) this.lose(this.held.size >> 1);
  }

  /**
   * One that holds the items of both, within the sum of their errors or less than 2 / counters of their weight; neither is changed.
   *
   * @throws RangeError when they differ in their number of counters
   */
  merge(other: FrequentItems): FrequentItems {
    if (other.counters !== this.counters) {
      throw new RangeError(`${other.counters} counters do not merge into ${this.counters}`);
    }
    const merged = FrequentItems.load(this.save());
    merged.total += other.total;
    merged.lost += other.lost;
    for (const [item, weight] of other.held) merged.held.set(item, (merged.held.get(item) ?? 0) + weight);
    if (merged.held.size > this.counters) merged.lose(merged.held.size - 1 - this.counters);
    return merged;
  }

  /** Of all items, by weight. */
  get weight(): number {
    return this.total;
  }

  /** The most by which a count may be too low. */
  get error(): number {
    return this.lost;
  }

  countOf(item: string): FrequentItem {
    const atLeast = this.held.get(item) ?? 0;
    return { item, atLeast, atMost: atLeast + this.lost };
  }

  /**
   * Every item that may have come more often than `share` of the whole, the most frequent first, equal ones by their text. With a
   * share below error / weight, items that were lost are missing.
   */
  above(share: number): FrequentItem[] {
    return Array.from(this.held.keys(), (item) => this.countOf(item))
      .filter(({ atMost }) => atMost > share * this.total)
      .sort((a, b) => b.atLeast - a.atLeast || (a.item < b.item ? -1 : 1));
  }

  save(): SavedState {
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { counters: this.counters, items: [...this.held.keys()] },
      arrays: { held: Float64Array.from(this.held.values()), rest: Float64Array.of(this.total, this.lost) },
    };
  }

  /** Takes the counter at `place`, counted from the smallest, away from all; what is left with nothing goes. */
  private lose(place: number): void {
    const loss = Float64Array.from(this.held.values()).sort()[place]!;
    for (const [item, weight] of this.held) {
      if (weight > loss) this.held.set(item, weight - loss);
      else this.held.delete(item);
    }
    this.lost += loss;
  }
}
