/**
 * One micro-batch: everybody is tested on it, evidence is weighed, then the lines learn it. Deterministic, in stream order, and
 * blind to how the examples were delivered.
 */
import { addTested, emptyBaseline, fadedBaseline } from '../domain/drift/baseline';
import { allRows } from '../domain/drift/sketch-numbers';
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
  line.trained = trainOn(line.trained, batch, encoded, predictions);
  line.minor += 1;
}

/**
 * The same learner, a micro-batch on, with what its checkpoint says it has seen. Its predictions of the batch, from before it
 * learns it, become part of its baseline; who has not made them for a score leaves them out.
 */
export function trainOn(
  trained: Trained,
  batch: MicroBatch,
  encoded: LabelledBatch,
  predictions = predicted(trained, encoded),
): Trained {
  trained.learner.learn(encoded);
  return { ...trained, about: seen(trained, batch, predictions) };
}

function predicted({ learner, about }: Trained, encoded: LabelledBatch): Float64Array {
  const predictions = new Float64Array(encoded.count * about.problem.outputs);
  learner.predict(encoded, predictions);
  return predictions;
}

function seen({ about, declaration }: Trained, batch: MicroBatch, predictions: Float64Array): Trained['about'] {
  const { columns } = batch;
  const rows = rowsSeen(columns, declaration.untilMs);
  if (rows.length === 0) return about;
  let { clockMs } = about;
  for (let i = 0; i < rows.length; i++) clockMs = Math.max(clockMs, columns.completedAtMs[rows[i]!]!);
  const before = about.baseline ?? emptyBaseline(about.encoding);
  const features = batch.sketchedOnto(before.features, rows);
  const tested = addTested(before, about.problem, features, predictions, columns, rows);
  const baseline = fadedBaseline(tested, about.clockMs, clockMs);
  return { ...about, examples: about.examples + rows.length, clockMs, baseline };
}

/** A control line sees nothing after its time. */
function rowsSeen({ completedAtMs, count }: ExampleColumns, untilMs: number | null): Int32Array {
  const rows = allRows(count);
  return untilMs === null ? rows : rows.filter((row) => completedAtMs[row]! < untilMs);
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
