import type { LearnerDeclaration } from '../contracts/learners/learner';

/** A contender seals candidates; a control line stopped learning at its time; baselines are there to be compared with. */
export type Role = 'contender' | 'control' | 'baseline';

export const roleOf = ({ kind, untilMs }: LearnerDeclaration): Role =>
  kind === 'prior' || kind === 'lastOutcome' ? 'baseline' : untilMs === null ? 'contender' : 'control';
