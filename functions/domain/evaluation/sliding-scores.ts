/**
 * How good were the predictions lately? Scores over the last panes of a fixed number of examples each: the pane being filled and
 * the ones before it, so between (panes - 1) x paneExamples and panes x paneExamples examples once as many were seen.
 *
 * Panes are scores side by side in one array, used as a ring; the window is their merge, oldest first, as if the stream had begun
 * with the oldest. O(1) an example, O(panes x cells) to report, one copy of the array to save. Nothing added: the report of no data.
 */
import type { LearnerState } from '../learners/learner';
import { floatsOf } from '../state/saved-state';
import { cellCount, scoresIn } from './create-scores';
import { requireKind, shapeIn, wholeIn } from './saved-scores';
import type { Report, ScoreShape, Scores } from './scores';

const KIND = 'sliding-scores';
const FORMAT = 1;

export interface SlidingOptions {
  readonly panes: number;
  readonly paneExamples: number;
}

export class SlidingScores {
  private readonly cells: Float64Array;
  private readonly panes: Scores[] = [];
  private readonly window: Scores;

  private constructor(
    private readonly shape: ScoreShape,
    private readonly options: SlidingOptions,
    /** Examples added, ever. */
    private seen: number,
    cells?: Float64Array,
  ) {
    for (const name of ['panes', 'paneExamples'] as const) {
      if (!(Number.isInteger(options[name]) && options[name] >= 1)) {
        throw new RangeError(`${name} is ${options[name]}; it must be a whole number of 1 or more`);
      }
    }
    const size = cellCount(shape);
    this.cells = cells ?? new Float64Array(options.panes * size);
    for (let at = 0; at < this.cells.length; at += size) {
      this.panes.push(scoresIn(shape, this.cells.subarray(at, at + size)));
    }
    this.window = scoresIn(shape, new Float64Array(size));
  }

  /** @param aucBins fewer than for scores over everything: there is one histogram a pane */
  static create(task: ScoreShape['task'], outputs: number, options: SlidingOptions, aucBins = 256): SlidingScores {
    return new SlidingScores({ task, outputs, aucBins }, options, 0);
  }

  /** @throws StateRefused */
  static load(state: LearnerState): SlidingScores {
    requireKind(state, KIND, FORMAT);
    const shape = shapeIn(state);
    const options = { panes: wholeIn(state, 'panes', 1), paneExamples: wholeIn(state, 'paneExamples', 1) };
    const cells = floatsOf(state, 'cells', options.panes * cellCount(shape));
    return new SlidingScores(shape, options, wholeIn(state, 'seen', 0), cells);
  }

  /** As Scores.add. After a refusal load it again: part of the call was added. */
  add(
    predictions: Float64Array,
    label: Float64Array,
    weight: Float64Array,
    count: number,
    rows: Int32Array | null = null,
    start = 0,
  ): void {
    const { paneExamples } = this.options;
    const end = start + count;
    for (let from = start; from < end; ) {
      const filled = this.seen % paneExamples;
      const pane = this.panes[Math.floor(this.seen / paneExamples) % this.panes.length]!;
      if (filled === 0) pane.cells.fill(0);
      const part = Math.min(end - from, paneExamples - filled);
      pane.add(predictions, label, weight, part, rows, from);
      this.seen += part;
      from += part;
    }
  }

  report(): Report {
    this.window.cells.fill(0);
    const { length } = this.panes;
    const oldest = Math.ceil(this.seen / this.options.paneExamples) % length;
    for (let k = 0; k < length; k++) this.window.absorb(this.panes[(oldest + k) % length]!);
    return this.window.report();
  }

  save(): LearnerState {
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { ...this.shape, ...this.options, seen: this.seen },
      arrays: { cells: this.cells.slice() },
    };
  }
}
