/** Earlier looks at each live candidate, for the page's picture of a decision in the making: thinned, kept in memory only. */
import type { Look } from '../console/state';
import type { PromotionDeclaration } from '../contracts/declaration';
import type { Contest } from '../domain/promotion/contest';
import { evidenceOf } from '../domain/promotion/evidence';

const LOOKS = 160;

/** A look costs the bounds of a confidence sequence, which move ever more slowly. */
const nextAt = (examples: number): number => (examples === 0 ? 1 : examples * 1.04);

export class ContestTrail {
  private trails = new Map<string, Look[]>();

  observe(contest: Contest, rule: PromotionDeclaration): void {
    const live = new Map<string, Look[]>();
    for (const candidate of contest.candidates) {
      // A candidate that stays for the next reign begins anew, against another champion.
      const key = `${contest.champion}/${candidate.version}`;
      const trail = this.trails.get(key) ?? [];
      if (candidate.examples >= nextAt(trail.at(-1)?.examples ?? 0)) trail.push(lookAt(evidenceOf(candidate, rule)));
      live.set(key, trail.length > LOOKS ? trail.filter((_, at) => at % 2 === 0 || at === trail.length - 1) : trail);
    }
    this.trails = live;
  }

  of(champion: string, version: string): readonly Look[] {
    return this.trails.get(`${champion}/${version}`) ?? [];
  }
}

export const lookAt = (evidence: ReturnType<typeof evidenceOf>): Look => ({
  examples: evidence.examples,
  meanDifference: evidence.meanDifference ?? 0,
  lower: evidence.lower,
  upper: evidence.upper,
  logEValue: evidence.logEValue,
});
