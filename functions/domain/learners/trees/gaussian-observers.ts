/**
 * How do the numeric features spread within each class, seen from one leaf? A normal distribution per feature and class: weight,
 * mean and sum of squares by West's update (1979), and the range seen; cut points at equal distances over the range (Pfahringer,
 * Holmes and Kirkby 2008). learn and logDensity O(features), best split O(points x classes) per feature. A missing or infinite
 * value is passed over. Without data a feature says nothing; where only other classes have been seen its density is 0.
 */
import type { FloatReader, FloatWriter } from './float-list';
import { normalCdf } from './normal-cdf';
import type { NumericObservers } from './numeric-observers';
import type { TreeSettings } from './settings';
import { impurityBefore, meritAfter } from './split-merit';
import { NUMERIC, type SplitSuggestion } from './split-suggestion';

/** Of each feature and class: */
const WEIGHT = 0;
const MEAN = 1;
const SQUARES = 2;
const LEAST = 3;
const MOST = 4;
const STRIDE = 5;

/** The logarithm of 0. */
const NOTHING = Number.NEGATIVE_INFINITY;
// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than a logarithm.
const { exp, log, max, sqrt } = Math;
const LOG_2_PI = log(2 * Math.PI);
const ROOT_2_PI = sqrt(2 * Math.PI);
/** Variances within these bounds are multiplied before one logarithm is taken of them all. */
const TINY = 1e-100;
const HUGE = 1e100;
/** A density far above 1 would drown the weight that is told apart by it. */
const MOST_EQUAL = 1e6;

export class GaussianObservers implements NumericObservers {
  private readonly numbers: Float64Array;
  private readonly classes: number;

  /** @param features the columns observed */
  constructor(
    private readonly settings: TreeSettings,
    private readonly features: Int32Array,
  ) {
    this.classes = settings.classes;
    this.numbers = new Float64Array(features.length * settings.classes * STRIDE);
  }

  learn(numeric: Float64Array, row: number, label: number, weight: number): void {
    const { numbers, features, classes } = this;
    const step = classes * STRIDE;
    let at = label * STRIDE;
    for (let j = 0; j < features.length; j++, at += step) {
      const value = numeric[row + features[j]!]!;
      if (value - value !== 0) continue;
      const before = numbers[at + WEIGHT]!;
      if (before > 0) {
        const total = before + weight;
        const from = value - numbers[at + MEAN]!;
        const mean = numbers[at + MEAN]! + (weight * from) / total;
        numbers[at + WEIGHT] = total;
        numbers[at + MEAN] = mean;
        numbers[at + SQUARES] = numbers[at + SQUARES]! + weight * from * (value - mean);
        if (value < numbers[at + LEAST]!) numbers[at + LEAST] = value;
        if (value > numbers[at + MOST]!) numbers[at + MOST] = value;
      } else {
        numbers[at + WEIGHT] = weight;
        numbers[at + MEAN] = value;
        numbers[at + LEAST] = value;
        numbers[at + MOST] = value;
      }
    }
  }

  logDensity(numeric: Float64Array, row: number, label: number): number {
    const { numbers, features, classes } = this;
    const step = classes * STRIDE;
    let at = label * STRIDE;
    let exponent = 0;
    let variances = 1;
    let logs = 0;
    let counted = 0;
    for (let j = 0; j < features.length; j++, at += step) {
      const value = numeric[row + features[j]!]!;
      if (value - value !== 0) continue;
      const weight = numbers[at + WEIGHT]!;
      if (!(weight > 0)) {
        if (this.unseen(j)) continue;
        return NOTHING;
      }
      const from = value - numbers[at + MEAN]!;
      const variance = weight > 1 ? numbers[at + SQUARES]! / (weight - 1) : 0;
      if (variance > 0) {
        exponent += (from * from) / variance;
        counted += 1;
        if (variance < TINY || variance > HUGE) logs += log(variance);
        else {
          variances *= variance;
          if (variances < TINY || variances > HUGE) {
            logs += log(variances);
            variances = 1;
          }
        }
      } else if (from !== 0) return NOTHING;
    }
    return -0.5 * (exponent + logs + log(variances) + counted * LOG_2_PI);
  }

