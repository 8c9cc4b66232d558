/**
 * A vector per category instead of an input per category: each categorical feature has a table of 2^inputBits vectors, found by the low
 * bits of its hashed slot, and the network's inputs are those vectors one after the other. They are learned with it: the loss's gradient
 * in the inputs moves, by AdaGrad (Duchi, Hazan and Singer 2011, "Adaptive subgradient methods for online learning and stochastic
 * optimization", in its diagonal form), the vectors that occurred and no others, each category at a rate of its own: one that is rare
 * still learns fast when it comes. Neither l2 nor a penalty on weights reaches them.
 *
 * They start uniform in ±0.05, drawn from the model's seed. Memory 2 numbers per element, a step O(examples x features x size). A
 * coordinate whose gradient is not finite, or whose square overflows, stays where it is.
 */
import { prng, uniform } from '../../domain/numeric/prng';
import type { InputRows } from './input-rows';
import type { NetworkShape } from './network-shape';

const LARGEST_START = 0.05;
const EPSILON = 1e-8;

export class Embeddings {
  /** Sums of gradients over a micro-batch; zero between steps. */
  private readonly gradient: Float64Array;

  /** @param squares per element the sum of squared gradients so far */
  constructor(
    readonly size: number,
    private readonly rate: number,
    readonly vectors: Float32Array,
    readonly squares: Float32Array,
  ) {
    this.gradient = new Float64Array(vectors.length);
  }

  static create({ embeddingSize, embedded }: NetworkShape, rate: number, seed: number): Embeddings {
    const random = prng(seed + 1);
    const vectors = Float32Array.from({ length: embedded }, () => (2 * uniform(random) - 1) * LARGEST_START);
    return new Embeddings(embeddingSize, rate, vectors, new Float32Array(embedded));
  }

  /** `inputGradient`: the loss's gradient in the values of `rows`, times `factor` in the step. */
  learn({ count, entries, vectorAt }: InputRows, inputGradient: Float64Array, factor: number): void {
    const { size, gradient } = this;
    const tables = count === 0 ? 0 : vectorAt.length / count;
    for (let i = 0; i < count; i++) {
      for (let table = 0; table < tables; table++) {
        const at = vectorAt[i * tables + table]!;
        const from = i * entries + table * size;
        for (let d = 0; d < size; d++) gradient[at + d] = gradient[at + d]! + inputGradient[from + d]!;
      }
    }
    // A vector that occurs again finds its sum taken, and stays.
    for (const at of vectorAt) for (let d = at; d < at + size; d++) this.move(d, factor);
  }

  private move(at: number, factor: number): void {
    const g = this.gradient[at]! * factor;
    this.gradient[at] = 0;
    if (g === 0) return;
    const squares = Math.fround(this.squares[at]! + g * g);
    if (!Number.isFinite(squares)) return;
    this.squares[at] = squares;
    this.vectors[at] = this.vectors[at]! - (this.rate * g) / (Math.sqrt(squares) + EPSILON);
  }
}
