/**
 * How far off were predicted values? Mean absolute error and root mean squared error. O(1) an example, to report and to merge.
 * No data or no weight: null.
 */
import type { LearnerState } from '../learners/learner';
import { addSum, addTerm, SUM_CELLS, sumOf } from '../statistics/cascaded-sum';
import { saveScores } from './saved-scores';
import { LARGEST, type Report, refuse, refuseWeight, requireSameShape, type ScoreShape, type Scores } from './scores';

const EXAMPLES = 0;
const WEIGHT = 1;
const ABSOLUTE = WEIGHT + SUM_CELLS;
const SQUARED = ABSOLUTE + SUM_CELLS;
const CELLS = SQUARED + SUM_CELLS;

export class RegressionScores implements Scores {
  constructor(
    readonly shape: ScoreShape,
    readonly cells: Float64Array,
  ) {}

  static cellCount(): number {
    return CELLS;
  }

  add(
    predictions: Float64Array,
    label: Float64Array,
    weight: Float64Array,
    count: number,
    rows: Int32Array | null = null,
    start = 0,
  ): void {
    const { cells } = this;
    const end = start + count;
    for (let i = start; i < end; i++) {
      const row = rows === null ? i : rows[i]!;
      const error = predictions[row]! - label[row]!;
      const w = weight[row]!;
      if (!(Math.abs(error) <= LARGEST)) refuse('error', error, row, `at most ${LARGEST}`);
      if (!(w >= 0 && w <= LARGEST)) refuseWeight(w, row);
    }
    for (let i = start; i < end; i++) {
      const row = rows === null ? i : rows[i]!;
      const error = predictions[row]! - label[row]!;
      const w = weight[row]!;
      addTerm(cells, WEIGHT, w);
      addTerm(cells, ABSOLUTE, w * Math.abs(error));
      addTerm(cells, SQUARED, w * error * error);
    }
    cells[EXAMPLES]! += count;
  }

  absorb(later: Scores): void {
    requireSameShape(this.shape, later.shape);
    this.cells[EXAMPLES]! += later.cells[EXAMPLES]!;
    for (let cell = WEIGHT; cell < CELLS; cell += SUM_CELLS) addSum(this.cells, cell, later.cells, cell);
  }

  report(): Report {
    const total = sumOf(this.cells, WEIGHT);
    return {
      examples: this.cells[EXAMPLES]!,
      weight: total,
      mae: total > 0 ? sumOf(this.cells, ABSOLUTE) / total : null,
      rmse: total > 0 ? Math.sqrt(sumOf(this.cells, SQUARED) / total) : null,
    };
  }

  save(): LearnerState {
    return saveScores(this);
  }
}
