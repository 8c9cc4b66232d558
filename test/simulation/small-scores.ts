/**
 * Forty examples need no histograms of a thousand bins: the same scores in smaller arrays, set once for all schedules of a
 * process. Nothing that is decided depends on them, and saving and loading them is most of what a commit of so small a model costs.
 */
import { ScoreSeries } from '../../functions/domain/evaluation/score-series';
import { SlidingScores } from '../../functions/domain/evaluation/sliding-scores';
import { Scoreboard } from '../../functions/learn/scoreboard';

const AUC_BINS = 64;
const RECENT = { panes: 2, paneExamples: 8 };

export function useSmallScores(): void {
  Scoreboard.create = ({ task, outputs }) =>
    Scoreboard.load({
      series: ScoreSeries.create(task, outputs, { aucBins: AUC_BINS, openDays: 1 }).save(),
      recent: SlidingScores.create(task, outputs, RECENT, AUC_BINS).save(),
    });
}
