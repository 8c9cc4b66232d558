/**
 * From what comes out of the last layer to predictions, and from predictions and labels to the gradient of the loss.
 * The loss is the weighted mean over the micro-batch of log loss (binary: sigmoid; multiclass: softmax) or of squared
 * error (regression: linear, on the target standardised by its own running statistics, so that one learning rate
 * serves whatever the unit is). In double precision, without overflow for finite sums. An example of weight 0 has
 * gradient 0. O(examples x outputs).
 */
import type { LabelledBatch } from '../../domain/features/batch';
import type { StandardScaler } from '../../domain/features/standard-scaler';
import type { Problem } from '../../domain/learners/learner';

export interface Output {
  /** The target's statistics; without columns unless the task is regression. */
  readonly target: StandardScaler;
  /** Takes in the labels; called before the `deltas` of the same batch. */
  observe(batch: LabelledBatch): void;
  predictions(sums: Float32Array, count: number, out: Float64Array): void;
  /** The gradient in the sums, count x outputs. `totalWeight` is that of the batch, above 0. */
  deltas(sums: Float32Array, batch: LabelledBatch, totalWeight: number): Float32Array;
}

export const targetColumns = ({ task }: Problem): number => (task === 'regression' ? 1 : 0);

export function createOutput({ task, outputs }: Problem, target: StandardScaler): Output {
  if (task === 'binary') return new SigmoidOutput(target);
  return task === 'multiclass' ? new SoftmaxOutput(target, outputs) : new StandardisedOutput(target);
}

class SigmoidOutput implements Output {
  constructor(readonly target: StandardScaler) {}

  observe(): void {}

  predictions(sums: Float32Array, count: number, out: Float64Array): void {
    for (let i = 0; i < count; i++) out[i] = sigmoid(sums[i]!);
  }

  deltas(sums: Float32Array, { count, label, weight }: LabelledBatch, totalWeight: number): Float32Array {
    const deltas = new Float32Array(count);
    for (let i = 0; i < count; i++) deltas[i] = ((sigmoid(sums[i]!) - label[i]!) * weight[i]!) / totalWeight;
    return deltas;
  }
}

/** exp only ever sees a negative number. */
function sigmoid(sum: number): number {
  const small = Math.exp(-Math.abs(sum));
  return (sum >= 0 ? 1 : small) / (1 + small);
}

class SoftmaxOutput implements Output {
  constructor(
    readonly target: StandardScaler,
    private readonly classes: number,
  ) {}

  observe(): void {}

  predictions(sums: Float32Array, count: number, out: Float64Array): void {
    const { classes } = this;
    for (let at = 0; at < count * classes; at += classes) {
      let largest = sums[at]!;
      for (let k = 1; k < classes; k++) largest = Math.max(largest, sums[at + k]!);
      let total = 0;
      for (let k = 0; k < classes; k++) {
        const odds = Math.exp(sums[at + k]! - largest);
        out[at + k] = odds;
        total += odds;
      }
      for (let k = 0; k < classes; k++) out[at + k] = out[at + k]! / total;
    }
  }

  deltas(sums: Float32Array, { count, label, weight }: LabelledBatch, totalWeight: number): Float32Array {
    const { classes } = this;
    const probabilities = new Float64Array(count * classes);
    this.predictions(sums, count, probabilities);
    const deltas = new Float32Array(count * classes);
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < classes; k++) {
        const error = probabilities[i * classes + k]! - (label[i] === k ? 1 : 0);
        deltas[i * classes + k] = (error * weight[i]!) / totalWeight;
      }
    }
    return deltas;
  }
}

class StandardisedOutput implements Output {
  constructor(readonly target: StandardScaler) {}

  observe({ count, label, weight }: LabelledBatch): void {
    for (let i = 0; i < count; i++) if (weight[i]! > 0) this.target.learn(0, label[i]!, weight[i]!);
  }

  predictions(sums: Float32Array, count: number, out: Float64Array): void {
    for (let i = 0; i < count; i++) out[i] = this.target.unscale(0, sums[i]!);
  }

  deltas(sums: Float32Array, { count, label, weight }: LabelledBatch, totalWeight: number): Float32Array {
    const deltas = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      const error = sums[i]! - this.target.scale(0, label[i]!);
      deltas[i] = (2 * error * weight[i]!) / totalWeight;
    }
    return deltas;
  }
}
