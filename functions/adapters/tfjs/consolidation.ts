/**
 * Elastic weight consolidation: a penalty strength / 2 x importance x (weight - anchor)² on each weight keeps near to
 * where they were those on which the answers to the past depend (Kirkpatrick et al. 2017, "Overcoming catastrophic
 * forgetting in neural networks"). The online form (Schwarz et al. 2018, "Progress & compress", section 3.2) has one
 * anchor and one importance for the whole past: every so many examples the anchor moves to where the weights are, and
 * the importances become decay x those before plus those of the examples since.
 *
 * Importance is the diagonal of the empirical Fisher information: the mean over the examples of their squared
 * gradients, each taken as the example was learned rather than in a pass of its own, which a stream does not have.
 *
 * Memory 4 numbers per weight; a step costs one more pass through the network. Before the first consolidation there is
 * no penalty. A micro-batch whose squares overflow says nothing and is left out. Steps are stable while
 * learningRate x strength x importance is below 2.
 */
import type { ConsolidationDeclaration } from '../../contracts/learners/forgetting';
import { arrayOf, expectState, floatsOf, numberOf, type SavedState } from '../../domain/state/saved-state';
import type { AgainstForgetting, Observed } from './against-forgetting';
import type { LossPart } from './loss-part';
import type { Output } from './output';

const KIND = 'consolidation';
const FORMAT = 1;

/** Importances above this are shortened to it, so that the penalty's gradient stays finite. */
const MOST_IMPORTANT = 1e6;

interface ConsolidationState {
  /** The weights of then. */
  readonly anchor: Float32Array;
  readonly importance: Float32Array;
  /** Since then: the weighted sum of squared gradients, the sum of weights, and the number of examples. */
  readonly squares: Float64Array;
  readonly weight: number;
  readonly examples: number;
}

export class Consolidation implements AgainstForgetting {
  private readonly anchor: Float32Array;
  private readonly importance: Float32Array;
  private readonly squares: Float64Array;
  private weight: number;
  private examples: number;

  private constructor(
    private readonly declaration: ConsolidationDeclaration,
    private readonly output: Output,
    { anchor, importance, squares, weight, examples }: ConsolidationState,
  ) {
    this.anchor = anchor;
    this.importance = importance;
    this.squares = squares;
    this.weight = weight;
    this.examples = examples;
  }

  static create(declaration: ConsolidationDeclaration, parameters: number, output: Output): Consolidation {
    return new Consolidation(declaration, output, {
      anchor: new Float32Array(parameters),
      importance: new Float32Array(parameters),
      squares: new Float64Array(parameters),
      weight: 0,
      examples: 0,
    });
  }

  /** @throws StateRefused */
  static load(
    declaration: ConsolidationDeclaration,
    parameters: number,
    output: Output,
    state: SavedState,
  ): Consolidation {
    expectState(state, KIND, FORMAT);
    return new Consolidation(declaration, output, {
      anchor: arrayOf(state, 'anchor', Float32Array, parameters),
      importance: arrayOf(state, 'importance', Float32Array, parameters),
      squares: floatsOf(state, 'squares', parameters),
      weight: numberOf(state, 'weight'),
      examples: numberOf(state, 'examples'),
    });
  }

  recall(): readonly LossPart[] {
    return [];
  }

  takeIn({ batch, totalWeight, weights, squaredGradients }: Observed): void {
    if (this.examples >= this.declaration.every) this.consolidate(weights);
    this.examples += batch.count;
    const { squares } = this;
    const own = squaredGradients((sums) => this.rootWeightedDeltas(sums, batch, totalWeight));
    if (!own.every(Number.isFinite)) return;
    for (let at = 0; at < own.length; at++) squares[at] = squares[at]! + own[at]!;
    this.weight += totalWeight;
  }

  addPenalty(gradient: Float32Array, weights: Float32Array): void {
    const { strength } = this.declaration;
    const { anchor, importance } = this;
    for (let at = 0; at < gradient.length; at++) {
      gradient[at] = gradient[at]! + strength * importance[at]! * (weights[at]! - anchor[at]!);
    }
  }

  save(): SavedState {
    const { weight, examples, anchor, importance, squares } = this;
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { weight, examples },
      arrays: { anchor: anchor.slice(), importance: importance.slice(), squares: squares.slice() },
    };
  }

  private consolidate(weights: Float32Array): void {
    const { anchor, importance, squares, weight } = this;
    for (let at = 0; at < weights.length; at++) {
      const since = weight > 0 ? squares[at]! / weight : 0;
      importance[at] = Math.min(MOST_IMPORTANT, this.declaration.decay * importance[at]! + since);
    }
    anchor.set(weights);
    squares.fill(0);
    this.weight = 0;
    this.examples = 0;
  }

  /** Each example's own gradient times the root of its weight, whose square is the weighted square. */
  private rootWeightedDeltas(sums: Float32Array, batch: Observed['batch'], totalWeight: number): Float32Array {
    const deltas = this.output.deltas(sums, batch, totalWeight);
    const outputs = deltas.length / batch.count;
    for (let at = 0; at < deltas.length; at++) {
      const weight = batch.weight[Math.floor(at / outputs)]!;
      deltas[at] = weight > 0 ? (deltas[at]! * totalWeight) / Math.sqrt(weight) : 0;
    }
    return deltas;
  }
}
