/**
 * How a gradient moves the weights. The slots are arrays of the state like the weights, and the step count is a number
 * beside them, so a step after loading is the step that would have come. TF.js's own Adam multiplies up its powers of
 * beta while it runs and takes them from `pow` when it is loaded, in single precision: of ten steps cut at each place,
 * two ended elsewhere. O(parameters) per step, in double precision with the results stored in single.
 */
import type { NeuralLearnerDeclaration } from '../../contracts/learners/neural';

export interface WeightStep {
  /** Takes step number `step`, from 1, along `gradient` x `factor`, in place. */
  take(weights: Float32Array, gradient: Float32Array, factor: number, step: number): void;
  /** The arrays themselves, by name. */
  readonly slots: Readonly<Record<string, Float32Array>>;
}

type Settings = Pick<NeuralLearnerDeclaration, 'optimizer' | 'learningRate'>;

/** The names of the optimizer's slots; each is as long as the weights and starts at 0. */
export const slotNames = ({ optimizer }: Settings): readonly string[] =>
  optimizer === 'adam' ? ['firstMoments', 'secondMoments'] : [];

/** @param slots in the order of `slotNames` */
export function createWeightStep({ optimizer, learningRate }: Settings, slots: readonly Float32Array[]): WeightStep {
  const [first, second] = slots;
  if (optimizer === 'sgd') return new Sgd(learningRate);
  if (first === undefined || second === undefined) throw new Error(`adam needs 2 slots and got ${slots.length}`);
  return new Adam(learningRate, first, second);
}

class Sgd implements WeightStep {
  readonly slots = {};

  constructor(private readonly rate: number) {}

  take(weights: Float32Array, gradient: Float32Array, factor: number): void {
    const rate = this.rate * factor;
    for (let at = 0; at < weights.length; at++) weights[at] = weights[at]! - rate * gradient[at]!;
  }
}

const BETA1 = 0.9;
const BETA2 = 0.999;
/** As in TF.js and Keras; the paper has 1e-8. */
const EPSILON = 1e-7;

/** Kingma and Ba 2015, "Adam: a method for stochastic optimization", algorithm 1. */
class Adam implements WeightStep {
  readonly slots: Readonly<Record<string, Float32Array>>;

  constructor(
    private readonly rate: number,
    private readonly firstMoments: Float32Array,
    private readonly secondMoments: Float32Array,
  ) {
    this.slots = { firstMoments, secondMoments };
  }

  take(weights: Float32Array, gradient: Float32Array, factor: number, step: number): void {
    const { rate, firstMoments, secondMoments } = this;
    const correction1 = 1 - BETA1 ** step;
    const correction2 = 1 - BETA2 ** step;
    for (let at = 0; at < weights.length; at++) {
      const g = gradient[at]! * factor;
      const first = BETA1 * firstMoments[at]! + (1 - BETA1) * g;
      const second = BETA2 * secondMoments[at]! + (1 - BETA2) * g * g;
      firstMoments[at] = first;
      secondMoments[at] = second;
      weights[at] = weights[at]! - (rate * (first / correction1)) / (Math.sqrt(second / correction2) + EPSILON);
    }
  }
}
