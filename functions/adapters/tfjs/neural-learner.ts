/**
 * A feed-forward network learned online: standardised numbers and folded categories through ReLU layers to a sigmoid,
 * softmax or linear output. One gradient step per micro-batch, in stream order; nothing is shuffled. Features and
 * target are standardised by running statistics that take in a micro-batch before the step on it; predicting only
 * scales.
 *
 * All state is typed arrays; tensors live within a call. So a learner that is dropped leaves nothing behind, and a
 * copy is a copy. The same state, batch and backend give the same bits. A step costs O(examples x (entries x first
 * layer's units + other weights) + parameters), a prediction the first term.
 *
 * Untrained it answers what its initial weights say. A batch that is empty or without weight changes nothing. A
 * gradient that is not finite (weights beyond 1e30, after an absurd learning rate) is counted in `refusedSteps` and
 * not followed.
 */
import type { NeuralLearnerDeclaration } from '../../contracts/learners/neural';
import type { FeatureBatch, LabelledBatch } from '../../domain/features/batch';
import type { Learner, LearnerState, Problem } from '../../domain/learners/learner';
import { activations, propagateBack } from './dense-layers';
import { addPenalty, limitingFactor } from './gradient';
import { addFirstLayerGradient, firstLayer } from './input-layer';
import { type InputRows, inputRows } from './input-rows';
import { type LayerShape, type NetworkShape, networkShape } from './network-shape';
import { NEURAL_KIND, type NeuralState, saveNeuralState } from './neural-state';
import { createOutput, type Output } from './output';
import type { TensorLibrary } from './tensor-library';

export class NeuralLearner implements Learner {
  readonly kind = NEURAL_KIND;
  private readonly shape: NetworkShape;
  /** The layers after the first. */
  private readonly dense: readonly LayerShape[];
  private readonly output: Output;
  private steps: number;
  private refusedSteps: number;

  constructor(
    private readonly tf: TensorLibrary,
    private readonly declaration: NeuralLearnerDeclaration,
    private readonly problem: Problem,
    private readonly state: NeuralState,
  ) {
    this.shape = networkShape(declaration, problem);
    this.dense = this.shape.layers.slice(1);
    this.output = createOutput(problem, state.target);
    this.steps = state.steps;
    this.refusedSteps = state.refusedSteps;
  }

  predict(batch: FeatureBatch, out: Float64Array): void {
    const first = this.first(inputRows(batch, this.state.features, this.shape));
    const { tf, dense, output } = this;
    tf.tidy(() => {
      const passed = activations(tf, dense, this.state.weights, this.tensor(first, batch.count));
      output.predictions(passed[dense.length]!.dataSync<'float32'>(), batch.count, out);
    });
  }

  learn(batch: LabelledBatch): void {
    const totalWeight = this.observe(batch);
    if (totalWeight === 0) return;
    const { weights, optimizer } = this.state;
    const gradient = this.gradient(batch, totalWeight);
    addPenalty(gradient, weights, this.shape.layers, this.declaration.l2);
    const factor = limitingFactor(gradient);
    if (factor === undefined) {
      this.refusedSteps += 1;
      return;
    }
    this.steps += 1;
    optimizer.take(weights, gradient, factor, this.steps);
  }

  save(): LearnerState {
    const { state, steps, refusedSteps } = this;
    return saveNeuralState({ ...state, steps, refusedSteps }, this.declaration, this.problem);
  }

  /** Takes the batch into the running statistics and gives its total weight. */
  private observe(batch: LabelledBatch): number {
    let total = 0;
    for (let i = 0; i < batch.count; i++) {
      const weight = batch.weight[i]!;
      if (!(weight > 0)) continue;
      total += weight;
      this.state.features.learnRow(batch.numeric, i * batch.numericCount, weight);
    }
    this.output.observe(batch);
    return total;
  }

  /** The gradient of the weighted mean loss in all weights. */
  private gradient(batch: LabelledBatch, totalWeight: number): Float32Array {
    const { tf, dense, output, shape } = this;
    const { weights, features } = this.state;
    const rows = inputRows(batch, features, shape);
    const first = this.first(rows);
    const gradient = new Float32Array(shape.parameters);
    tf.tidy(() => {
      const passed = activations(tf, dense, weights, this.tensor(first, batch.count));
      const sums = passed[dense.length]!.dataSync<'float32'>();
      const outputs = this.problem.outputs;
      const delta = tf.tensor2d(output.deltas(sums, batch, totalWeight), [batch.count, outputs], 'float32');
      const firstDelta = propagateBack(tf, dense, weights, passed, delta, gradient);
      addFirstLayerGradient(rows, firstDelta.dataSync<'float32'>(), shape.layers[0], gradient);
    });
    return gradient;
  }

  private first(rows: InputRows): Float32Array {
    return firstLayer(rows, this.state.weights, this.shape.layers[0], this.dense.length > 0);
  }

  private tensor(first: Float32Array, count: number) {
    return this.tf.tensor2d(first, [count, this.shape.layers[0].units], 'float32');
  }
}
