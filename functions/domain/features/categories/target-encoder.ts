/**
 * What do the labels of this category's examples average to lately? A category as one number, of use to linear learners and trees alike.
 *
 * The category's decayed mean drawn towards the mean of all by `smoothing` examples' weight (Micci-Barreca, "A preprocessing scheme for
 * high-cardinality categorical attributes", SIGKDD Explorations 3, 2001), each label counting half after one half-life. With time
 * a silent category goes back to the mean of all. O(1) per example; 32 bytes a category beside its entry in a map.
 *
 * Nothing leaks: an example's training value is what `encodeThenLearn` gives, read before its own label is taken in; what is served is
 * `encode`, which changes nothing. Labels have to be taken in in the order in which they became known; a late one counts by its age.
 *
 * Without any label the value is `prior`. Labels that are NaN or infinite are missing, a weight of 0 counts for nothing. At most
 * `maxCategories` are kept: when a further one comes, the half with the least weight left is forgotten. Merging adds what both know, up
 * to rounding while nothing was forgotten.
 */
import { expectScalar, expectState, floatsOf, numberOf, type SavedState, StateRefused } from '../../state/saved-state';
import { counts } from '../../statistics/observation';

const KIND = 'target-encoder';
const FORMAT = 1;

export interface TargetEncoding {
  /** After this long a label counts half. */
  readonly halfLifeMs: number;
  /** The mean of all counts as many examples of each category. @default 20 */
  readonly smoothing?: number;
  /** The value as long as there is no label. @default 0 */
  readonly prior?: number;
  /** @default 65536 */
  readonly maxCategories?: number;
}

/** A decayed weighted mean, as of a moment. */
interface Average {
  asOfMs: number;
  weight: number;
  mean: number;
}

export class TargetEncoder {
  private all: Average = { asOfMs: 0, weight: 0, mean: 0 };
  private byCategory = new Map<number, Average>();

  private constructor(
    private readonly halfLifeMs: number,
    private readonly smoothing: number,
    private readonly prior: number,
    private readonly maxCategories: number,
  ) {}

  static create({ halfLifeMs, smoothing = 20, prior = 0, maxCategories = 65_536 }: TargetEncoding): TargetEncoder {
    if (!(halfLifeMs > 0 && halfLifeMs < Infinity)) {
      throw new RangeError(`a half-life is a finite number of ms above 0, not ${halfLifeMs}`);
    }
    if (!(smoothing > 0 && smoothing < Infinity)) throw new RangeError(`smoothing is above 0, not ${smoothing}`);
    if (prior - prior !== 0) throw new RangeError(`a prior is a finite number, not ${prior}`);
    if (!(Number.isSafeInteger(maxCategories) && maxCategories >= 2)) {
      throw new RangeError(`an encoder keeps 2 categories or more, not ${maxCategories}`);
    }
    return new TargetEncoder(halfLifeMs, smoothing, prior, maxCategories);
  }

