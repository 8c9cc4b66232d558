/**
 * How dense are an example's numbers in each class, if in every class every feature is normal? Mean and variance per class and feature,
 * weighted (West 1979), the variance over the sum of weights less one as in MOA's GaussianEstimator. O(features) per example
 * learned, O(features) per class asked, without allocation.
 *
 * NaN counts for nothing. `smoothing` is the share of a feature's variance over all classes that is added to each of its variances
 * (scikit-learn's var_smoothing, there of the widest feature). A class that has not seen two values of a feature borrows the variance
 * of all classes, and the mean too where it has seen none; a feature that has been constant so far says nothing. With smoothing 0
 * nothing is added or borrowed, which is MOA's arithmetic: where a class has no spread its own value has density 1 and any other 0.
 */
import { floatsOf, type SavedState } from '../../state/saved-state';

const TWO_PI = 2 * Math.PI;
/** A product of variances stays within the first range, times one within the second it is still exact. */
const PRODUCT_RANGE = 1e100;
const FACTOR_RANGE = 1e200;

export class ClassGaussians {
  /** Where the row of all classes together begins: after those of the classes. */
  private readonly all: number;

  private constructor(
    private readonly features: number,
    private readonly smoothing: number,
    private readonly weight: Float64Array,
    private readonly mean: Float64Array,
    private readonly squares: Float64Array,
  ) {
    this.all = weight.length - features;
  }

  static create(classes: number, features: number, smoothing: number): ClassGaussians {
    const cells = (classes + 1) * features;
    return new ClassGaussians(
      features,
      smoothing,
      new Float64Array(cells),
      new Float64Array(cells),
      new Float64Array(cells),
    );
  }

  /** @throws StateRefused */
  static load(classes: number, features: number, smoothing: number, state: SavedState): ClassGaussians {
    const array = (name: string) => floatsOf(state, `numeric.${name}`, (classes + 1) * features);
    return new ClassGaussians(features, smoothing, array('weight'), array('mean'), array('squares'));
  }

  save(): Record<string, Float64Array> {
    return {
      'numeric.weight': this.weight.slice(),
      'numeric.mean': this.mean.slice(),
      'numeric.squares': this.squares.slice(),
    };
  }

  /** Takes in the `features` values from `values[at]` on, for class `of`. */
  learn(values: Float64Array, at: number, of: number, weight: number): void {
    const { features, all } = this;
    const own = of * features;
    for (let feature = 0; feature < features; feature++) {
      const value = values[at + feature]!;
      if (Number.isNaN(value)) continue;
      this.take(own + feature, value, weight);
      this.take(all + feature, value, weight);
    }
  }

  /** The logarithm of the density of class `of` at the values from `values[at]` on; -Infinity where the class cannot be. */
  logDensity(values: Float64Array, at: number, of: number): number {
    const { features, smoothing, weight, mean, squares, all } = this;
    const own = of * features;
    let distance = 0;
    // One logarithm of a product, in a local variable: a logarithm per feature would cost more than all the rest.
    let product = 1;
    let logarithms = 0;
    for (let feature = 0; feature < features; feature++) {
      const value = values[at + feature]!;
      if (Number.isNaN(value)) continue;
      const cell = own + feature;
      const seen = weight[cell]!;
      let centre = mean[cell]!;
      let variance = seen > 1 ? squares[cell]! / (seen - 1) : 0;
      if (smoothing > 0) {
        const seenByAll = weight[all + feature]!;
        const common = seenByAll > 1 ? squares[all + feature]! / (seenByAll - 1) : 0;
        if (!(common > 0)) continue;
        variance = seen > 1 ? variance + smoothing * common : common;
        if (!(seen > 0)) centre = mean[all + feature]!;
      }
      const apart = value - centre;
      if (variance > 0) {
        distance += (apart * apart) / variance;
        const factor = TWO_PI * variance;
        if (factor > 1 / FACTOR_RANGE && factor < FACTOR_RANGE) product *= factor;
        else logarithms += Math.log(factor);
        if (product < 1 / PRODUCT_RANGE || product > PRODUCT_RANGE) {
          logarithms += Math.log(product);
          product = 1;
        }
      } else if (apart !== 0) {
        return Number.NEGATIVE_INFINITY;
      }
    }
    return -0.5 * (distance + logarithms + Math.log(product));
  }

  private take(cell: number, value: number, weight: number): void {
    const total = this.weight[cell]! + weight;
    const before = value - this.mean[cell]!;
    // The share is 1 for a first value, so that a constant feature has no spread, to the bit.
    const mean = this.mean[cell]! + before * (weight / total);
    this.weight[cell] = total;
    this.mean[cell] = mean;
    this.squares[cell] = this.squares[cell]! + weight * before * (value - mean);
  }
}
