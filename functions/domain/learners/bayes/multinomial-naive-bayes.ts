/**
 * Naive Bayes with features that are draws from one vocabulary, as of words: each hashed category is drawn once, each number is how
 * often the word of that name was (McCallum and Nigam 1998, "A comparison of event models for naive Bayes text classification").
 * The vocabulary, over which `alpha` is spread, is the numeric features and the categories seen so far in any class.
 * NaN is passed over, and so is what is below 0, which no count can be.
 */
import type { MultinomialNaiveBayesDeclaration } from '../../../contracts/learners/bayes';
import type { FeatureBatch } from '../../features/batch';
import { floatsOf, type StateArray } from '../../state/saved-state';
import type { LearnerState, Problem } from '../learner';
import { CategoryCounts } from './category-counts';
import { classesOf, expectNaiveBayes, NaiveBayes } from './naive-bayes';

export class MultinomialNaiveBayes extends NaiveBayes {
  private readonly alpha: number;

  private constructor(
    declaration: MultinomialNaiveBayesDeclaration,
    problem: Problem,
    classWeight: Float64Array,
    /** Draws per class, of words of both kinds. */
    private readonly drawn: Float64Array,
    /** By class, then by feature: draws of the numeric features. */
    private readonly counts: Float64Array,
    private readonly categories: CategoryCounts,
  ) {
    super(declaration, problem, classWeight);
    this.alpha = declaration.alpha;
  }

  static create(declaration: MultinomialNaiveBayesDeclaration, problem: Problem): MultinomialNaiveBayes {
    const classes = classesOf(problem);
    const counts = new Float64Array(classes * problem.numericCount);
    const categories = CategoryCounts.create(classes, declaration.alpha, problem);
    const [weights, drawn] = [new Float64Array(classes), new Float64Array(classes)];
    return new MultinomialNaiveBayes(declaration, problem, weights, drawn, counts, categories);
  }

  /** @throws StateRefused */
  static load(
    declaration: MultinomialNaiveBayesDeclaration,
    problem: Problem,
    state: LearnerState,
  ): MultinomialNaiveBayes {
    expectNaiveBayes(declaration, problem, state);
    const classes = classesOf(problem);
    return new MultinomialNaiveBayes(
      declaration,
      problem,
      floatsOf(state, 'classWeight', classes),
      floatsOf(state, 'drawn', classes),
      floatsOf(state, 'numeric.counts', classes * problem.numericCount),
      CategoryCounts.load(classes, declaration.alpha, problem, state),
    );
  }

  protected logLikelihood(batch: FeatureBatch, example: number, of: number): number {
    const { alpha, counts, categories } = this;
    const { numeric, numericCount } = batch;
    const total = this.drawn[of]! + alpha * (numericCount + categories.vocabulary);
    let sum = categories.logShare(batch, example, of, total);
    for (let feature = 0; feature < numericCount; feature++) {
      const times = numeric[example * numericCount + feature]!;
      if (times > 0) sum += times * Math.log((counts[of * numericCount + feature]! + alpha) / total);
    }
    return sum;
  }

  protected learnFeatures(batch: FeatureBatch, example: number, of: number, weight: number): void {
    const { counts, drawn } = this;
    const { numeric, numericCount } = batch;
    let draws = weight * batch.hashedCount;
    for (let feature = 0; feature < numericCount; feature++) {
      const times = numeric[example * numericCount + feature]!;
      if (!(times > 0)) continue;
      const cell = of * numericCount + feature;
      counts[cell] = counts[cell]! + weight * times;
      draws += weight * times;
    }
    drawn[of] = drawn[of]! + draws;
    this.categories.learn(batch, example, of, weight);
  }

  protected saveFeatures(): Record<string, StateArray> {
    return { drawn: this.drawn.slice(), 'numeric.counts': this.counts.slice(), ...this.categories.save() };
  }
}
