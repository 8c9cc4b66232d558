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
    window: ExampleWindow,
    row: number,
    batch: FeatureBatch,
    example: number,
  ): number {
    const { scale } = this;
    const before = batch.categoricalCount === 0 ? 0 : categoriesApart(window, row, batch, example);
    const length = scale.length;
    const asked = batch.numeric;
    const others = window.numeric;
    let at = example * length;
    let other = row * length;
    let distance = before;
    for (let feature = 0; feature < length; feature++, at++, other++) {
      const apart = (asked[at]! - others[other]!) * scale[feature]!;
      distance += apart * apart;
      if (distance >= limit) return distance;
    }
    // Not below the limit is NaN now: one of them lacks a number.
    if (distance < limit) return distance;
    return this.withMissing(before, asked, example * length, others, row * length);
  }

  /** The distance where numbers may be missing. */
  private withMissing(
    before: number,
    asked: Float64Array,
    from: number,
    others: Float64Array,
    fromOther: number,
  ): number {
    const { scale } = this;
    let distance = before;
    for (let feature = 0; feature < scale.length; feature++) {
      const value = asked[from + feature]!;
      const other = others[fromOther + feature]!;
      const apart = (value - other) * scale[feature]!;
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

/** What the categories add to the distance. */
function categoriesApart({ identity }: ExampleWindow, row: number, batch: FeatureBatch, example: number): number {
  const words = 2 * batch.categoricalCount;
  let distance = 0;
  for (let word = 0; word < words; word += 2) {
    const here = example * words + word;
    const there = row * words + word;
    if (batch.identity[here] !== identity[there] || batch.identity[here + 1] !== identity[there + 1]) {
      distance += DIFFERENT;
    }
  }
  return distance;
}
