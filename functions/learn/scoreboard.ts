/**
 * One series of scores: test-then-train of a line, or what was served. Kept by month (everything is their merge), by day for the
 * charts, and over the last examples.
 */
import { ScoreSeries } from '../domain/evaluation/score-series';
import type { Report } from '../domain/evaluation/scores';
import { SlidingScores } from '../domain/evaluation/sliding-scores';
import type { LearnerState, Problem } from '../domain/learners/learner';

/** The last 10,000 examples, in steps of 1,000. */
const RECENT = { panes: 10, paneExamples: 1_000 };

export class Scoreboard {
  private constructor(
    readonly series: ScoreSeries,
    private readonly sliding: SlidingScores,
  ) {}

  static create({ task, outputs }: Problem): Scoreboard {
    return new Scoreboard(ScoreSeries.create(task, outputs), SlidingScores.create(task, outputs, RECENT));
  }

  static load(states: { readonly series: LearnerState; readonly recent: LearnerState }): Scoreboard {
    return new Scoreboard(ScoreSeries.load(states.series), SlidingScores.load(states.recent));
  }

  /** `rows`: only these rows of the batch. */
  add(
    predictions: Float64Array,
    label: Float64Array,
    weight: Float64Array,
    predictedAtMs: Float64Array,
    count: number,
    rows: Int32Array | null,
  ): void {
    this.series.add(predictions, label, weight, predictedAtMs, count, rows);
    this.sliding.add(predictions, label, weight, count, rows);
  }

  everything(): Report {
    return this.series.since(0);
  }

  recent(): Report {
    return this.sliding.report();
  }

  save(): { readonly series: LearnerState; readonly recent: LearnerState } {
    return { series: this.series.save(), recent: this.sliding.save() };
  }
}
