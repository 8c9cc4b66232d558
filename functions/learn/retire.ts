/** A promotion ends the older line of the winner's learner: it learns no further, and what it has in the contest goes. */
import { leftBehind } from '../domain/lineage/succession';
import { endLines } from '../domain/promotion/end-lines';
import type { Session } from './session';

/** To be called within a micro-batch that the lines have learned, before it is counted. */
export function retireLeftBehind(
  session: Session,
  promoted: { readonly major: number; readonly version: string },
  clockMs: number,
): void {
  const lines = session.lines.map((line) => ({
    line,
    major: line.major,
    root: line.root,
    learner: line.trained.declaration.name,
  }));
  const gone = leftBehind(lines, promoted.major).map(({ line }) => line);
  const lastBatch = session.learned.batches + 1;
  session.lines = session.lines.filter((line) => !gone.includes(line));
  session.retired.push(...gone.map((line) => ({ line, lastBatch, clockMs })));
  const reason = `${promoted.version}, of a newer training of the same learner, answers now`;
  const { contest, entries } = endLines(
    session.contest,
    gone,
    { by: 'perennial', reason, timeMs: clockMs },
    session.declaration.promote,
  );
  session.contest = contest;
  session.decisions.push(...entries);
}
