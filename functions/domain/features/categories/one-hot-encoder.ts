/**
 * Which of the categories known so far is this one? One column for each of the first `maxCategories` categories that came, and one
 * more, the last, for all others; an example has a 1 in one of them.
 *
 * The vocabulary is bounded and never forgets: a column keeps its meaning for ever, as a linear learner's weights need. For
 * categories without bound there is hashing. O(1) per example, 8 bytes a category beside its entry in a map.
 *
 * Before anything is learned every category is in the last column. Merging is of consecutive parts, the later one as the argument: the
 * vocabulary is then exactly that of one pass.
 */
import { expectScalar, expectState, floatsOf, type SavedState, StateRefused } from '../../state/saved-state';

const KIND = 'one-hot-encoder';
const FORMAT = 1;

export class OneHotEncoder {
  private constructor(
    readonly maxCategories: number,
    /** In order of column. */
    private readonly columnOfKey: Map<number, number>,
  ) {}

  /** @param maxCategories at least 1 */
  static create(maxCategories: number): OneHotEncoder {
    if (!(Number.isSafeInteger(maxCategories) && maxCategories >= 1)) {
      throw new RangeError(`a vocabulary has 1 category or more, not ${maxCategories}`);
    }
    return new OneHotEncoder(maxCategories, new Map());
  }

  static load(state: SavedState, maxCategories: number): OneHotEncoder {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'maxCategories', maxCategories);
    const encoder = OneHotEncoder.create(maxCategories);
    const keys = floatsOf(state, 'keys');
    for (const key of keys) encoder.learn(key);
    if (encoder.columnOfKey.size !== keys.length) {
      throw new StateRefused(
        `the ${KIND} state has ${keys.length} categories, of them ${encoder.columnOfKey.size} usable`,
      );
    }
    return encoder;
  }

  /** Takes the category `key` into the vocabulary, if it is new and there is room. */
  learn(key: number): void {
    const { columnOfKey } = this;
    if (columnOfKey.size < this.maxCategories && !columnOfKey.has(key)) columnOfKey.set(key, columnOfKey.size);
  }

  /** How many columns an example has, used or not yet. */
  get columns(): number {
    return this.maxCategories + 1;
  }

  get categories(): number {
    return this.columnOfKey.size;
  }

  /** The column that is 1. */
  column(key: number): number {
    return this.columnOfKey.get(key) ?? this.maxCategories;
  }

  /** Writes the columns of `key` to `out` from `at` on. O(columns). */
  encode(key: number, out: Float64Array, at: number): void {
    out.fill(0, at, at + this.columns);
    out[at + this.column(key)] = 1;
  }

  /** What one would hold that had learned this part and then `later`; neither is changed. */
  merge(later: OneHotEncoder): OneHotEncoder {
    if (later.maxCategories !== this.maxCategories) {
      throw new RangeError(`a vocabulary of ${this.maxCategories} does not merge with one of ${later.maxCategories}`);
    }
    const merged = new OneHotEncoder(this.maxCategories, new Map(this.columnOfKey));
    for (const key of later.columnOfKey.keys()) merged.learn(key);
    return merged;
  }

  save(): SavedState {
    const { maxCategories } = this;
    const keys = Float64Array.from(this.columnOfKey.keys());
    return { kind: KIND, format: FORMAT, scalars: { maxCategories }, arrays: { keys } };
  }
}
