/**
 * Promote, keep testing, or give up? The rule that turns the evidence of a contest into a decision, at any number of looks.
 *
 * Promote: the e-value reached 1 / (alpha x stake) (see bets.ts, budget.ts) over at least `minimumExamples`. Over all looks and
 * all candidates of a reign, a candidate that is not better is promoted with probability at most alpha.
 * Give up as worse: the mirrored e-value reached 20. That number touches no promise: giving up never promotes. It is the chance,
 * 5 % at most, that one better candidate is lost, and a fresher one is sealed soon after.
 * Give up as undecided: `maximumExamples` without a decision.
 *
 * Several reaching the threshold in one look: the greatest mean difference wins; of equals, the last one sealed. At the threshold
 * their e-values are alike, and what they differ in is how much better they are; the rest stay if they are newer.
 */
import type { PromotionDeclaration } from '../../contracts/declaration';
import { logEValue } from './bets';
import type { Candidate, Contest, GivenUp } from './contest';
import { withCandidate, without } from './enter';

export const WORSE_E_VALUE = 20;

export type Verdict =
  | { readonly state: 'keep-testing'; readonly reason: 'too-few-examples' | 'undecided-so-far' | 'awaits-approval' }
  | { readonly state: 'promote' }
  | { readonly state: 'give-up'; readonly code: 'worse' | 'undecided'; readonly reason: string };

/** Log of the e-value at which a candidate wins. */
export const logThreshold = (candidate: Candidate, rule: PromotionDeclaration): number =>
  -Math.log(rule.alpha * candidate.stake);

export function verdictOn(candidate: Candidate, rule: PromotionDeclaration): Verdict {
  const { examples } = candidate;
  if (examples < rule.minimumExamples) return { state: 'keep-testing', reason: 'too-few-examples' };
  const logWorse = logEValue(candidate.worse);
  if (logWorse >= Math.log(WORSE_E_VALUE)) {
    const mean = (candidate.differenceSum / examples).toPrecision(3);
    const reason = `worse than the champion: mean difference ${mean} over ${examples} examples, e-value at least ${WORSE_E_VALUE}`;
    return { state: 'give-up', code: 'worse', reason };
  }
  const reached = candidate.awaitingApproval || logEValue(candidate.better) >= logThreshold(candidate, rule);
  if (reached && rule.approval === 'gate') return { state: 'promote' };
  if (reached) return { state: 'keep-testing', reason: 'awaits-approval' };
  if (examples >= rule.maximumExamples) {
    return { state: 'give-up', code: 'undecided', reason: `undecided after ${examples} examples` };
  }
  return { state: 'keep-testing', reason: 'undecided-so-far' };
}

export interface Decision {
  /** The one to promote now; it is still among the contest's candidates until afterPromotion. */
  readonly promote: Candidate | null;
  /** Those that reached the threshold at this look and wait for a person. */
  readonly awaiting: readonly Candidate[];
  readonly givenUp: readonly GivenUp[];
  readonly contest: Contest;
}

export function decide(contest: Contest, rule: PromotionDeclaration): Decision {
  let promote: Candidate | null = null;
  const awaiting: Candidate[] = [];
  const givenUp: GivenUp[] = [];
  let remaining = contest;
  for (const candidate of contest.candidates) {
    const verdict = verdictOn(candidate, rule);
    if (verdict.state === 'promote') {
      if (promote === null || wins(candidate, promote)) promote = candidate;
    } else if (verdict.state === 'give-up') {
      givenUp.push({ candidate, code: verdict.code, reason: verdict.reason });
      remaining = without(remaining, candidate);
    } else if (verdict.reason === 'awaits-approval' && !candidate.awaitingApproval) {
      const marked = { ...candidate, awaitingApproval: true };
      awaiting.push(marked);
      remaining = { ...remaining, candidates: remaining.candidates.map((one) => (one === candidate ? marked : one)) };
    }
  }
  return { promote, awaiting, givenUp, contest: remaining };
}

function wins(challenger: Candidate, holder: Candidate): boolean {
  const lead = challenger.differenceSum / challenger.examples - holder.differenceSum / holder.examples;
  return lead > 0 || (lead === 0 && challenger.sealedAtMs > holder.sealedAtMs);
}

/**
 * The contest of the new reign. Candidates sealed after the winner stay, with fresh evidence and a fresh budget: what they showed
 * was against another champion. The others would be compared on examples predicted before the new champion was sealed.
 */
export function afterPromotion(
  contest: Contest,
  winner: { readonly version: string; readonly sealedAtMs: number },
): { readonly contest: Contest; readonly givenUp: readonly GivenUp[] } {
  let next: Contest = { champion: winner.version, entered: 0, returned: 0, candidates: [] };
  const givenUp: GivenUp[] = [];
  for (const candidate of contest.candidates) {
    if (candidate.version === winner.version) continue;
    if (candidate.sealedAtMs > winner.sealedAtMs) next = withCandidate(next, candidate, candidate.measure);
    else
      givenUp.push({
        candidate,
        code: 'superseded',
        reason: `superseded by ${winner.version}, sealed later and promoted`,
      });
  }
  return { contest: next, givenUp };
}
