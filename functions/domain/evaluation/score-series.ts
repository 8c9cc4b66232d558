/**
 * How did the predictions of one series (a line, the champion, …) score, day by day and month by month?
 *
 * An example belongs to the UTC day and month of its prediction. It comes when its label is known, so neighbouring days
 * overlap: the newest `openDays` days are open, counted back from the newest one seen. When a newer one begins, those that fall
 * behind are merged into their months and become final rows. An example for a day that is over changes its month alone, and is
 * counted as late. Months keep whole scores, so any set of them merges as exactly as scores do; the open days are part of it.
 *
 * Examples are scored once, into their day: the cost of Scores.add and a comparison of times. Temporal kappa is therefore over
 * days one after the other, each in the order scored. Memory: 18 KB a month and an open day (binary, 1,024 bins), 100 bytes a day
 * that is over. A day without examples has no row. One prediction dated days ahead closes the days before it: such clocks
 * must be refused earlier.
 */
import type { LearnerState } from '../learners/learner';
import { emptyScores } from './create-scores';
import { DatedScores } from './dated-scores';
import { DayRows, figuresOf, type ScoreRow } from './day-rows';
import { requireKind, shapeIn, wholeIn } from './saved-scores';
import { type Report, refuse, type ScoreShape, type Scores } from './scores';
import { DAY_MS, dayOf, monthOf } from './utc-calendar';

const KIND = 'score-series';
const FORMAT = 1;
const NO_DAY_YET = -Infinity;

export interface SeriesOptions {
  /** Days, the newest included, that predictions can still come in for. Default 3. */
  readonly openDays?: number;
  /** Default 1,024. */
  readonly aucBins?: number;
}

export class ScoreSeries {
  /** The newest open day is the newest day seen. */
  private newestDayMs: number;

  private constructor(
    private readonly shape: ScoreShape,
    private readonly openDays: number,
    private readonly open: DatedScores,
    private readonly months: DatedScores,
    private readonly days: DayRows,
    private late: number,
  ) {
    if (!(Number.isInteger(openDays) && openDays >= 1)) {
      throw new RangeError(`openDays is ${openDays}; it must be a whole number of 1 or more`);
    }
    this.newestDayMs = open.starts().at(-1) ?? NO_DAY_YET;
  }

  static create(task: ScoreShape['task'], outputs: number, options: SeriesOptions = {}): ScoreSeries {
    const { openDays = 3, aucBins = 1024 } = options;
    const shape = emptyScores({ task, outputs, aucBins }).shape;
    const open = new DatedScores('open', shape);
    const months = new DatedScores('month', shape);
    return new ScoreSeries(shape, openDays, open, months, DayRows.create(task), 0);
  }

  /** @throws StateRefused */
  static load(state: LearnerState): ScoreSeries {
    requireKind(state, KIND, FORMAT);
    const shape = shapeIn(state);
    const open = DatedScores.load('open', shape, state);
    const months = DatedScores.load('month', shape, state);
    const days = DayRows.load(shape.task, state);
    return new ScoreSeries(shape, wholeIn(state, 'openDays', 1), open, months, days, wholeIn(state, 'late', 0));
  }

  /** Examples whose day was over when they came. */
  get lateExamples(): number {
    return this.late;
  }

  /** As Scores.add, with the time of each prediction. After a refusal load it again: part of the call was added. */
  add(
    predictions: Float64Array,
    label: Float64Array,
    weight: Float64Array,
    predictedAtMs: Float64Array,
    count: number,
    rows: Int32Array | null = null,
    start = 0,
  ): void {
    const end = start + count;
    for (let from = start; from < end; ) {
      const row = rows === null ? from : rows[from]!;
      const dayMs = dayOf(predictedAtMs[row]!);
      if (!Number.isFinite(dayMs)) refuse('time', predictedAtMs[row], row, 'in ms since the epoch');
      const nextDayMs = dayMs + DAY_MS;
      let to = from + 1;
      for (; to < end; to++) {
        const timeMs = predictedAtMs[rows === null ? to : rows[to]!]!;
        if (!(timeMs >= dayMs && timeMs < nextDayMs)) break;
      }
      this.scoresFor(dayMs, to - from).add(predictions, label, weight, to - from, rows, from);
      from = to;
    }
  }

  /** Final rows, then those of the open days, ascending; those that begin at or after `sinceMs`. */
  rows(sinceMs = -Infinity): ScoreRow[] {
    const rows = this.days.rows(sinceMs);
    for (const fromMs of this.open.starts()) {
      if (fromMs < sinceMs) continue;
      const scores = figuresOf(this.shape.task, this.open.find(fromMs)!.report());
      rows.push({ fromMs, final: false, scores });
    }
    return rows;
  }

  /** The first milliseconds of the months with examples, ascending. */
  monthStarts(): number[] {
    const starts = new Set([...this.months.starts(), ...this.open.starts().map(monthOf)]);
    return [...starts].sort((a, b) => a - b);
  }

  /** The scores of these months together, each named by its first millisecond; of all of them without an argument. A copy. */
  over(months: readonly number[] = this.monthStarts()): Scores {
    const together = emptyScores(this.shape);
    for (const monthMs of this.monthStarts()) {
      if (!months.includes(monthMs)) continue;
      const closed = this.months.find(monthMs);
      if (closed) together.absorb(closed);
      for (const dayMs of this.open.starts()) {
        if (monthOf(dayMs) === monthMs) together.absorb(this.open.find(dayMs)!);
      }
    }
    return together;
  }

  /** Over the months that begin at or after this moment. */
  since(timeMs: number): Report {
    return this.over(this.monthStarts().filter((monthMs) => monthMs >= timeMs)).report();
  }

  save(): LearnerState {
    const [open, months, days] = [this.open.save(), this.months.save(), this.days.save()];
    const own = { openDays: this.openDays, late: this.late };
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { ...this.shape, ...own, ...open.scalars, ...months.scalars, ...days.scalars },
      arrays: { ...open.arrays, ...months.arrays, ...days.arrays },
    };
  }

  private scoresFor(dayMs: number, examples: number): Scores {
    if (dayMs > this.newestDayMs) {
      this.newestDayMs = dayMs;
      this.closeUpTo(dayMs - this.openDays * DAY_MS);
    }
    if (dayMs > this.newestDayMs - this.openDays * DAY_MS) return this.open.findOrStart(dayMs);
    this.late += examples;
    return this.months.findOrStart(monthOf(dayMs));
  }

  private closeUpTo(dayMs: number): void {
    for (const { fromMs, scores } of this.open.takeUpTo(dayMs)) {
      this.days.append(fromMs, scores.report());
      this.months.findOrStart(monthOf(fromMs)).absorb(scores);
    }
  }
}
