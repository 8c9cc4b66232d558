/** A line for every declared learner that has none: at the beginning, and when the declaration has changed. */
import { formatVersion } from '../domain/lineage/version';
import { configHashOf, startTraining } from './checkpoints';
import type { LearnDeps } from './deps';
import { roleOf } from './role';
import { Scoreboard } from './scoreboard';
import type { LiveLine, Session } from './session';

/** A learner that was retrained has two lines, and needs no third. */
export function startMissingLines({ neural }: Pick<LearnDeps, 'neural'>, session: Session): void {
  const { declaration, problem, encoders } = session;
  for (const learner of declaration.learners) {
    const configHash = configHashOf(declaration, learner);
    if (session.lines.some(({ trained }) => trained.about.configHash === configHash)) continue;
    const before = session.head?.lines.findLast((line) => line.learner === learner.name);
    const trained = startTraining(declaration, learner, neural);
    const parent = before === undefined ? null : formatVersion(before);
    const major = session.nextMajor++;
    const line: LiveLine = {
      major,
      root: major,
      minor: 0,
      role: roleOf(learner),
      trained,
      encoding: encoders.register(trained.about.encoding),
      checkpoint: null,
      sealedAtMs: null,
      board: Scoreboard.create(problem),
      parent: { version: parent, kind: before === undefined ? 'start' : 'model-iteration' },
    };
    session.lines.push(line);
    session.decisions.push({
      kind: 'line-started',
      timeMs: session.clockMs,
      version: formatVersion(line),
      from: parent,
      by: 'perennial',
      reason:
        before === undefined
          ? `${learner.name} is declared`
          : `the declaration of ${learner.name}, or of its features, has changed`,
      evidence: {},
    });
  }
}