  bestSplit(j: number, pre: Float64Array): SplitSuggestion | null {
    const { numbers, classes } = this;
    const { splitPoints, criterion } = this.settings;
    let least = Number.POSITIVE_INFINITY;
    let most = NOTHING;
    for (let label = 0; label < classes; label++) {
      const at = (j * classes + label) * STRIDE;
      if (!(numbers[at + WEIGHT]! > 0)) continue;
      if (numbers[at + LEAST]! < least) least = numbers[at + LEAST]!;
      if (numbers[at + MOST]! > most) most = numbers[at + MOST]!;
    }
    const before = impurityBefore(criterion, pre);
    let found = false;
    let bestMerit = 0;
    let bestThreshold = 0;
    let best = new Float64Array(2 * classes);
    let post = new Float64Array(2 * classes);
    for (let point = 1; point <= splitPoints; point++) {
      const threshold = ((most - least) / (splitPoints + 1)) * point + least;
      if (!(threshold > least && threshold < most)) continue;
      this.weighBeside(j, threshold, post);
      const merit = meritAfter(criterion, before, post, classes);
      if (found && !(merit > bestMerit)) continue;
      found = true;
      bestMerit = merit;
      bestThreshold = threshold;
      const other = best;
      best = post;
      post = other;
    }
    if (!found) return null;
    const feature = this.features[j]!;
    return { test: NUMERIC, feature, threshold: bestThreshold, slots: [], merit: bestMerit, post: best };
  }

  bytes(): number {
    return this.numbers.byteLength;
  }

  write(to: FloatWriter): void {
    to.putAll(this.numbers);
  }

  read(from: FloatReader): void {
    from.fill(this.numbers);
  }

  private unseen(j: number): boolean {
    const { numbers, classes } = this;
    for (let label = 0; label < classes; label++) if (numbers[(j * classes + label) * STRIDE]! > 0) return false;
    return true;
  }

  /** Writes the weight per class at most `threshold`, then that above it. */
  private weighBeside(j: number, threshold: number, post: Float64Array): void {
    const { numbers, classes } = this;
    for (let label = 0; label < classes; label++) {
      const at = (j * classes + label) * STRIDE;
      const weight = numbers[at + WEIGHT]!;
      post[label] = 0;
      post[classes + label] = 0;
      if (!(weight > 0)) continue;
      if (threshold < numbers[at + LEAST]!) post[classes + label] = weight;
      else if (threshold >= numbers[at + MOST]!) post[label] = weight;
      else this.divide(at, threshold, post, label);
    }
  }

  private divide(at: number, threshold: number, post: Float64Array, label: number): void {
    const { numbers, classes } = this;
    const weight = numbers[at + WEIGHT]!;
    const variance = weight > 1 ? numbers[at + SQUARES]! / (weight - 1) : 0;
    const from = threshold - numbers[at + MEAN]!;
    const deviation = variance > 0 ? sqrt(variance) : 0;
    const atMost = deviation > 0 ? normalCdf(from / deviation) * weight : from < 0 ? 0 : weight;
    // Below, at and above the threshold apart, as MOA rounds them: a branch begins with this weight, and its grace period counts from it.
    const equal = deviation > 0 ? normalDensity(from, deviation) * weight : 0;
    const below = atMost - equal;
    const exact = equal < MOST_EQUAL * weight;
    post[label] = exact ? below + equal : atMost;
    post[classes + label] = exact ? max(0, weight - equal - below) : weight - atMost;
  }
}

const normalDensity = (from: number, deviation: number): number =>
  (1 / (ROOT_2_PI * deviation)) * exp(-((from * from) / (2 * deviation * deviation)));
