/**
 * Which of several learners is right now? A mixture that weighs each by how well it has predicted: Bayes' rule over experts, weights
 * proportional to exp(-cumulative loss), with Herbster and Warmuth's (1998, "Tracking the best expert") fixed share, so that an expert
 * that was bad for long comes back as soon as it is good (Cesa-Bianchi and Lugosi 2006, "Prediction, learning, and games", 3.3, 5.2).
 *
 * Classes: the loss is the log loss and the prediction the weighted mean of the probabilities. Without share its total over any stream
 * is at most the best expert's plus ln(experts). With share s, for the best sequence of experts with k changes in n examples:
 * plus ln(experts) + k ln(experts - 1) + k ln(1/s) + (n - 1 - k) ln(1/(1 - s)). Regression: the same with the density of a normal
 * distribution around each expert's value, whose variance is the mixture's own running squared error; the prediction is the mean.
 *
 * An example of weight w counts w times in the weights. Untrained: the experts' plain mean. O(experts) beside the experts' own cost.
 */
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { arrayOf, expectScalar, expectState } from '../../state/saved-state';
import type { ExampleLearner, LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import { type Member, memberState, problemOfMember, saveMembers } from './members';

const KIND = 'mixture';
const FORMAT = 1;
/** As every log loss here: no prediction costs more than 34.5. */
const CLIP = 1e-15;
/** Of the running squared error, per example. */
const VARIANCE_RATE = 0.01;
/** A value further off costs as this many standard deviations. */
const MOST_DEVIATIONS = 8;

export interface MixtureSettings {
  readonly share: number;
}

export class Mixture extends OneByOne {
  readonly kind = KIND;
  protected readonly outputs: number;
  /** One row of predictions per expert. */
  private readonly rows: Float64Array;
  /** Of the example at hand, per expert. */
  private readonly losses: Float64Array;

  constructor(
    private readonly problem: Problem,
    private readonly share: number,
    private readonly experts: readonly ExampleLearner[],
    /** Per expert, adding up to 1. */
    private readonly weights: Float64Array,
    /** Running squared error of regression, and the weight behind it. */
    private readonly spread: Float64Array,
  ) {
    super();
    this.outputs = problem.outputs;
    this.rows = new Float64Array(experts.length * problem.outputs);
    this.losses = new Float64Array(experts.length);
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    const { experts, weights, rows, outputs } = this;
    let total = 0;
    for (let output = 0; output < outputs; output++) out[at + output] = 0;
    for (let expert = 0; expert < experts.length; expert++) {
      experts[expert]!.predictExample(batch, example, rows, expert * outputs);
      for (let output = 0; output < outputs; output++) {
        out[at + output]! += weights[expert]! * rows[expert * outputs + output]!;
      }
      total += weights[expert]!;
    }
    // Rounded, the weights may add up to a little more than 1.
    for (let output = 0; output < outputs; output++) out[at + output]! /= total;
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const { experts, rows, outputs } = this;
    for (let expert = 0; expert < experts.length; expert++) {
      experts[expert]!.predictExample(batch, example, rows, expert * outputs);
    }
    if (this.problem.task === 'regression') this.weighValues(batch.label[example]!, weight);
    else this.weighClasses(batch.label[example]!, weight);
    for (let expert = 0; expert < experts.length; expert++) experts[expert]!.learnExample(batch, example, weight);
  }

  save(): LearnerState {
    const { scalars, arrays } = saveMembers(this.experts);
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { ...scalars, ...shapeOf(this.problem, this.experts.length) },
      arrays: { ...arrays, weights: this.weights.slice(), spread: this.spread.slice() },
    };
  }

  private weighClasses(label: number, weight: number): void {
    const { rows, outputs, losses } = this;
    for (let expert = 0; expert < losses.length; expert++) {
      const first = rows[expert * outputs]!;
      const given = outputs > 1 ? rows[expert * outputs + label]! : label === 1 ? first : 1 - first;
      losses[expert] = -Math.log(Math.min(1 - CLIP, Math.max(CLIP, given)));
    }
    this.weigh(weight);
  }

  private weighValues(label: number, weight: number): void {
    const { rows, weights, losses, spread } = this;
    const variance = spread[0]!;
    const deviation = Math.sqrt(variance);
    let value = 0;
    for (let expert = 0; expert < losses.length; expert++) {
      value += weights[expert]! * rows[expert]!;
      const off = Math.min(MOST_DEVIATIONS, Math.abs(label - rows[expert]!) / deviation);
      losses[expert] = (off * off) / 2;
    }
    if (variance > 0) this.weigh(weight);
    const known = spread[1]! + weight;
    const rate = Math.max(weight / known, 1 - (1 - VARIANCE_RATE) ** weight);
    spread[0] = variance + rate * ((label - value) * (label - value) - variance);
    spread[1] = known;
  }

  private weigh(weight: number): void {
    const { weights, losses, share } = this;
    // From the least loss on, so that the largest factor is 1 and the sum never underflows.
    let least = Number.POSITIVE_INFINITY;
    for (let expert = 0; expert < losses.length; expert++) {
      if (weights[expert]! > 0 && losses[expert]! < least) least = losses[expert]!;
    }
    let total = 0;
    for (let expert = 0; expert < losses.length; expert++) {
      // One without weight may have lost less than all others, and 0 times infinity is no number.
      if (weights[expert]! > 0) weights[expert]! *= Math.exp(-weight * (losses[expert]! - least));
      total += weights[expert]!;
    }
    for (let expert = 0; expert < losses.length; expert++) {
      const own = weights[expert]! / total;
      weights[expert] = (1 - share) * own + (share * (1 - own)) / (losses.length - 1);
    }
  }
}

const shapeOf = ({ task, outputs }: Problem, experts: number) => ({ task, outputs, experts });

/** At least two experts. */
export function createMixture({ share }: MixtureSettings, problem: Problem, members: readonly Member[]): Mixture {
  const experts = members.map((make, at) => make(problemOfMember(problem, at)));
  return new Mixture(
    problem,
    share,
    experts,
    new Float64Array(experts.length).fill(1 / experts.length),
    new Float64Array(2),
  );
}

/** @throws StateRefused */
export function loadMixture(
  { share }: MixtureSettings,
  problem: Problem,
  members: readonly Member[],
  state: LearnerState,
): Mixture {
  expectState(state, KIND, FORMAT);
  for (const [name, wanted] of Object.entries(shapeOf(problem, members.length))) expectScalar(state, name, wanted);
  const experts = members.map((make, at) => make(problemOfMember(problem, at), memberState(state, at)));
  const weights = arrayOf(state, 'weights', Float64Array, members.length);
  return new Mixture(problem, share, experts, weights, arrayOf(state, 'spread', Float64Array, 2));
}
