/**
 * The figures of each day that is over, for a chart: one Float64Array a column, some 100 bytes a day. Appending is amortised
 * O(columns); saving copies the columns. A figure that is undefined (a day of one class has no AUC) is NaN in its column, null in a row.
 */
import type { LearnerState } from '../learners/learner';
import { floatsOf } from '../state/saved-state';
import { wholeIn } from './saved-scores';
import type { Report, ScoreShape } from './scores';

const CLASSIFIER_FIGURES = ['logLoss', 'brier', 'accuracy', 'kappa', 'kappaTemporal', 'calibrationError'] as const;
const FIGURES: Readonly<Record<ScoreShape['task'], readonly string[]>> = {
  binary: ['examples', 'weight', 'rocAuc', ...CLASSIFIER_FIGURES],
  multiclass: ['examples', 'weight', ...CLASSIFIER_FIGURES],
  regression: ['examples', 'weight', 'mae', 'rmse'],
};
const FROM_MS = 'fromMs';

export interface ScoreRow {
  /** The first millisecond of the day, UTC. */
  readonly fromMs: number;
  /** False while predictions of that day can still come in. */
  readonly final: boolean;
  readonly scores: Report;
}

/** Of a report, what a row shows. */
export function figuresOf(task: ScoreShape['task'], report: Report): Report {
  return Object.fromEntries(FIGURES[task].map((figure) => [figure, report[figure] ?? null]));
}

export class DayRows {
  private readonly columns = new Map<string, Float64Array>();

  private constructor(
    private readonly task: ScoreShape['task'],
    private count: number,
    column: (name: string) => Float64Array,
  ) {
    for (const name of [FROM_MS, ...FIGURES[task]]) this.columns.set(name, column(name));
  }

  static create(task: ScoreShape['task']): DayRows {
    return new DayRows(task, 0, () => new Float64Array(0));
  }

  static load(task: ScoreShape['task'], state: LearnerState): DayRows {
    const count = wholeIn(state, 'days', 0);
    return new DayRows(task, count, (name) => floatsOf(state, `day.${name}`, count));
  }

  append(fromMs: number, report: Report): void {
    for (const [name, column] of this.columns) {
      let into = column;
      if (this.count === column.length) {
        into = new Float64Array(Math.max(32, 2 * column.length));
        into.set(column);
        this.columns.set(name, into);
      }
      into[this.count] = name === FROM_MS ? fromMs : (report[name] ?? NaN);
    }
    this.count++;
  }

  /** The rows from `sinceMs` on, ascending. */
  rows(sinceMs: number): ScoreRow[] {
    const rows: ScoreRow[] = [];
    for (let at = 0; at < this.count; at++) {
      const fromMs = this.columns.get(FROM_MS)![at]!;
      if (fromMs < sinceMs) continue;
      const scores: Record<string, number | null> = {};
      for (const figure of FIGURES[this.task]) {
        const value = this.columns.get(figure)![at]!;
        scores[figure] = Number.isNaN(value) ? null : value;
      }
      rows.push({ fromMs, final: true, scores });
    }
    return rows;
  }

  save(): Pick<LearnerState, 'scalars' | 'arrays'> {
    const arrays: Record<string, Float64Array> = {};
    for (const [name, column] of this.columns) arrays[`day.${name}`] = column.slice(0, this.count);
    return { scalars: { days: this.count }, arrays };
  }
}
