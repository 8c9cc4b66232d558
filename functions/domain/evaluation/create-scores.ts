/** Scores of any task: new, merged, copied, read back. */
import type { LearnerState } from '../learners/learner';
import { floatsOf } from '../state/saved-state';
import { BinaryScores } from './binary-scores';
import { MulticlassScores } from './multiclass-scores';
import { RegressionScores } from './regression-scores';
import { requireKind, SCORES_FORMAT, SCORES_KIND, shapeIn } from './saved-scores';
import type { ScoreShape, Scores } from './scores';

const SCORERS = { binary: BinaryScores, multiclass: MulticlassScores, regression: RegressionScores };

/** @param aucBins bins of the ROC histogram of a binary task: a power of two, 64 or more */
export const createScores = (task: ScoreShape['task'], outputs: number, aucBins = 1024): Scores =>
  emptyScores({ task, outputs, aucBins });

export const emptyScores = (shape: ScoreShape): Scores => scoresIn(shape, new Float64Array(cellCount(shape)));

export const copyScores = (scores: Scores): Scores => scoresIn(scores.shape, scores.cells.slice());

/** What both would hold had all examples been added to one, those of `a` first. Changes neither. O(cells). */
export function mergeScores(a: Scores, b: Scores): Scores {
  const merged = copyScores(a);
  merged.absorb(b);
  return merged;
}

/** @throws StateRefused */
export function loadScores(state: LearnerState): Scores {
  requireKind(state, SCORES_KIND, SCORES_FORMAT);
  const shape = shapeIn(state);
  return scoresIn(shape, floatsOf(state, 'cells', cellCount(shape)));
}

export const cellCount = (shape: ScoreShape): number => SCORERS[shape.task].cellCount(shape);

/** Scores over cells that somebody else owns: all zero for a new beginning. */
export const scoresIn = (shape: ScoreShape, cells: Float64Array): Scores => new SCORERS[shape.task](shape, cells);
