/** A rule and sealed versions that the tests of the contest share. */
import type { PromotionDeclaration } from '../../../../functions/contracts/declaration';
import { withDifferences } from '../../../../functions/domain/promotion/compare';
import {
  type Candidate,
  type Contest,
  type Measure,
  openContest,
  type SealedVersion,
} from '../../../../functions/domain/promotion/contest';
import { withCandidate } from '../../../../functions/domain/promotion/enter';

export const rule: PromotionDeclaration = {
  kind: 'whenBetter',
  metric: 'brier',
  alpha: 0.05,
  minimumExamples: 100,
  maximumExamples: 10_000,
  clip: null,
  lossBound: null,
  approval: 'gate',
};

export const brier: Measure = { metric: 'brier', clip: null, bound: 1 };

/** `2.7` is sealed at hour 7 by line 2. */
export const sealed = (version: string): SealedVersion => {
  const [major, minor] = version.split('.').map(Number);
  const learner = `learner ${major}`;
  return { version, major: major!, learner, checkpoint: `checkpoint of ${version}`, sealedAtMs: minor! * 3_600_000 };
};

export const contestOf = (...versions: string[]): Contest =>
  versions.reduce((contest, version) => withCandidate(contest, sealed(version), brier), openContest('1.0'));

/** The contest after `examples` examples on which this version was better by `difference` each. */
export const whenSeen = (contest: Contest, version: string, examples: number, difference: number): Contest => ({
  ...contest,
  candidates: contest.candidates.map((one) =>
    one.version === version ? withDifferences(one, new Float64Array(examples).fill(difference)) : one,
  ),
});

export const find = (contest: Contest, version: string): Candidate => {
  const found = contest.candidates.find((one) => one.version === version);
  if (found === undefined) throw new Error(`${version} is not in the contest`);
  return found;
};

export const versionsOf = (contest: Contest): string[] => contest.candidates.map(({ version }) => version);

/** 300 differences, ((37 i) mod 101 - 44) / 202, whose evidence was computed by other means; bound 1. */
export const referenceDifferences = (): Float64Array =>
  Float64Array.from({ length: 300 }, (_, i) => ((((i + 1) * 37) % 101) - 44) / 202);
