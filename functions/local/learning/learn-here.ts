/** The learning half in this thread, one request after the other. */
import { createFileHeads } from '../../adapters/file/heads';
import { createFileObjects } from '../../adapters/file/objects';
import { oneAtATime } from '../../adapters/one-at-a-time';
import { Learning } from '../../learn/learn';
import { consoleView } from '../console-view';
import { ContestTrail } from '../contest-trail';
import { countsIn, reportOn } from '../report';
import { neuralFor } from '../runtime';
import { Stopwatch } from '../stopwatch';
import type { LearningSetup, LearningSide } from './learning-side';

export async function learnHere({
  stateDir,
  declaration,
  codeHash,
  runtime,
  watched,
}: LearningSetup): Promise<LearningSide> {
  const [heads, objects] = [createFileHeads(stateDir), createFileObjects(stateDir)];
  const neural = await neuralFor([declaration]);
  const ledger = await heads.ledger(declaration.name);
  const trail = new ContestTrail();
  const stages = new Stopwatch();
  const learning = new Learning(
    {
      heads,
      objects,
      archive: objects,
      codeHash,
      runtime,
      stages,
      // On one machine time is where the stream stands.
      clock: { effectiveMs: (streamMs) => streamMs },
      onCommit: ({ ledger: entries }) => {
        ledger.push(...entries);
      },
      ...(neural === undefined ? {} : { neural }),
      ...(watched ? { onLook: (contest) => trail.observe(contest, declaration.promote) } : {}),
    },
    declaration,
  );
  const inOrder = oneAtATime();
  return {
    learn: (blocks) =>
      inOrder(async () => {
        await learning.learn(blocks);
        const { clockMs } = await learning.view();
        stages.leave();
        return clockMs;
      }),
    view: ({ running, progress, received, stages: joining }) =>
      inOrder(async () => {
        const session = await learning.view();
        stages.leave();
        return consoleView(session, {
          running,
          progress,
          counts: countsIn(session, received),
          ledger,
          trail,
          stages: [...joining, ...stages.seconds()],
          stopped: null,
        });
      }),
    report: (received) =>
      inOrder(async () => {
        const session = await learning.view();
        stages.leave();
        return reportOn(session, countsIn(session, received), await heads.ledger(declaration.name));
      }),
    stages: () => inOrder(async () => stages.seconds()),
    close: () => inOrder(async () => {}),
  };
}
