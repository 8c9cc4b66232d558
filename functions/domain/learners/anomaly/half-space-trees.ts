/**
 * How unusual is this example among the latest? Half-space trees (Tan, Ting and Liu 2011, "Fast anomaly detection for streaming
 * data"): random cuts of the space of the numeric features, and how many examples of the last full window fell where this one does. Needs
 * no outcomes, and so is no learner that a model declares. Finds what lies alone; a crowd of like anomalies that fills a good part of a window becomes the rule.
 *
 * The score is 1 / (1 + density), the density being that around the example, in multiples of an even spread over the range of each tree:
 * near 1 where nothing was, 0.5 where it is as dense as an even spread, near 0 in a crowd. Before the first window is full it is 0.
 *
 * O(trees x height) per example scored or learned, without allocation; trees x 2^(height + 1) counts of memory, twice. Features are
 * scaled by the least and the greatest value learned, unless bounds are declared; a value beyond lies beyond, and so does an infinite
 * one, which moves no bound. NaN goes the way that most went. Categories and weights are not looked at.
 */
import type { FeatureBatch } from '../../features/batch';
import { arrayOf, expectScalar, expectState, floatsOf, numberOf, type SavedState } from '../../state/saved-state';
import { type HalfSpaces, halfSpaces } from './half-spaces';

const KIND = 'halfSpaceTrees';
const FORMAT = 1;
/** A node that fewer than this share of the window reached is not looked into: its mass says nothing of its halves. */
const SMALLEST_SHARE = 0.1;
const MOST_HEIGHT = 15;
const MOST = 1e9;

export interface HalfSpaceTreesOptions {
  /** An integer. */
  readonly seed: number;
  /** From 1 on. @default 25, as in the paper */
  readonly trees?: number;
  /** From 1 to 15. @default 8 */
  readonly height?: number;
  /** Examples of a window, from 1 on. @default 250, as in the paper */
  readonly window?: number;
  /** The least and the greatest value of each feature. @default what has been learned so far */
  readonly bounds?: readonly (readonly [number, number])[];
}

export class HalfSpaceTrees {
  private readonly shape: {
    readonly seed: number;
    readonly trees: number;
    readonly height: number;
    readonly window: number;
  };
  private readonly spaces: HalfSpaces;
  /** Examples per node in the last full window, and in the one that fills. */
  private readonly reference: Int32Array;
  private readonly latest: Int32Array;
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly bounded: boolean;
  private readonly scaled: Float64Array;
  private filled = 0;
  private full = false;

  /** @throws RangeError without a numeric feature, and for options that are none */
  constructor(
    private readonly features: number,
    { seed, trees = 25, height = 8, window = 250, bounds }: HalfSpaceTreesOptions,
  ) {
    if (features < 1) throw new RangeError('half-space trees need at least one numeric feature');
    expectCount('trees', trees, MOST);
    expectCount('height', height, MOST_HEIGHT);
    expectCount('window', window, MOST);
    this.shape = { seed, trees, height, window };
    this.spaces = halfSpaces(seed, trees, height, features);
    const nodes = trees * this.spaces.nodesPerTree;
    this.reference = new Int32Array(nodes);
    this.latest = new Int32Array(nodes);
    this.bounded = bounds !== undefined;
    this.low = new Float64Array(features).fill(Number.POSITIVE_INFINITY);
    this.high = new Float64Array(features).fill(Number.NEGATIVE_INFINITY);
    this.scaled = new Float64Array(features);
    if (bounds === undefined) return;
    if (bounds.length !== features)
      throw new RangeError(`give bounds for ${features} features, not for ${bounds.length}`);
    for (const [at, [from, to]] of bounds.entries()) {
      this.low[at] = from;
      this.high[at] = to;
    }
  }

  /** @throws StateRefused when the state is of other options than these */
  static load(features: number, options: HalfSpaceTreesOptions, state: SavedState): HalfSpaceTrees {
    expectState(state, KIND, FORMAT);
    const loaded = new HalfSpaceTrees(features, options);
    for (const [name, wanted] of Object.entries(loaded.scalars())) expectScalar(state, name, wanted);
    loaded.filled = numberOf(state, 'filled');
    loaded.full = numberOf(state, 'full') === 1;
    loaded.reference.set(arrayOf(state, 'reference', Int32Array, loaded.reference.length));
    loaded.latest.set(arrayOf(state, 'latest', Int32Array, loaded.latest.length));
    if (loaded.bounded) return loaded;
    loaded.low.set(floatsOf(state, 'low', features));
    loaded.high.set(floatsOf(state, 'high', features));
    return loaded;
  }

