/**
 * Sealing: every so often in event time, each contending line enters the contest as it stands. A seal that finds no room is
 * tried again after the next micro-batch, so that what enters is always fresh.
 */
import { formatVersion } from '../domain/lineage/version';
import { enter } from '../domain/promotion/enter';
import { measureFor } from '../domain/promotion/measure';
import { recordGivenUp } from './gate';
import type { LiveLine, Session } from './session';

export function sealDue(session: Session): void {
  for (const line of session.lines) {
    if (line.role === 'contender' && isDue(session, line)) seal(session, line);
  }
}

/** When the clock has passed a multiple of the interval since the last seal; at once for a line never sealed. */
function isDue({ declaration, clockMs }: Session, { sealedAtMs }: LiveLine): boolean {
  const { everyMs } = declaration.seal;
  return sealedAtMs === null || Math.floor(clockMs / everyMs) > Math.floor(sealedAtMs / everyMs);
}

function seal(session: Session, line: LiveLine): void {
  const { declaration, problem, clockMs } = session;
  const version = formatVersion(line);
  const sealed = {
    version,
    major: line.major,
    learner: line.trained.declaration.name,
    checkpoint: '',
    sealedAtMs: clockMs,
  };
  const measure = measureFor(declaration.promote, problem.outputs, rarerShare(session.classCounts));
  const { contest, entered, givenUp } = enter(
    session.contest,
    sealed,
    measure,
    declaration.promote,
    declaration.seal.live,
    session.lines.filter(({ role }) => role === 'contender').length,
  );
  if (!entered) return;
  session.contest = contest;
  recordGivenUp(session, givenUp, clockMs);
  line.sealedAtMs = clockMs;
  session.predictors.freeze(version, line.trained);
  session.decisions.push({
    kind: 'candidate-sealed',
    timeMs: clockMs,
    version,
    from: contest.champion,
    by: 'perennial',
    reason: `sealed; compared with ${contest.champion} on what is predicted from now on`,
    evidence: { candidate: contest.entered, clip: measure.clip, bound: measure.bound },
  });
}

/** The share of the rarest class among the examples learned; null when none was, or for regression. */
function rarerShare(classCounts: Float64Array): number | null {
  const total = classCounts.reduce((sum, count) => sum + count, 0);
  return total === 0 ? null : Math.min(...classCounts) / total;
}
