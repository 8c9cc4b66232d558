/**
 * Which were the latest examples, up to a number of them? Rows in the order in which they came, as a batch of one learner's; when they are as
 * many as may be, the oldest quarter goes at once. add O(features), amortised; memory grows with what is held, up to
 * size x features. An infinite or missing value is kept as it is.
 */
import type { FeatureBatch } from '../../features/batch';
import { arrayOf, floatsOf, type SavedState, type StateArray, StateRefused } from '../../state/saved-state';

const FORGOTTEN_SHARE = 1 / 4;
const FIRST_ROWS = 64;

interface Shape {
  readonly numericCount: number;
  readonly categoricalCount: number;
}

export class RecentExamples implements FeatureBatch {
  count = 0;
  numeric: Float64Array;
  hashed: Int32Array;
  label: Float64Array;
  weight: Float64Array;
  readonly numericCount: number;
  readonly categoricalCount: number;
  /** No crosses. */
  readonly hashedCount: number;
  /** Of no use to a tree. */
  readonly identity = new Uint32Array(0);

  constructor(
    { numericCount, categoricalCount }: Shape,
    private readonly size: number,
    rows = Math.min(FIRST_ROWS, size),
  ) {
    this.numericCount = numericCount;
    this.categoricalCount = categoricalCount;
    this.hashedCount = categoricalCount;
    this.numeric = new Float64Array(rows * numericCount);
    this.hashed = new Int32Array(rows * categoricalCount);
    this.label = new Float64Array(rows);
    this.weight = new Float64Array(rows);
  }

  /** What is left of them when the oldest go. */
  static keptShare(): number {
    return 1 - FORGOTTEN_SHARE;
  }

  /** Whether the oldest have gone for it. */
  add(batch: FeatureBatch, example: number, label: number, weight: number): boolean {
    const forgets = this.count === this.size;
    if (forgets) this.forgetOldest();
    else if (this.count === this.label.length) this.grow();
    const { count, numericCount, categoricalCount } = this;
    for (let at = 0; at < numericCount; at++) {
      this.numeric[count * numericCount + at] = batch.numeric[example * batch.numericCount + at]!;
    }
    for (let at = 0; at < categoricalCount; at++) {
      this.hashed[count * categoricalCount + at] = batch.hashed[example * batch.hashedCount + at]!;
    }
    this.label[count] = label;
    this.weight[count] = weight;
    this.count = count + 1;
    return forgets;
  }

  save(): Record<string, StateArray> {
    const { count, numericCount, categoricalCount } = this;
    return {
      'recent.numeric': this.numeric.slice(0, count * numericCount),
      'recent.hashed': this.hashed.slice(0, count * categoricalCount),
      'recent.label': this.label.slice(0, count),
      'recent.weight': this.weight.slice(0, count),
    };
  }

  /** @throws StateRefused */
  static load(shape: Shape, size: number, state: SavedState): RecentExamples {
    const label = floatsOf(state, 'recent.label');
    const count = label.length;
    if (count > size) throw new StateRefused(`the ${state.kind} state holds ${count} examples, more than ${size}`);
    const recent = new RecentExamples(shape, size, Math.max(Math.min(FIRST_ROWS, size), count));
    recent.numeric.set(floatsOf(state, 'recent.numeric', count * shape.numericCount));
    recent.hashed.set(arrayOf(state, 'recent.hashed', Int32Array, count * shape.categoricalCount));
    recent.label.set(label);
    recent.weight.set(floatsOf(state, 'recent.weight', count));
    recent.count = count;
    return recent;
  }

  private forgetOldest(): void {
    const { size, numericCount, categoricalCount } = this;
    const gone = Math.ceil(size * FORGOTTEN_SHARE);
    this.numeric.copyWithin(0, gone * numericCount, size * numericCount);
    this.hashed.copyWithin(0, gone * categoricalCount, size * categoricalCount);
    this.label.copyWithin(0, gone, size);
    this.weight.copyWithin(0, gone, size);
    this.count = size - gone;
  }

  private grow(): void {
    const { numericCount, categoricalCount, size } = this;
    const rows = Math.min(size, 2 * this.label.length);
    const larger = new RecentExamples({ numericCount, categoricalCount }, size, rows);
    larger.numeric.set(this.numeric);
    larger.hashed.set(this.hashed);
    larger.label.set(this.label);
    larger.weight.set(this.weight);
    this.numeric = larger.numeric;
    this.hashed = larger.hashed;
    this.label = larger.label;
    this.weight = larger.weight;
  }
}
