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
 * Features are taken as they are where the declaration says so. What is declared against forgetting adds losses over examples of before, or a penalty, to each step.
 *
 * Untrained it answers what its initial weights say. A batch that is empty or without weight changes nothing. A
 * gradient that is not finite (weights beyond 1e30, after an absurd learning rate) is counted in `refusedSteps` and
 * not followed.
 */
import type { NeuralLearnerDeclaration } from '../../contracts/learners/neural';
import type { FeatureBatch, LabelledBatch } from '../../domain/features/batch';
import type { Learner, LearnerState, Problem } from '../../domain/learners/learner';
import type { AgainstForgetting } from './against-forgetting';
import { addPenalty, limitingFactor } from './gradient';
import { type InputRows, inputRows } from './input-rows';
import { type InputScale, inputScale, isStandardised } from './input-scale';
import { joinedDeltas, joinedRows, type LossPart } from './loss-part';
import { type DeltasOf, Network } from './network';
import { networkShape } from './network-shape';
import { NEURAL_KIND, type NeuralState, saveNeuralState } from './neural-state';
import type { Output } from './output';
import type { TensorLibrary } from './tensor-library';

export class NeuralLearner implements Learner {
  readonly kind = NEURAL_KIND;
  private readonly network: Network;
  private readonly scale: InputScale;
  private readonly output: Output;
  private readonly againstForgetting: AgainstForgetting | undefined;
  private steps: number;
  private refusedSteps: number;

  constructor(
    tf: TensorLibrary,
    private readonly declaration: NeuralLearnerDeclaration,
    private readonly problem: Problem,
    private readonly state: NeuralState,
  ) {
    this.network = new Network(tf, networkShape(declaration, problem), problem.outputs);
    this.scale = inputScale(declaration, state.features);
    this.output = state.output;
    this.againstForgetting = state.againstForgetting;
    this.steps = state.steps;
    this.refusedSteps = state.refusedSteps;
  }

  predict(batch: FeatureBatch, out: Float64Array): void {
    const { network, state, output } = this;
    network.forward(this.rowsOf(batch), state.weights, (sums) => output.predictions(sums, batch.count, out));
  }

  learn(batch: LabelledBatch): void {
    const totalWeight = this.observe(batch);
    if (totalWeight === 0) return;
    const { network, state, output, againstForgetting } = this;
    const { weights, optimizer } = state;
    const { outputs } = this.problem;
    const own: LossPart = { batch, deltasOf: (sums) => output.deltas(sums, batch, totalWeight) };
    const parts = againstForgetting === undefined ? [own] : [own, ...againstForgetting.recall()];
    const rows = parts.map((part) => this.rowsOf(part.batch));
    const joined = joinedRows(rows);
    let sums = new Float32Array(0);
    const { gradient, inEmbedded } = network.gradients(joined, weights, (all) => {
      sums = all.slice(0, batch.count * outputs);
      return joinedDeltas(parts, all, outputs);
    });
    addPenalty(gradient, weights, network.shape.layers, this.declaration.l2);
    if (againstForgetting !== undefined) {
      const squaredGradients = (deltasOf: DeltasOf) => network.squaredGradients(rows[0]!, weights, deltasOf);
      againstForgetting.takeIn({ batch, totalWeight, sums, weights, squaredGradients });
      againstForgetting.addPenalty(gradient, weights);
    }
    const factor = limitingFactor(gradient);
    if (factor === undefined) {
      this.refusedSteps += 1;
      return;
    }
    this.steps += 1;
    optimizer.take(weights, gradient, factor, this.steps);
    state.embeddings?.learn(joined, inEmbedded, factor);
  }

  save(): LearnerState {
    const { state, steps, refusedSteps } = this;
    return saveNeuralState({ ...state, steps, refusedSteps }, this.declaration, this.problem);
  }

  /** Takes the batch into the running statistics and gives its total weight. */
  private observe(batch: LabelledBatch): number {
    const isScaleLearned = isStandardised(this.declaration);
    let total = 0;
    for (let i = 0; i < batch.count; i++) {
      const weight = batch.weight[i]!;
      if (!(weight > 0)) continue;
      total += weight;
      if (isScaleLearned) this.state.features.learnRow(batch.numeric, i * batch.numericCount, weight);
    }
    this.output.observe(batch);
    return total;
  }

  private rowsOf(batch: FeatureBatch): InputRows {
    return inputRows(batch, this.scale, this.network.shape, this.state.embeddings);
  }
}
