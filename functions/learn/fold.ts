/**
 * One micro-batch: everybody is tested on it, evidence is weighed, then the lines learn it. Deterministic, in stream order, and
 * blind to how the examples were delivered.
 */
import type { ExampleColumns } from '../domain/examples/columns';
import type { LabelledBatch } from '../domain/features/batch';
import type { Trained } from './checkpoints';
import type { LearnDeps } from './deps';
import { decideContest } from './gate';
import type { MicroBatch } from './micro-batch';
import { sealDue } from './seal';
import { scoreServed } from './served';
import type { LiveLine, Session } from './session';

export async function foldMicroBatch(deps: LearnDeps, session: Session, columns: ExampleColumns): Promise<void> {
  const { stages } = deps;
  const batch = session.encoders.batch(columns);
  stages.enter('served');
  const champion = await scoreServed(session, batch);
  stages.enter('lines');
  for (const line of session.lines) testThenTrain(deps, session, line, batch);
  const clockMs = latest(session.clockMs, columns.completedAtMs);
  stages.enter('contest');
  decideContest(deps, session, batch, champion, clockMs);
  session.clockMs = clockMs;
  countLearned(session, columns);
  if (session.declaration.archive !== null) session.learnedColumns.push(columns);
  stages.enter('seal');
  sealDue(session);
}

function testThenTrain({ stages }: LearnDeps, session: Session, line: LiveLine, batch: MicroBatch): void {
  const { outputs } = session.problem;
  const { columns } = batch;
  const { label, weight, predictedAtMs, count } = columns;
  const encoded = batch.as(line.encoding);
  const predictions = new Float64Array(count * outputs);
  stages.enter('predict');
  line.trained.learner.predict(encoded, predictions);
  stages.enter('score');
  line.board.add(predictions, label, weight, predictedAtMs, count, null);
  stages.enter('learn');
  line.trained = trainOn(line.trained, batch, encoded);
  line.minor += 1;
}

/** The same learner, a micro-batch on, with what its checkpoint says it has seen. */
export function trainOn(trained: Trained, batch: MicroBatch, encoded: LabelledBatch): Trained {
  trained.learner.learn(encoded);
  return { ...trained, about: seen(trained, batch.columns) };
}

/** A control line sees nothing after its time. */
function seen({ about, declaration }: Trained, { completedAtMs, count }: ExampleColumns): Trained['about'] {
  const untilMs = declaration.untilMs ?? Number.POSITIVE_INFINITY;
  let { examples, clockMs } = about;
  for (let i = 0; i < count; i++) {
    const knownMs = completedAtMs[i]!;
    if (knownMs >= untilMs) continue;
    examples += 1;
    if (knownMs > clockMs) clockMs = knownMs;
  }
  return examples === about.examples ? about : { ...about, examples, clockMs };
}

const latest = (clockMs: number, times: Float64Array): number => {
  let result = clockMs;
  for (let i = 0; i < times.length; i++) if (times[i]! > result) result = times[i]!;
  return result;
};

function countLearned({ learned, classCounts }: Session, { count, events, label }: ExampleColumns): void {
  learned.batches += 1;
  learned.examples += count;
  for (let i = 0; i < count; i++) learned.events += events[i]!;
  if (classCounts.length > 0) for (let i = 0; i < count; i++) classCounts[label[i]!]! += 1;
}
