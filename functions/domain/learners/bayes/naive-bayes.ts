/**
 * How probable is each class, if within a class the features are independent? The class's share so far times the likelihood of
 * each feature, in logarithms. O(features x classes) per prediction, O(features) per example learned, without allocation.
 *
 * A class that has not been seen cannot be; before any example all classes are as probable. A class is as probable as it is
 * frequent, without smoothing, as in MOA, river and scikit-learn. An example of weight 0 is passed over.
 */
import type { NaiveBayesDeclaration } from '../../../contracts/learners/bayes';
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { expectScalar, expectState, type StateArray } from '../../state/saved-state';
import type { LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import { writeShares } from './class-shares';

const FORMAT = 1;

export abstract class NaiveBayes extends OneByOne {
  readonly kind: NaiveBayesDeclaration['kind'];
  protected readonly outputs: number;
  private readonly votes: Float64Array;

  protected constructor(
    private readonly declaration: NaiveBayesDeclaration,
    private readonly problem: Problem,
    /** Weight learned per class. */
    protected readonly classWeight: Float64Array,
  ) {
    super();
    this.kind = declaration.kind;
    this.outputs = problem.outputs;
    this.votes = new Float64Array(classWeight.length);
  }

  /** The logarithm of how likely class `of` makes this example. */
  protected abstract logLikelihood(batch: FeatureBatch, example: number, of: number): number;
  protected abstract learnFeatures(batch: FeatureBatch, example: number, of: number, weight: number): void;
  protected abstract saveFeatures(): Record<string, StateArray>;

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    const { votes, classWeight } = this;
    for (let c = 0; c < votes.length; c++) {
      votes[c] =
        classWeight[c]! > 0
          ? Math.log(classWeight[c]!) + this.logLikelihood(batch, example, c)
          : Number.NEGATIVE_INFINITY;
    }
    writeShares(votes, this.outputs, out, at);
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const of = batch.label[example]!;
    this.classWeight[of] = this.classWeight[of]! + weight;
    this.learnFeatures(batch, example, of, weight);
  }

  save(): LearnerState {
    return {
      kind: this.kind,
      format: FORMAT,
      scalars: shapeOf(this.declaration, this.problem),
      arrays: { classWeight: this.classWeight.slice(), ...this.saveFeatures() },
    };
  }
}

export const classesOf = ({ task, outputs }: Problem): number => (task === 'binary' ? 2 : outputs);

/** @throws StateRefused */
export function expectNaiveBayes(declaration: NaiveBayesDeclaration, problem: Problem, state: LearnerState): void {
  expectState(state, declaration.kind, FORMAT);
  for (const [name, wanted] of Object.entries(shapeOf(declaration, problem))) expectScalar(state, name, wanted);
}

/** What the arrays mean. A threshold is part of it: counts of values above it say nothing of another. */
const shapeOf = (declaration: NaiveBayesDeclaration, problem: Problem): Record<string, string | number> => {
  const { task, outputs, numericCount, categoricalCount, hashedCount, hashBits } = problem;
  const shape = { task, outputs, numericCount, categoricalCount, hashedCount, hashBits };
  return declaration.kind === 'bernoulliNaiveBayes' ? { ...shape, threshold: declaration.threshold } : shape;
};
