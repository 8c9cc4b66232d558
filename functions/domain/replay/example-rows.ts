/**
 * A fixed number of places for labelled examples, each with the numbers that a model answered it with. Columns of typed arrays, row-major
 * like the batches that they come from and go into. Writing and reading a row are O(its width), the memory is O(places x width).
 */
import type { LabelledBatch } from '../features/batch';
import type { Problem } from '../learners/learner';
import { arrayOf, floatsOf, type SavedState, type StateArray } from '../state/saved-state';

export type RowShape = Pick<Problem, 'numericCount' | 'categoricalCount' | 'hashedCount'>;

/** Examples as they were learned, and `answers`: count x answersCount. */
export interface AnsweredBatch extends LabelledBatch {
  readonly answers: Float64Array;
}

export class ExampleRows {
  private constructor(
    private readonly shape: RowShape,
    private readonly answersCount: number,
    private readonly columns: AnsweredBatch,
  ) {}

  static create(places: number, shape: RowShape, answersCount: number): ExampleRows {
    return new ExampleRows(shape, answersCount, emptyBatch(places, shape, answersCount));
  }

  /** Puts an example of a batch into place `to`, with what `answers` has from `answersAt` on. */
  write(to: number, batch: LabelledBatch, example: number, answers: ArrayLike<number>, answersAt: number): void {
    const { columns, shape, answersCount } = this;
    copyRow(batch.numeric, example, columns.numeric, to, shape.numericCount);
    copyRow(batch.hashed, example, columns.hashed, to, shape.hashedCount);
    copyRow(batch.identity, example, columns.identity, to, 2 * shape.categoricalCount);
    columns.label[to] = batch.label[example]!;
    columns.weight[to] = batch.weight[example]!;
    columns.completedAtMs[to] = batch.completedAtMs[example]!;
    for (let k = 0; k < answersCount; k++) columns.answers[to * answersCount + k] = answers[answersAt + k]!;
  }

  /** The examples in these places, in this order, as a batch of their own. */
  read(places: Int32Array): AnsweredBatch {
    const { columns, shape, answersCount } = this;
    const batch = emptyBatch(places.length, shape, answersCount);
    for (let to = 0; to < places.length; to++) {
      const from = places[to]!;
      copyRow(columns.numeric, from, batch.numeric, to, shape.numericCount);
      copyRow(columns.hashed, from, batch.hashed, to, shape.hashedCount);
      copyRow(columns.identity, from, batch.identity, to, 2 * shape.categoricalCount);
      copyRow(columns.answers, from, batch.answers, to, answersCount);
      batch.label[to] = columns.label[from]!;
      batch.weight[to] = columns.weight[from]!;
      batch.completedAtMs[to] = columns.completedAtMs[from]!;
    }
    return batch;
  }

  /** Copies of the first `count` places. */
  save(count: number): Readonly<Record<string, StateArray>> {
    const { numericCount, hashedCount, categoricalCount } = this.shape;
    const { numeric, hashed, identity, label, weight, completedAtMs, answers } = this.columns;
    return {
      numeric: numeric.slice(0, count * numericCount),
      hashed: hashed.slice(0, count * hashedCount),
      identity: identity.slice(0, count * 2 * categoricalCount),
      label: label.slice(0, count),
      weight: weight.slice(0, count),
      completedAtMs: completedAtMs.slice(0, count),
      answers: answers.slice(0, count * this.answersCount),
    };
  }

  /** The first `count` of `places` as they were saved. @throws StateRefused for arrays of another shape */
  static load(state: SavedState, places: number, count: number, shape: RowShape, answersCount: number): ExampleRows {
    const rows = ExampleRows.create(places, shape, answersCount);
    const { columns } = rows;
    columns.numeric.set(floatsOf(state, 'numeric', count * shape.numericCount));
    columns.hashed.set(arrayOf(state, 'hashed', Int32Array, count * shape.hashedCount));
    columns.identity.set(arrayOf(state, 'identity', Uint32Array, count * 2 * shape.categoricalCount));
    columns.label.set(floatsOf(state, 'label', count));
    columns.weight.set(floatsOf(state, 'weight', count));
    columns.completedAtMs.set(floatsOf(state, 'completedAtMs', count));
    columns.answers.set(floatsOf(state, 'answers', count * answersCount));
    return rows;
  }
}

const emptyBatch = (count: number, shape: RowShape, answersCount: number): AnsweredBatch => ({
  count,
  numericCount: shape.numericCount,
  numeric: new Float64Array(count * shape.numericCount),
  hashedCount: shape.hashedCount,
  categoricalCount: shape.categoricalCount,
  hashed: new Int32Array(count * shape.hashedCount),
  identity: new Uint32Array(count * 2 * shape.categoricalCount),
  label: new Float64Array(count),
  weight: new Float64Array(count),
  completedAtMs: new Float64Array(count),
  answers: new Float64Array(count * answersCount),
});

function copyRow<T extends Float64Array | Int32Array | Uint32Array>(
  from: T,
  row: number,
  into: T,
  to: number,
  width: number,
): void {
  for (let k = 0; k < width; k++) into[to * width + k] = from[row * width + k]!;
}
