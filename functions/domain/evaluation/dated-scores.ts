/**
 * Scores by period, in order of time, saved side by side: a count, a column of starts and one array of cells. O(periods) to find
 * one, and to start one.
 */
import type { LearnerState } from '../learners/learner';
import { floatsOf } from '../state/saved-state';
import { cellCount, emptyScores, scoresIn } from './create-scores';
import { wholeIn } from './saved-scores';
import type { ScoreShape, Scores } from './scores';

interface Dated {
  readonly fromMs: number;
  readonly scores: Scores;
}

export class DatedScores {
  private periods: Dated[] = [];

  constructor(
    private readonly name: string,
    private readonly shape: ScoreShape,
  ) {}

  static load(name: string, shape: ScoreShape, state: LearnerState): DatedScores {
    const loaded = new DatedScores(name, shape);
    const count = wholeIn(state, `${name}.count`, 0);
    const size = cellCount(shape);
    const fromMs = floatsOf(state, `${name}.fromMs`, count);
    const cells = floatsOf(state, `${name}.cells`, count * size);
    fromMs.forEach((start, k) => {
      loaded.periods.push({ fromMs: start, scores: scoresIn(shape, cells.slice(k * size, (k + 1) * size)) });
    });
    return loaded;
  }

  /** Ascending. */
  starts(): number[] {
    return this.periods.map(({ fromMs }) => fromMs);
  }

  find(fromMs: number): Scores | undefined {
    return this.periods.find((period) => period.fromMs === fromMs)?.scores;
  }

  findOrStart(fromMs: number): Scores {
    const found = this.find(fromMs);
    if (found) return found;
    const scores = emptyScores(this.shape);
    const later = this.periods.findIndex((period) => period.fromMs > fromMs);
    this.periods.splice(later < 0 ? this.periods.length : later, 0, { fromMs, scores });
    return scores;
  }

  /** Takes out the periods that begin at or before `fromMs`, ascending. */
  takeUpTo(fromMs: number): Dated[] {
    const taken = this.periods.filter((period) => period.fromMs <= fromMs);
    this.periods = this.periods.slice(taken.length);
    return taken;
  }

  save(): Pick<LearnerState, 'scalars' | 'arrays'> {
    const count = this.periods.length;
    const size = cellCount(this.shape);
    const cells = new Float64Array(count * size);
    this.periods.forEach(({ scores }, k) => {
      cells.set(scores.cells, k * size);
    });
    return {
      scalars: { [`${this.name}.count`]: count },
      arrays: { [`${this.name}.fromMs`]: Float64Array.from(this.starts()), [`${this.name}.cells`]: cells },
    };
  }
}
