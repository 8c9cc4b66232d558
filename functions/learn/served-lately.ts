/**
 * How good are the answers of the present champion, lately? Sums over the examples that it answered, begun anew with every reign:
 * beside what an earlier champion served, a promise that has just been made would look broken. At `HALVE_AT` examples everything is
 * halved, so it stands for the last ten to twenty thousand.
 */
import {
  type Answered,
  addOutcomes,
  halvedOutcomes,
  NO_OUTCOMES,
  type OutcomeSums,
} from '../domain/drift/outcome-sums';
import type { LearnerState, Problem } from '../domain/learners/learner';
import { expectState, floatsOf } from '../domain/state/saved-state';

const KIND = 'served-lately';
const FORMAT = 1;
const HALVE_AT = 20_000;
const SUMS = 6;

export interface ServedLately {
  readonly version: string;
  readonly sums: OutcomeSums;
}

export const NOTHING_SERVED: ServedLately = { version: '', sums: NO_OUTCOMES };

export function addServed(lately: ServedLately, version: string, problem: Problem, answered: Answered): ServedLately {
  const before = lately.version === version ? lately.sums : NO_OUTCOMES;
  const sums = addOutcomes(before, problem, answered);
  return { version, sums: sums.examples < HALVE_AT ? sums : halvedOutcomes(sums) };
}

export const saveServed = ({ version, sums }: ServedLately): LearnerState => ({
  kind: KIND,
  format: FORMAT,
  scalars: { version },
  arrays: { sums: Float64Array.of(sums.examples, sums.weight, sums.predicted, sums.outcome, ...sums.losses) },
});

/** A workspace from before there were any has none. @throws StateRefused */
export function loadServed(state: LearnerState | undefined): ServedLately {
  if (state === undefined) return NOTHING_SERVED;
  expectState(state, KIND, FORMAT);
  const [examples, weight, predicted, outcome, first, second] = floatsOf(state, 'sums', SUMS);
  const sums = { examples: examples!, weight: weight!, predicted: predicted!, outcome: outcome! };
  return { version: String(state.scalars.version), sums: { ...sums, losses: [first!, second!] } };
}
