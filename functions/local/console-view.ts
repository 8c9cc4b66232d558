/** What the page shows of a running replay, made of the session after a batch. */
import { isAboutServing } from '../console/about-serving';
import type { ConsoleSeries, ConsoleState, Promotion } from '../console/state';
import type { Counts } from '../domain/labels/tally';
import type { LedgerEntry } from '../domain/lineage/entries';
import { championMoves } from '../domain/lineage/served-at';
import { formatVersion } from '../domain/lineage/version';
import type { Scoreboard } from '../learn/scoreboard';
import type { LiveLine, Session } from '../learn/session';
import { type ContestTrail, comparedVersion } from './contest-trail';
import { sinceControls } from './since-control';

const LEDGER_SHOWN = 200;

export interface Running {
  readonly running: boolean;
  readonly progress: ConsoleState['progress'];
  readonly counts: Counts;
  /** Oldest first. */
  readonly ledger: readonly LedgerEntry[];
  readonly trail: ContestTrail;
  readonly stages: ConsoleState['stages'];
  readonly stopped: string | null;
}

export function consoleView(
  session: Session,
  { running, progress, counts, ledger, trail, stages, stopped }: Running,
): ConsoleState {
  const { declaration, contest, reigns, lines } = session;
  const rule = declaration.promote;
  const champion = reigns.at(-1)!;
  return {
    model: declaration.name,
    task: declaration.outcome.kind,
    running,
    progress,
    clockMs: session.clockMs,
    counts,
    champion: {
      version: champion.version,
      learner: champion.learner,
      checkpoint: champion.checkpoint,
      sinceMs: champion.sinceMs,
    },
    served: session.served.everything(),
    lines: lines.map((line) => ({
      line: line.major,
      learner: line.trained.declaration.name,
      version: formatVersion(line),
      checkpoint: line.checkpoint ?? '',
      role: line.role,
      untilMs: line.trained.declaration.untilMs,
      progressive: line.board.everything(),
      recent: line.board.recent(),
    })),
    series: [
      seriesOf('served', 'served', session.served),
      ...lines.map((line) => seriesOf(seriesName(session, line), line.role, line.board)),
    ],
    sinceControl: sinceControl(session),
    contest: {
      metric: rule.metric,
      clip: contest.candidates.at(-1)?.measure.clip ?? rule.clip,
      alpha: rule.alpha,
      minimumExamples: rule.minimumExamples,
      candidates: contest.candidates.map((candidate) => ({
        ...comparedVersion(candidate, trail.of(contest.champion, candidate.version), rule),
        awaitingApproval: candidate.awaitingApproval,
      })),
      lastPromotion: lastPromotion(session, ledger, trail),
    },
    marks: championMoves(ledger).map(({ kind, timeMs, version }) => ({ kind, timeMs, version })),
    ledger: ledger.slice(-LEDGER_SHOWN).reverse(),
    earlierServing: ledger.slice(0, -LEDGER_SHOWN).filter(isAboutServing).reverse(),
    decisionCount: ledger.length,
    stages,
    stopped,
  };
}

/** By the ledger, which tells it from a rollback; its looks by the trail, which may have seen those of an earlier one only. */
function lastPromotion(
  { declaration: { promote } }: Session,
  ledger: readonly LedgerEntry[],
  trail: ContestTrail,
): Promotion | null {
  for (let at = ledger.length - 1; at >= 0; at--) {
    const { kind, version, from, by, timeMs } = ledger[at]!;
    const compared = kind === 'promoted' && from !== null ? trail.last(from, version, promote) : undefined;
    if (compared !== undefined && from !== null) return { ...compared, from, by, promotedAtMs: timeMs };
  }
  return null;
}

/** Beside the first control line; null before its months begin. */
function sinceControl(session: Session): NonNullable<ConsoleState['sinceControl']> | null {
  const [first] = sinceControls(session);
  if (first === undefined || session.clockMs < first.sinceMs) return null;
  return { sinceMs: first.sinceMs, served: first.served, control: first.frozen };
}

/** The learner's; with the line's number where an older line of that learner has its name. */
function seriesName({ lines }: Session, line: LiveLine): string {
  const { name } = line.trained.declaration;
  const first = lines.find(({ trained }) => trained.declaration.name === name);
  return first === line ? name : `${name} ${line.major}`;
}

function seriesOf(name: string, role: ConsoleSeries['role'], { series }: Scoreboard): ConsoleSeries {
  return {
    name,
    role,
    days: series.rows().map(({ fromMs, scores }) => ({
      fromMs,
      examples: scores.examples ?? 0,
      logLoss: scores.logLoss ?? null,
      rocAuc: scores.rocAuc ?? null,
      mae: scores.mae ?? null,
      rmse: scores.rmse ?? null,
    })),
    months: series.monthStarts().map((fromMs) => ({ fromMs, metrics: series.over([fromMs]).report() })),
  };
}
