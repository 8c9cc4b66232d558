/**
 * What a model has come to, as `replay --json` and `status --json` print it: counts, champion, lines, what was served,
 * promotions. Made from a session, live or read from a state folder.
 */

import type { Report } from '../domain/evaluation/scores';
import { type Counts, countsOf, sumTallies, unaccounted } from '../domain/labels/tally';
import type { LedgerEntry } from '../domain/lineage/entries';
import { championMoves } from '../domain/lineage/served-at';
import { formatVersion } from '../domain/lineage/version';
import { roleOf } from '../learn/role';
import type { Session } from '../learn/session';
import type { WaitingEvents } from '../ports/waiting-events';
import type { Received } from './learning/learning-side';
import { modelTime } from './model-time';
import { sinceControls } from './since-control';

export interface LineReport {
  readonly line: number;
  readonly learner: string;
  readonly role: string;
  readonly version: string;
  readonly checkpoint: string | null;
  readonly progressive: Report;
  readonly recent: Report;
}

export interface ModelReport {
  readonly model: string;
  readonly clock: string | null;
  readonly counts: Counts;
  /** accepted - learned - pending - late - rejected: 0, or something was lost. */
  readonly unaccounted: number;
  readonly champion: {
    readonly version: string;
    readonly learner: string;
    readonly checkpoint: string;
    readonly since: string | null;
  };
  readonly lines: readonly LineReport[];
  readonly served: Report;
  /** From the first month on that a control line has learned nothing of: what was served, beside that line. */
  readonly sinceControl: readonly {
    readonly control: string;
    readonly since: string | null;
    readonly served: Report;
    readonly frozen: Report;
  }[];
  /** And rollbacks; without the untrained prior, which nobody promoted. */
  readonly promotions: readonly {
    readonly time: string | null;
    readonly kind: string;
    readonly version: string;
    readonly from: string | null;
    readonly by: string;
    readonly reason: string;
  }[];
  readonly liveCandidates: number;
}

/** What a folder's waiting store says of everything that came, whatever model it named. */
export async function receivedIn(waiting: Pick<WaitingEvents, 'origins' | 'count'>, model: string): Promise<Received> {
  return { sum: sumTallies(await waiting.origins(), undefined), waiting: await waiting.count(model) };
}

export const countsIn = ({ head }: Session, { sum, waiting }: Received): Counts =>
  countsOf(sum, waiting, head?.learned.events ?? 0);

export function reportOn(session: Session, counts: Counts, ledger: readonly LedgerEntry[]): ModelReport {
  const { declaration, reigns, lines, served } = session;
  const champion = reigns.at(-1)!;
  return {
    model: declaration.name,
    clock: modelTime(session.clockMs),
    counts,
    unaccounted: unaccounted(counts),
    champion: {
      version: champion.version,
      learner: champion.learner,
      checkpoint: champion.checkpoint,
      since: modelTime(champion.sinceMs),
    },
    lines: lines.map((line) => ({
      line: line.major,
      learner: line.trained.declaration.name,
      role: roleOf(line.trained.declaration),
      version: formatVersion(line),
      checkpoint: line.checkpoint,
      progressive: line.board.everything(),
      recent: line.board.recent(),
    })),
    served: served.everything(),
    sinceControl: sinceControls(session).map(({ sinceMs, ...scores }) => ({ ...scores, since: modelTime(sinceMs) })),
    promotions: championMoves(ledger).map(({ timeMs, kind, version, from, by, reason }) => ({
      time: modelTime(timeMs),
      kind,
      version,
      from,
      by,
      reason,
    })),
    liveCandidates: session.contest.candidates.length,
  };
}
