/**
 * How probable is a rare class 1, learned at a fraction of the cost, or with its errors weighed heavier? A learner around another: of
 * class 0 only a share, drawn by seeded chance, reaches the inner learner, and class 1 reaches it with a weight. What the inner one
 * answers is calibrated to that altered world, and is corrected to the real one (prior-correction.ts). Binary outcomes only.
 *
 * An example of class 0 that is not drawn costs one random number; predicting costs what the inner learner does. The corrected
 * probability has the errors of an estimate from fewer negatives: with a kept share s and as many negatives as positives left, the
 * variance of the log odds about doubles against learning from all. Chance is part of the state.
 */
import type { FeatureBatch, LabelledBatch } from '../features/batch';
import type { Member } from '../learners/ensembles/members';
import type { ExampleLearner, LearnerState, Problem } from '../learners/learner';
import { OneByOne } from '../learners/one-by-one';
import { Random } from '../numeric/random';
import { nestedState, nestStates } from '../state/nested-state';
import { randomOf } from '../state/random-state';
import { expectScalar, expectState } from '../state/saved-state';
import { correctedProbability } from './prior-correction';

const KIND = 'rebalanced';
const FORMAT = 1;

export interface RebalancedSettings {
  /** The share of class 0 that is learned, in (0, 1]. */
  readonly keepNegatives: number;
  /** The weight of class 1, above 0. */
  readonly positiveWeight: number;
}

export class Rebalanced extends OneByOne {
  readonly kind = KIND;
  protected readonly outputs = 1;
  private readonly oddsFactor: number;

  constructor(
    private readonly settings: RebalancedSettings,
    private readonly inner: ExampleLearner,
    private readonly random: Random,
  ) {
    super();
    this.oddsFactor = settings.keepNegatives / settings.positiveWeight;
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    this.inner.predictExample(batch, example, out, at);
    out[at] = correctedProbability(out[at]!, this.oddsFactor);
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const { keepNegatives, positiveWeight } = this.settings;
    if (batch.label[example] === 1) this.inner.learnExample(batch, example, weight * positiveWeight);
    else if (this.random.uniform() < keepNegatives) this.inner.learnExample(batch, example, weight);
  }

  save(): LearnerState {
    const { keepNegatives, positiveWeight } = this.settings;
    const { scalars, arrays } = nestStates({ inner: this.inner.save() });
    return {
      kind: KIND,
      format: FORMAT,
      // What the inner learner has seen is of these shares: corrected by others, it would answer wrongly from then on.
      scalars: { ...scalars, keepNegatives, positiveWeight },
      arrays: { ...arrays, random: this.random.save() },
    };
  }
}

const expectBinary = ({ task }: Problem): void => {
  if (task !== 'binary') throw new Error(`rebalanced() weighs class 1 against class 0, and the outcome is ${task}`);
};

export function createRebalanced(settings: RebalancedSettings, problem: Problem, inner: Member): Rebalanced {
  expectBinary(problem);
  return new Rebalanced(settings, inner(problem), Random.seeded(problem.seed));
}

/** @throws StateRefused */
export function loadRebalanced(
  settings: RebalancedSettings,
  problem: Problem,
  inner: Member,
  state: LearnerState,
): Rebalanced {
  expectBinary(problem);
  expectState(state, KIND, FORMAT);
  expectScalar(state, 'keepNegatives', settings.keepNegatives);
  expectScalar(state, 'positiveWeight', settings.positiveWeight);
  const random = randomOf(state);
  return new Rebalanced(settings, inner(problem, nestedState(state, 'inner')), random);
}
