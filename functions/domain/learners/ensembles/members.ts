/** The members of an ensemble: learners of one problem, each with chance of its own, and their states within the ensemble's. */
import { nestedState, nestStates, type Parts } from '../../state/nested-state';
import type { SavedState } from '../../state/saved-state';
import type { ExampleLearner, LearnerState, Problem } from '../learner';

/** Makes a learner new, or from a state. */
export type Member = (problem: Problem, state?: LearnerState) => ExampleLearner;

/** An odd constant, so that neighbouring members of neighbouring seeds are not the same. */
const SPREAD = 0x9e3779b1;

/** The problem as member `at` sees it, after so many replacements. */
export const problemOfMember = (problem: Problem, at: number, replacements = 0): Problem => ({
  ...problem,
  seed: (Math.imul(problem.seed ^ Math.imul(at + 1, SPREAD), SPREAD) + Math.imul(replacements, 0x85ebca6b)) >>> 0,
});

const nameOf = (at: number): string => `member${at}`;

export const saveMembers = (members: readonly { save(): SavedState }[]): Parts =>
  nestStates(Object.fromEntries(members.map((member, at) => [nameOf(at), member.save()])));

/** @throws StateRefused */
export const memberState = (state: SavedState, at: number): SavedState => nestedState(state, nameOf(at));