  static load(state: SavedState, encoding: TargetEncoding): TargetEncoder {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'halfLifeMs', encoding.halfLifeMs);
    const encoder = TargetEncoder.create(encoding);
    const keys = floatsOf(state, 'keys');
    if (keys.length > encoder.maxCategories) {
      throw new StateRefused(`the ${KIND} state has ${keys.length} categories of at most ${encoder.maxCategories}`);
    }
    const averages = floatsOf(state, 'averages', 3 * keys.length);
    for (const [at, key] of keys.entries()) {
      encoder.byCategory.set(key, {
        asOfMs: averages[3 * at]!,
        weight: averages[3 * at + 1]!,
        mean: averages[3 * at + 2]!,
      });
    }
    encoder.all = {
      asOfMs: numberOf(state, 'asOfMs'),
      weight: numberOf(state, 'weight'),
      mean: numberOf(state, 'mean'),
    };
    return encoder;
  }

  /** The value of the category `key` for an example of this moment. */
  encode(key: number, atMs: number): number {
    const prior = this.all.weight > 0 ? this.all.mean : this.prior;
    const average = this.byCategory.get(key);
    if (average === undefined) return prior;
    const weight = average.weight * this.left(atMs - average.asOfMs);
    return prior + (average.mean - prior) * (weight / (weight + this.smoothing));
  }

  /** The value to train on, made without this label; then the label counts. `knownAtMs`: when it became known. */
  encodeThenLearn(key: number, label: number, knownAtMs: number, weight = 1): number {
    if (knownAtMs - knownAtMs !== 0)
      throw new RangeError(`a time is a finite number of ms since the epoch, not ${knownAtMs}`);
    const value = this.encode(key, knownAtMs);
    if (!counts(label, weight)) return value;
    this.combine(this.all, knownAtMs, weight, label);
    this.combine(this.averageOf(key, knownAtMs), knownAtMs, weight, label);
    return value;
  }

  /** What one would hold that had learned the labels of both; neither is changed. */
  merge(other: TargetEncoder): TargetEncoder {
    const { halfLifeMs, smoothing, prior, maxCategories } = this;
    if (other.halfLifeMs !== halfLifeMs) {
      throw new RangeError(`a half-life of ${halfLifeMs} ms does not merge with one of ${other.halfLifeMs} ms`);
    }
    const merged = TargetEncoder.load(this.save(), { halfLifeMs, smoothing, prior, maxCategories });
    if (other.all.weight > 0) merged.combine(merged.all, other.all.asOfMs, other.all.weight, other.all.mean);
    for (const [key, { asOfMs, weight, mean }] of other.byCategory) {
      merged.combine(merged.averageOf(key, asOfMs), asOfMs, weight, mean);
    }
    return merged;
  }

  get categories(): number {
    return this.byCategory.size;
  }

  save(): SavedState {
    const { halfLifeMs, all } = this;
    const averages = new Float64Array(3 * this.byCategory.size);
    let at = 0;
    for (const { asOfMs, weight, mean } of this.byCategory.values()) {
      averages[at] = asOfMs;
      averages[at + 1] = weight;
      averages[at + 2] = mean;
      at += 3;
    }
    const keys = Float64Array.from(this.byCategory.keys());
    return { kind: KIND, format: FORMAT, scalars: { halfLifeMs, ...all }, arrays: { keys, averages } };
  }

  private left(ageMs: number): number {
    return ageMs > 0 ? 2 ** (-ageMs / this.halfLifeMs) : 1;
  }

  /** Ages the average to the later of the two moments, and what is added too. */
  private combine(average: Average, atMs: number, weight: number, mean: number): void {
    if (average.weight === 0) {
      average.asOfMs = atMs;
      average.mean = 0;
    }
    average.weight *= this.left(atMs - average.asOfMs);
    const added = weight * this.left(average.asOfMs - atMs);
    average.asOfMs = Math.max(average.asOfMs, atMs);
    const total = average.weight + added;
    if (!(total > 0)) return;
    average.mean += (mean - average.mean) * (added / total);
    average.weight = total;
  }

  private averageOf(key: number, atMs: number): Average {
    const known = this.byCategory.get(key);
    if (known !== undefined) return known;
    if (this.byCategory.size >= this.maxCategories) this.forgetLightest(atMs);
    const fresh = { asOfMs: atMs, weight: 0, mean: 0 };
    this.byCategory.set(key, fresh);
    return fresh;
  }

  /** Half of them at once, so that a new category costs O(log n) amortised; of equal weights the older stays. */
  private forgetLightest(atMs: number): void {
    const heaviest = [...this.byCategory]
      .map(([key, average], order) => ({ key, order, left: average.weight * this.left(atMs - average.asOfMs) }))
      .sort((a, b) => b.left - a.left || a.order - b.order)
      .slice(0, Math.floor(this.maxCategories / 2));
    const kept = new Set(heaviest.map(({ key }) => key));
    for (const key of [...this.byCategory.keys()]) if (!kept.has(key)) this.byCategory.delete(key);
  }
}
