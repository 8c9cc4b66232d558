/**
 * A memory of the whole stream in a fixed number of places: a uniform sample of all the examples seen (reservoir.ts), from which any number
 * can be drawn to be learned once more. What the model answered is kept beside each, for methods that hold it to its own answers.
 *
 * Taking in costs O(row) for those that are kept, which of the n-th example is size / n; drawing O(rows drawn). Examples of weight 0 are
 * not offered. Without examples a draw is an empty batch. The random state is part of the saved one: a buffer that was stopped and
 * resumed keeps and draws what it would have, to the bit.
 */
import type { LabelledBatch } from '../features/batch';
import { Random } from '../numeric/random';
import { randomOf } from '../state/random-state';
import { expectScalar, expectState, numberOf, type SavedState, StateRefused } from '../state/saved-state';
import { distinctIndices } from './distinct-indices';
import { type AnsweredBatch, ExampleRows, type RowShape } from './example-rows';
import { PASSED_OVER, Reservoir } from './reservoir';

const KIND = 'replay-buffer';
const FORMAT = 1;

export interface BufferShape {
  /** Examples kept at most. */
  readonly size: number;
  readonly row: RowShape;
  /** Numbers kept of what the model answered; 0 for none. */
  readonly answersCount: number;
}

export class ReplayBuffer {
  private constructor(
    private readonly shape: BufferShape,
    private readonly random: Random,
    private readonly reservoir: Reservoir,
    private readonly rows: ExampleRows,
  ) {}

  static create(shape: BufferShape, seed: number): ReplayBuffer {
    const random = Random.seeded(seed);
    const rows = ExampleRows.create(shape.size, shape.row, shape.answersCount);
    return new ReplayBuffer(shape, random, new Reservoir(shape.size, random), rows);
  }

  /** How many examples there are to draw from. */
  get kept(): number {
    return this.reservoir.kept;
  }

  /** Offers the examples of a batch in their order. `answers`: count x answersCount, row-major. */
  takeIn(batch: LabelledBatch, answers: ArrayLike<number>): void {
    const { answersCount } = this.shape;
    for (let example = 0; example < batch.count; example++) {
      if (!(batch.weight[example]! > 0)) continue;
      const place = this.reservoir.offer();
      if (place !== PASSED_OVER) this.rows.write(place, batch, example, answers, example * answersCount);
    }
  }

  /** `count` different examples, or all when there are fewer. */
  draw(count: number): AnsweredBatch {
    return this.rows.read(distinctIndices(this.random, count, this.kept));
  }

  save(): SavedState {
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { size: this.shape.size, offered: this.reservoir.offered },
      arrays: { random: this.random.save(), ...this.rows.save(this.kept) },
    };
  }

  /** @throws StateRefused */
  static load(shape: BufferShape, state: SavedState): ReplayBuffer {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'size', shape.size);
    const offered = numberOf(state, 'offered');
    if (!(Number.isSafeInteger(offered) && offered >= 0)) {
      throw new StateRefused(`offered of the ${KIND} state is ${offered}; it should be a count`);
    }
    const random = randomOf(state);
    const reservoir = new Reservoir(shape.size, random, offered);
    const rows = ExampleRows.load(state, shape.size, reservoir.kept, shape.row, shape.answersCount);
    return new ReplayBuffer(shape, random, reservoir, rows);
  }
}
