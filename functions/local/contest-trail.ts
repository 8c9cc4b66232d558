/**
 * Earlier looks at each live candidate, and at the last one that took over, for the page's picture of a decision: thinned, kept in
 * memory only. Looks that were made before this process began are not known to it. O(candidates) a look.
 */
import type { ComparedVersion, Look } from '../console/state';
import type { PromotionDeclaration } from '../contracts/declaration';
import type { Candidate, Contest } from '../domain/promotion/contest';
import { evidenceOf } from '../domain/promotion/evidence';

const LOOKS = 160;

/** A look costs the bounds of a confidence sequence, which move ever more slowly. */
const nextAt = (examples: number): number => (examples === 0 ? 1 : examples * 1.04);

interface Watched {
  /** As of the latest look. */
  readonly candidate: Candidate;
  /** Never changed in place: a state of the page that holds it is read later. */
  readonly looks: readonly Look[];
}

export class ContestTrail {
  private champion: string | undefined;
  private live = new Map<string, Watched>();
  private tookOver: { readonly from: string; readonly watched: Watched } | undefined;

  /** @param contest after a look, before what is decided on it */
  observe(contest: Contest, rule: PromotionDeclaration): void {
    const { champion } = this;
    const sameReign = champion === contest.champion;
    const successor = this.live.get(contest.champion);
    if (champion !== undefined && !sameReign && successor !== undefined)
      this.tookOver = { from: champion, watched: successor };
    this.live = new Map(
      contest.candidates.map((candidate) => {
        // A candidate that stays for the next reign begins anew, against another champion.
        const looks = (sameReign ? this.live.get(candidate.version)?.looks : undefined) ?? [];
        return [candidate.version, { candidate, looks: withLook(looks, candidate, rule) }];
      }),
    );
    this.champion = contest.champion;
  }

  of(champion: string, version: string): readonly Look[] {
    return this.watched(champion, version)?.looks ?? [];
  }

  /** The candidate `version` as of the last look at it beside the champion `from`; undefined when that was not seen, or is long ago. */
  last(from: string, version: string, rule: PromotionDeclaration): ComparedVersion | undefined {
    const watched = this.watched(from, version);
    return watched === undefined ? undefined : comparedVersion(watched.candidate, watched.looks, rule);
  }

  private watched(champion: string, version: string): Watched | undefined {
    if (champion === this.champion && this.live.has(version)) return this.live.get(version);
    const { from, watched } = this.tookOver ?? {};
    return from === champion && watched?.candidate.version === version ? watched : undefined;
  }
}

export function comparedVersion(
  candidate: Candidate,
  trail: readonly Look[],
  rule: PromotionDeclaration,
): ComparedVersion {
  const { version, learner, sealedAtMs } = candidate;
  const evidence = evidenceOf(candidate, rule);
  const { logThreshold, alpha } = evidence;
  return { ...lookAt(evidence), version, learner, sealedAtMs, logThreshold, alpha, trail };
}

export const lookAt = (evidence: ReturnType<typeof evidenceOf>): Look => ({
  examples: evidence.examples,
  meanDifference: evidence.meanDifference ?? 0,
  lower: evidence.lower,
  upper: evidence.upper,
  logEValue: evidence.logEValue,
});

function withLook(looks: readonly Look[], candidate: Candidate, rule: PromotionDeclaration): readonly Look[] {
  if (candidate.examples < nextAt(looks.at(-1)?.examples ?? 0)) return looks;
  const longer = [...looks, lookAt(evidenceOf(candidate, rule))];
  return longer.length > LOOKS ? longer.filter((_, at) => at % 2 === 0 || at === LOOKS) : longer;
}
