/**
 * Which were the latest examples? A ring of typed arrays that the newest example enters in place of the oldest. O(features) per
 * example, window x features of memory from the start. Its state is in order of age, and as long as what it holds.
 */
import type { LabelledBatch } from '../../features/batch';
import { arrayOf, floatsOf, type SavedState, type StateArray, StateRefused } from '../../state/saved-state';
import type { Problem } from '../learner';

export class ExampleWindow {
  /** Rows of `numericCount` values. */
  readonly numeric: Float64Array;
  /** Rows of two words per categorical feature. */
  readonly identity: Uint32Array;
  readonly label: Float64Array;
  readonly weight: Float64Array;
  private readonly words: number;
  private heldRows = 0;
  private newestRow = -1;

  constructor(
    { numericCount, categoricalCount }: Problem,
    readonly size: number,
  ) {
    this.words = 2 * categoricalCount;
    this.numeric = new Float64Array(size * numericCount);
    this.identity = new Uint32Array(size * this.words);
    this.label = new Float64Array(size);
    this.weight = new Float64Array(size);
  }

  /**
   * Of a longer window only the latest examples are taken.
   * @throws StateRefused
   */
  static load(problem: Problem, size: number, state: SavedState): ExampleWindow {
    const label = floatsOf(state, 'window.label');
    const held = label.length;
    const numeric = floatsOf(state, 'window.numeric', held * problem.numericCount);
    const identity = arrayOf(state, 'window.identity', Uint32Array, held * 2 * problem.categoricalCount);
    const weight = floatsOf(state, 'window.weight', held);
    if (weight.some((w) => !(w > 0))) throw new StateRefused(`the ${state.kind} state holds an example without weight`);
    const window = new ExampleWindow(problem, size);
    const from = Math.max(0, held - size);
    window.numeric.set(numeric.subarray(from * problem.numericCount));
    window.identity.set(identity.subarray(from * window.words));
    window.label.set(label.subarray(from));
    window.weight.set(weight.subarray(from));
    window.heldRows = held - from;
    window.newestRow = window.heldRows - 1;
    return window;
  }

  /** How many rows are held; they are rows 0 to held - 1. */
  get held(): number {
    return this.heldRows;
  }

  /** The row of the latest example; the ones before it lie below, round the end. */
  get newest(): number {
    return this.newestRow;
  }

  add({ numeric, numericCount, identity, label }: LabelledBatch, example: number, weight: number): void {
    const { words } = this;
    const row = this.newestRow + 1 === this.size ? 0 : this.newestRow + 1;
    for (let at = 0; at < numericCount; at++) {
      this.numeric[row * numericCount + at] = numeric[example * numericCount + at]!;
    }
    for (let at = 0; at < words; at++) this.identity[row * words + at] = identity[example * words + at]!;
    this.label[row] = label[example]!;
    this.weight[row] = weight;
    this.newestRow = row;
    if (this.heldRows < this.size) this.heldRows += 1;
  }

  save(): Record<string, StateArray> {
    return {
      'window.numeric': this.byAge(this.numeric),
      'window.identity': this.byAge(this.identity),
      'window.label': this.byAge(this.label),
      'window.weight': this.byAge(this.weight),
    };
  }

  private byAge<T extends Float64Array | Uint32Array>(rows: T): T {
    const width = rows.length / this.size;
    const aged = rows.slice(0, this.heldRows * width) as T;
    const older = rows.subarray((this.newestRow + 1) * width, this.heldRows * width);
    aged.set(older);
    aged.set(rows.subarray(0, (this.newestRow + 1) * width), older.length);
    return aged;
  }
}
