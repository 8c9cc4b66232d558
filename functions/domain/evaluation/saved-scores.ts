/**
 * How scores, and what is made of them, are read back: the shape that decides what the cells mean, and a refusal of any state
 * that this release did not write in a format it reads.
 */
import type { LearnerState } from '../learners/learner';
import { StateRefused } from '../state/saved-state';
import type { ScoreShape, Scores } from './scores';

export const SCORES_KIND = 'scores';
export const SCORES_FORMAT = 1;

export const saveScores = ({ shape, cells }: Scores): LearnerState => ({
  kind: SCORES_KIND,
  format: SCORES_FORMAT,
  scalars: { ...shape },
  arrays: { cells: cells.slice() },
});

export function requireKind(state: LearnerState, kind: string, readable: number): void {
  if (state.kind !== kind) throw new StateRefused(`the state is of kind ${state.kind}, not ${kind}`);
  if (!(state.format >= 1 && state.format <= readable)) {
    throw new StateRefused(
      `the ${kind} state has format ${state.format} and this release reads formats 1 to ${readable}; run the release that wrote it`,
    );
  }
}

export function wholeIn(state: LearnerState, name: string, least: number): number {
  const value = state.scalars[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
    throw new StateRefused(
      `${name} of the ${state.kind} state is ${JSON.stringify(value) ?? 'absent'}; it should be a whole number of ${least} or more`,
    );
  }
  return value;
}

export function shapeIn(state: LearnerState): ScoreShape {
  const { task } = state.scalars;
  if (task !== 'binary' && task !== 'multiclass' && task !== 'regression') {
    throw new StateRefused(`task of the ${state.kind} state is ${JSON.stringify(task) ?? 'absent'}, which is none`);
  }
  return { task, outputs: wholeIn(state, 'outputs', 1), aucBins: wholeIn(state, 'aucBins', 1) };
}
