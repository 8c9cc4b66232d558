/**
 * How probable are an example's categories in each class? The weight of every hashed slot in every class, with `alpha` added
 * to each category that its feature has shown so far in any class (Laplace's rule for 1). Categories that share a slot are one.
 * O(hashed slots) per example learned, and per class asked; 2^hashBits x classes doubles of memory, none without hashed features.
 */
import type { FeatureBatch } from '../../features/batch';
import { floatsOf, type SavedState } from '../../state/saved-state';
import type { Problem } from '../learner';
import { LogProduct } from './log-product';

export class CategoryCounts {
  private readonly product = new LogProduct();

  private constructor(
    private readonly classes: number,
    private readonly alpha: number,
    /** By slot, then by class. */
    private readonly counts: Float64Array,
    /** Categories seen per feature. */
    private readonly distinct: Float64Array,
  ) {}

  static create(classes: number, alpha: number, problem: Problem): CategoryCounts {
    const { hashedCount } = problem;
    const cells = slotsOf(problem) * classes;
    return new CategoryCounts(classes, alpha, new Float64Array(cells), new Float64Array(hashedCount));
  }

  /** @throws StateRefused */
  static load(classes: number, alpha: number, problem: Problem, state: SavedState): CategoryCounts {
    return new CategoryCounts(
      classes,
      alpha,
      floatsOf(state, 'categories.counts', slotsOf(problem) * classes),
      floatsOf(state, 'categories.distinct', problem.hashedCount),
    );
  }

  save(): Record<string, Float64Array> {
    return { 'categories.counts': this.counts.slice(), 'categories.distinct': this.distinct.slice() };
  }

  /** All categories that all features have shown. */
  get vocabulary(): number {
    let sum = 0;
    for (let feature = 0; feature < this.distinct.length; feature++) sum += this.distinct[feature]!;
    return sum;
  }

  learn({ hashed, hashedCount }: FeatureBatch, example: number, of: number, weight: number): void {
    const { counts, classes, distinct } = this;
    for (let feature = 0; feature < hashedCount; feature++) {
      const cell = hashed[example * hashedCount + feature]! * classes;
      if (!this.seen(cell)) distinct[feature] = distinct[feature]! + 1;
      counts[cell + of] = counts[cell + of]! + weight;
    }
  }

  /** Each feature is a draw of its own from its own categories, in a class of weight `classWeight`. */
  logProbability({ hashed, hashedCount }: FeatureBatch, example: number, of: number, classWeight: number): number {
    const { counts, classes, distinct, alpha, product } = this;
    product.clear();
    for (let feature = 0; feature < hashedCount; feature++) {
      const count = counts[hashed[example * hashedCount + feature]! * classes + of]!;
      product.times((count + alpha) / (classWeight + alpha * Math.max(1, distinct[feature]!)));
    }
    return product.log();
  }

  /** The features are draws from one vocabulary, of which class `of` has drawn `total` with what was added. */
  logShare({ hashed, hashedCount }: FeatureBatch, example: number, of: number, total: number): number {
    const { counts, classes, alpha, product } = this;
    product.clear();
    for (let feature = 0; feature < hashedCount; feature++) {
      product.times((counts[hashed[example * hashedCount + feature]! * classes + of]! + alpha) / total);
    }
    return product.log();
  }

  private seen(cell: number): boolean {
    for (let c = 0; c < this.classes; c++) if (this.counts[cell + c]! > 0) return true;
    return false;
  }
}

const slotsOf = ({ hashedCount, hashBits }: Problem): number => (hashedCount === 0 ? 0 : 2 ** hashBits);