  /** Whether a window has been filled, so that there is something to compare with. */
  get ready(): boolean {
    return this.full;
  }

  /** Writes the score of each example. */
  score(batch: FeatureBatch, out: Float64Array): void {
    for (let example = 0; example < batch.count; example++) {
      out[example] = this.scoreRow(batch.numeric, example * batch.numericCount);
    }
  }

  learn(batch: FeatureBatch): void {
    for (let example = 0; example < batch.count; example++) {
      this.learnRow(batch.numeric, example * batch.numericCount);
    }
  }

  /** The score of the values from `values[at]` on. */
  scoreRow(values: Float64Array, at: number): number {
    if (!this.full) return 0;
    const { reference } = this;
    const { nodesPerTree } = this.spaces;
    const { window, height } = this.shape;
    const smallest = SMALLEST_SHARE * window;
    this.scale(values, at);
    let mass = 0;
    for (let first = 0; first < reference.length; first += nodesPerTree) {
      let node = 0;
      let cells = 1;
      for (let depth = 0; depth < height && reference[first + node]! > smallest; depth++) {
        node = this.childOf(reference, first, node);
        cells *= 2;
      }
      mass += reference[first + node]! * cells;
    }
    return 1 / (1 + mass / (window * this.shape.trees));
  }

  /** Takes in the values from `values[at]` on. */
  learnRow(values: Float64Array, at: number): void {
    const { latest, reference } = this;
    const { nodesPerTree } = this.spaces;
    const { window, height } = this.shape;
    if (!this.bounded) this.widen(values, at);
    this.scale(values, at);
    for (let first = 0; first < latest.length; first += nodesPerTree) {
      let node = 0;
      latest[first] = latest[first]! + 1;
      for (let depth = 0; depth < height; depth++) {
        node = this.childOf(latest, first, node);
        latest[first + node] = latest[first + node]! + 1;
      }
    }
    this.filled += 1;
    if (this.filled < window) return;
    reference.set(latest);
    latest.fill(0);
    this.filled = 0;
    this.full = true;
  }

  save(): SavedState {
    const masses = { reference: this.reference.slice(), latest: this.latest.slice() };
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { ...this.scalars(), filled: this.filled, full: this.full ? 1 : 0 },
      arrays: this.bounded ? masses : { ...masses, low: this.low.slice(), high: this.high.slice() },
    };
  }

  /** What the arrays mean. */
  private scalars(): Record<string, string | number> {
    const bounds = this.bounded ? JSON.stringify([[...this.low], [...this.high]]) : 'learned';
    return { ...this.shape, features: this.features, bounds };
  }

  private childOf(masses: Int32Array, first: number, node: number): number {
    const value = this.scaled[this.spaces.feature[first + node]!]!;
    const cut = this.spaces.cut[first + node]!;
    const below = 2 * node + 1;
    if (value < cut) return below;
    if (value >= cut) return below + 1;
    return masses[first + below + 1]! > masses[first + below]! ? below + 1 : below;
  }

  private widen(values: Float64Array, at: number): void {
    const { low, high } = this;
    for (let feature = 0; feature < low.length; feature++) {
      const value = values[at + feature]!;
      if (value - value !== 0) continue;
      if (value < low[feature]!) low[feature] = value;
      if (value > high[feature]!) high[feature] = value;
    }
  }

  /** Into the unit cube, or beyond it. A feature that has shown one value lies in the middle, and any other beyond. */
  private scale(values: Float64Array, at: number): void {
    const { low, high, scaled } = this;
    for (let feature = 0; feature < low.length; feature++) {
      const value = values[at + feature]!;
      const from = low[feature]!;
      const range = high[feature]! - from;
      if (range > 0 || Number.isNaN(value)) scaled[feature] = (value - from) / range;
      else scaled[feature] = value === from ? 0.5 : value < from ? -1 : 2;
    }
  }
}

function expectCount(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new RangeError(`the ${name} of half-space trees should be a whole number from 1 to ${most}, not ${value}`);
}
