/**
 * Which candidates are compared, when a new version is sealed and every slot is taken? The one to go is chosen so that evidence
 * can mature and fresh versions still get in:
 *
 * 1. Only a candidate that has had a fair chance, `minimumExamples`, can be superseded: a contest that is always restarted never
 *    decides.
 * 2. The one of each line with the most evidence stays as long as that evidence is in its favour (e-value above 1).
 * 3. No line starves: a slot is taken from a line that holds more of them than the new version's own. Only if none is to be had
 *    there is the own line renewed, and that only while no other line is short of its share, slots / lines.
 * 4. Of those that may go, the one with the least evidence. On a drifting stream the oldest seals fall behind, so it is mostly
 *    the oldest.
 * 5. One that waits for a person's approval goes only when all slots are held by such: first the one sealed first.
 *
 * If none may go, the new version is not entered; it takes no part of the budget. Nothing is entered twice. O(live^2).
 */
import type { PromotionDeclaration } from '../../contracts/declaration';
import { logEValue, NO_WEALTH_YET } from './bets';
import { leftOver, shareOf } from './budget';
import type { Candidate, Contest, GivenUp, Measure, SealedVersion } from './contest';

/**
 * @param measure see measureFor.
 * @param live slots, over all lines.
 * @param lines lines that seal candidates; at least those that are seen here.
 */
export function enter(
  contest: Contest,
  sealed: SealedVersion,
  measure: Measure,
  rule: PromotionDeclaration,
  live: number,
  lines = 1,
): { readonly contest: Contest; readonly entered: boolean; readonly givenUp: readonly GivenUp[] } {
  const notEntered = { contest, entered: false, givenUp: [] };
  const isKnown =
    sealed.version === contest.champion || contest.candidates.some((one) => one.version === sealed.version);
  if (live < 1 || isKnown) return notEntered;
  let remaining = contest;
  const givenUp: GivenUp[] = [];
  while (remaining.candidates.length >= live) {
    const candidate = toGiveWay(remaining.candidates, sealed.major, rule.minimumExamples, live, lines);
    if (candidate === undefined) return notEntered;
    const reason = `superseded by ${sealed.version} after ${candidate.examples} examples without a decision`;
    givenUp.push({ candidate, code: 'superseded', reason });
    remaining = without(remaining, candidate);
  }
  return { contest: withCandidate(remaining, sealed, measure), entered: true, givenUp };
}

/** The contest with one more candidate, its evidence empty, and its stake paid out of the budget. */
export function withCandidate(contest: Contest, sealed: SealedVersion, measure: Measure): Contest {
  const index = contest.entered + 1;
  const candidate: Candidate = {
    version: sealed.version,
    major: sealed.major,
    learner: sealed.learner,
    checkpoint: sealed.checkpoint,
    sealedAtMs: sealed.sealedAtMs,
    index,
    stake: shareOf(index) + contest.returned,
    measure,
    examples: 0,
    differenceSum: 0,
    differenceSquareSum: 0,
    better: NO_WEALTH_YET,
    worse: NO_WEALTH_YET,
    leastLogEValue: 0,
    awaitingApproval: false,
  };
  return { champion: contest.champion, entered: index, returned: 0, candidates: [...contest.candidates, candidate] };
}

/** The contest without a candidate that is given up; what its stake left over goes back into the budget. */
export const without = (contest: Contest, givenUp: Candidate): Contest => ({
  ...contest,
  returned: contest.returned + leftOver(givenUp),
  candidates: contest.candidates.filter((one) => one !== givenUp),
});

function toGiveWay(
  candidates: readonly Candidate[],
  major: number,
  minimumExamples: number,
  live: number,
  lines: number,
): Candidate | undefined {
  if (candidates.every((one) => one.awaitingApproval)) return least(candidates, (one) => one.sealedAtMs);
  const slots = new Map([[major, 0]]);
  for (const one of candidates) slots.set(one.major, (slots.get(one.major) ?? 0) + 1);
  const mayGo = candidates.filter(
    (one) => !one.awaitingApproval && one.examples >= minimumExamples && !leadsItsLine(one, candidates),
  );
  const ofLargerLines = mayGo.filter((one) => slots.get(one.major)! > slots.get(major)!);
  if (ofLargerLines.length > 0) return least(ofLargerLines, evidenceFor);

  const share = Math.max(1, Math.floor(live / Math.max(lines, slots.size)));
  const anotherIsShort = slots.size < lines || [...slots].some(([line, held]) => line !== major && held < share);
  const ofOwnLine = mayGo.filter((one) => one.major === major);
  return anotherIsShort ? undefined : least(ofOwnLine, evidenceFor);
}

const evidenceFor = (candidate: Candidate): number => logEValue(candidate.better);

const leadsItsLine = (candidate: Candidate, candidates: readonly Candidate[]): boolean =>
  evidenceFor(candidate) > 0 &&
  candidates.every((one) => one.major !== candidate.major || evidenceFor(one) <= evidenceFor(candidate));

function least(candidates: readonly Candidate[], by: (candidate: Candidate) => number): Candidate | undefined {
  let found: Candidate | undefined;
  for (const one of candidates) if (found === undefined || by(one) < by(found)) found = one;
  return found;
}
