/**
 * Which rows of a window are the nearest to an example? All of them are looked at, from the newest on, each only for as long as it is
 * nearer than the worst of the k found so far. O(window x features), usually a fraction of it; no allocation.
 *
 * The distance is squared Euclidean in the features' standard deviations of the moment. A category that differs counts 2,
 * as two independent draws of a standardised number differ by on average; so does a number that only one of the two has. A number
 * that both lack, and a feature without spread, count 0. Of rows as near as each other the newer ones are taken.
 */
import type { FeatureBatch } from '../../features/batch';
import type { StandardScaler } from '../../features/standard-scaler';
import type { ExampleWindow } from './example-window';

const DIFFERENT = 2;
/** Features from one look at the limit to the next: a look costs more than a feature, as nobody knows how it will turn out. */
const TOGETHER = 2;

export class NearestRows {
  /** The rows found, the nearest first. */
  readonly rows: Int32Array;
  private readonly distances: Float64Array;
  /** 1 / the standard deviation of each feature, 0 without spread. */
  private readonly scale: Float64Array;

  constructor(
    private readonly k: number,
    numericCount: number,
  ) {
    this.rows = new Int32Array(k);
    this.distances = new Float64Array(k);
    this.scale = new Float64Array(numericCount);
  }

  /** How many were found: k, or all that the window holds. */
  find(window: ExampleWindow, scaler: StandardScaler, batch: FeatureBatch, example: number): number {
    const { scale, distances, k } = this;
    for (let feature = 0; feature < scale.length; feature++) {
      const deviation = scaler.deviation(feature);
      scale[feature] = deviation > 0 ? 1 / deviation : 0;
    }
    let found = 0;
    let limit = Number.POSITIVE_INFINITY;
    let row = window.newest;
    for (let age = 0; age < window.held; age++) {
      const distance = this.distanceUpTo(limit, window, row, batch, example);
      if (found < k || distance < limit) {
        found = this.place(row, distance, found);
        if (found === k) limit = distances[k - 1]!;
      }
      row = row === 0 ? window.size - 1 : row - 1;
    }
    return found;
  }

  /** The distance, or anything from `limit` on where it is not below that. */
  private distanceUpTo(
    limit: number,
    { numeric, identity }: ExampleWindow,
    row: number,
    batch: FeatureBatch,
    example: number,
  ): number {
    const { scale } = this;
    const words = 2 * batch.categoricalCount;
    let distance = 0;
    for (let word = 0; word < words; word += 2) {
      const here = example * words + word;
      const there = row * words + word;
      if (batch.identity[here] !== identity[there] || batch.identity[here + 1] !== identity[there + 1]) {
        distance += DIFFERENT;
      }
    }
    const { numeric: asked } = batch;
    const from = example * scale.length;
    const fromOther = row * scale.length;
    let feature = 0;
    for (; feature + 4 <= scale.length && distance < limit; feature += 4) {
      const at = from + feature;
      const other = fromOther + feature;
      const a = (asked[at]! - numeric[other]!) * scale[feature]!;
      const b = (asked[at + 1]! - numeric[other + 1]!) * scale[feature + 1]!;
      const c = (asked[at + 2]! - numeric[other + 2]!) * scale[feature + 2]!;
      const d = (asked[at + 3]! - numeric[other + 3]!) * scale[feature + 3]!;
      const farther = distance + a * a + b * b + c * c + d * d;
      // Not at least 0 is NaN: a number is missing.
      distance =
        farther >= 0
          ? farther
          : this.distanceWithMissing(distance, asked, from, numeric, fromOther, feature, feature + 4);
    }
    if (distance < limit && feature < scale.length) distance = this.distanceWithMissing(distance, asked, from, numeric, fromOther, feature, scale.length);
    return distance;
  }

  /** Adds what these features differ by, of which some may be missing. */
  private distanceWithMissing(
    before: number,
    numeric: Float64Array,
    from: number,
    others: Float64Array,
    fromOther: number,
    begin: number,
    end: number,
  ): number {
    let distance = before;
    for (let feature = begin; feature < end; feature++) {
      const value = numeric[from + feature]!;
      const other = others[fromOther + feature]!;
      const apart = (value - other) * this.scale[feature]!;
      const squared = apart * apart;
      if (squared >= 0) distance += squared;
      else if (Number.isNaN(value) !== Number.isNaN(other)) distance += DIFFERENT;
    }
    return distance;
  }

  /** Puts a row among those found, behind the ones that are as near, and answers how many there are then. */
  private place(row: number, distance: number, found: number): number {
    const { rows, distances, k } = this;
    let at = found < k ? found : k - 1;
    for (; at > 0 && distances[at - 1]! > distance; at--) {
      distances[at] = distances[at - 1]!;
      rows[at] = rows[at - 1]!;
    }
    distances[at] = distance;
    rows[at] = row;
    return found < k ? found + 1 : k;
  }
}
