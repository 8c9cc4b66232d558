/** What goes out of the contest with a candidate, or with a whole line: the entries for the ledger. O(candidates). */
import type { PromotionDeclaration } from '../../contracts/declaration';
import type { LedgerEntry } from '../lineage/entries';
import { formatVersion, type Version } from '../lineage/version';
import type { Contest, GivenUp } from './contest';
import { without } from './enter';
import { evidenceOf } from './evidence';

/** The revision is filled in at the commit. */
export type Entry = Omit<LedgerEntry, 'revision'>;

export const givenUpEntry = (
  { candidate, reason }: GivenUp,
  { champion, by, timeMs }: { readonly champion: string | null; readonly by: string; readonly timeMs: number },
  rule: PromotionDeclaration,
): Entry => ({
  kind: 'candidate-given-up',
  timeMs,
  version: candidate.version,
  from: champion,
  by,
  reason,
  evidence: { ...evidenceOf(candidate, rule) },
});

/** Lines that learn no further: what they have in the contest goes, and what its stakes left over goes back into the budget. */
export function endLines(
  contest: Contest,
  lines: readonly Version[],
  { by, reason, timeMs }: { readonly by: string; readonly reason: string; readonly timeMs: number },
  rule: PromotionDeclaration,
): { readonly contest: Contest; readonly entries: readonly Entry[] } {
  const gone = contest.candidates.filter((candidate) => lines.some(({ major }) => major === candidate.major));
  return {
    contest: gone.reduce(without, contest),
    entries: [
      ...lines.map(
        (line): Entry => ({
          kind: 'line-retired',
          timeMs,
          version: formatVersion(line),
          from: null,
          by,
          reason,
          evidence: {},
        }),
      ),
      ...gone.map((candidate) =>
        givenUpEntry({ candidate, code: 'superseded', reason }, { champion: contest.champion, by, timeMs }, rule),
      ),
    ],
  };
}
