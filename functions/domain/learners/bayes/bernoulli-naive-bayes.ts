/**
 * Naive Bayes with numbers that are yes or no: above the threshold, or not; both are evidence. Categories are counted
 * (category-counts.ts): of each feature exactly one is present, so that the absence of the others says nothing more. NaN is passed over.
 */
import type { BernoulliNaiveBayesDeclaration } from '../../../contracts/learners/bayes';
import type { FeatureBatch } from '../../features/batch';
import { floatsOf, type StateArray } from '../../state/saved-state';
import type { LearnerState, Problem } from '../learner';
import { CategoryCounts } from './category-counts';
import { LogProduct } from './log-product';
import { classesOf, expectNaiveBayes, NaiveBayes } from './naive-bayes';

export class BernoulliNaiveBayes extends NaiveBayes {
  private readonly product = new LogProduct();
  private readonly threshold: number;
  private readonly alpha: number;

  private constructor(
    declaration: BernoulliNaiveBayesDeclaration,
    problem: Problem,
    classWeight: Float64Array,
    /** By class, then by feature: the weight above the threshold, and not above it. */
    private readonly yes: Float64Array,
    private readonly no: Float64Array,
    private readonly categories: CategoryCounts,
  ) {
    super(declaration, problem, classWeight);
    this.threshold = declaration.threshold;
    this.alpha = declaration.alpha;
  }

  static create(declaration: BernoulliNaiveBayesDeclaration, problem: Problem): BernoulliNaiveBayes {
    const classes = classesOf(problem);
    const cells = classes * problem.numericCount;
    const categories = CategoryCounts.create(classes, declaration.alpha, problem);
    const [weights, yes, no] = [new Float64Array(classes), new Float64Array(cells), new Float64Array(cells)];
    return new BernoulliNaiveBayes(declaration, problem, weights, yes, no, categories);
  }

  /** @throws StateRefused */
  static load(declaration: BernoulliNaiveBayesDeclaration, problem: Problem, state: LearnerState): BernoulliNaiveBayes {
    expectNaiveBayes(declaration, problem, state);
    const classes = classesOf(problem);
    const cells = classes * problem.numericCount;
    return new BernoulliNaiveBayes(
      declaration,
      problem,
      floatsOf(state, 'classWeight', classes),
      floatsOf(state, 'numeric.yes', cells),
      floatsOf(state, 'numeric.no', cells),
      CategoryCounts.load(classes, declaration.alpha, problem, state),
    );
  }

  protected logLikelihood(batch: FeatureBatch, example: number, of: number): number {
    const { product, threshold, alpha, yes, no } = this;
    const { numeric, numericCount } = batch;
    product.clear();
    for (let feature = 0; feature < numericCount; feature++) {
      const value = numeric[example * numericCount + feature]!;
      if (Number.isNaN(value)) continue;
      const cell = of * numericCount + feature;
      const same = value > threshold ? yes[cell]! : no[cell]!;
      product.times((same + alpha) / (yes[cell]! + no[cell]! + 2 * alpha));
    }
    return product.log() + this.categories.logProbability(batch, example, of, this.classWeight[of]!);
  }

  protected learnFeatures(batch: FeatureBatch, example: number, of: number, weight: number): void {
    const { threshold, yes, no } = this;
    const { numeric, numericCount } = batch;
    for (let feature = 0; feature < numericCount; feature++) {
      const value = numeric[example * numericCount + feature]!;
      const cell = of * numericCount + feature;
      if (value > threshold) yes[cell] = yes[cell]! + weight;
      else if (value <= threshold) no[cell] = no[cell]! + weight;
    }
    this.categories.learn(batch, example, of, weight);
  }

  protected saveFeatures(): Record<string, StateArray> {
    return { 'numeric.yes': this.yes.slice(), 'numeric.no': this.no.slice(), ...this.categories.save() };
  }
}
