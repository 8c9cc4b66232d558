/** Naive Bayes with normal numbers (class-gaussians.ts) and counted categories (category-counts.ts). */
import type { GaussianNaiveBayesDeclaration } from '../../../contracts/learners/bayes';
import type { FeatureBatch } from '../../features/batch';
import { floatsOf, type StateArray } from '../../state/saved-state';
import type { LearnerState, Problem } from '../learner';
import { CategoryCounts } from './category-counts';
import { ClassGaussians } from './class-gaussians';
import { classesOf, expectNaiveBayes, NaiveBayes } from './naive-bayes';

export class GaussianNaiveBayes extends NaiveBayes {
  private constructor(
    declaration: GaussianNaiveBayesDeclaration,
    problem: Problem,
    classWeight: Float64Array,
    private readonly numbers: ClassGaussians,
    private readonly categories: CategoryCounts,
  ) {
    super(declaration, problem, classWeight);
  }

  static create(declaration: GaussianNaiveBayesDeclaration, problem: Problem): GaussianNaiveBayes {
    const classes = classesOf(problem);
    return new GaussianNaiveBayes(
      declaration,
      problem,
      new Float64Array(classes),
      ClassGaussians.create(classes, problem.numericCount, declaration.varianceSmoothing),
      CategoryCounts.create(classes, declaration.alpha, problem),
    );
  }

  /** @throws StateRefused */
  static load(declaration: GaussianNaiveBayesDeclaration, problem: Problem, state: LearnerState): GaussianNaiveBayes {
    expectNaiveBayes(declaration, problem, state);
    const classes = classesOf(problem);
    return new GaussianNaiveBayes(
      declaration,
      problem,
      floatsOf(state, 'classWeight', classes),
      ClassGaussians.load(classes, problem.numericCount, declaration.varianceSmoothing, state),
      CategoryCounts.load(classes, declaration.alpha, problem, state),
    );
  }

  protected logLikelihood(batch: FeatureBatch, example: number, of: number): number {
    return (
      this.numbers.logDensity(batch.numeric, example * batch.numericCount, of) +
      this.categories.logProbability(batch, example, of, this.classWeight[of]!)
    );
  }

  protected learnFeatures(batch: FeatureBatch, example: number, of: number, weight: number): void {
    this.numbers.learn(batch.numeric, example * batch.numericCount, of, weight);
    this.categories.learn(batch, example, of, weight);
  }

  protected saveFeatures(): Record<string, StateArray> {
    return { ...this.numbers.save(), ...this.categories.save() };
  }
}
