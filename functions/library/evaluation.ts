/** `perennial/evaluation`: how good were the predictions, each made before its outcome was known? */
export { createScores, loadScores, mergeScores } from '../domain/evaluation/create-scores';
export { averageForgetting, backwardTransfer, finalAccuracy } from '../domain/evaluation/forgetting';
export { type Dated, type Prequential, prequential, type Timeline, timelineOf } from '../domain/evaluation/prequential';
export type { Report, ScoreShape, Scores } from '../domain/evaluation/scores';
export { type SlidingOptions, SlidingScores } from '../domain/evaluation/sliding-scores';
export type { Json, SavedState, StateArray } from '../domain/state/saved-state';
