/**
 * What was served: each example scored by the champion that answered it, as the frozen checkpoint it was. The version logged
 * with the prediction says which, if it is one of ours; else the champion of the prediction's time.
 */
import type { ExampleColumns } from '../domain/examples/columns';
import type { Reign } from '../domain/lineage/head';
import { reignAt } from '../domain/lineage/reigns';
import type { MicroBatch } from './micro-batch';
import { addServed } from './served-lately';
import type { Session } from './session';

/** Scores what was served, and gives the current champion's predictions of the whole batch. */
export async function scoreServed(session: Session, batch: MicroBatch): Promise<Float64Array> {
  const { reigns, predictors, served } = session;
  const { outputs } = session.problem;
  const { label, weight, predictedAtMs, count } = batch.columns;
  const answered = reignsOf(reigns, batch.columns);
  const champion = new Float64Array(count * outputs);
  predictors.predict(reigns.at(-1)!.version, batch, champion);
  const answers = champion.slice();
  const rows = new Int32Array(count);
  let rowCount = 0;
  const earlier = new Set<number>();
  for (let i = 0; i < count; i++) {
    if (answered[i]! < 0) continue;
    rows[rowCount++] = i;
    if (answered[i] !== reigns.length - 1) earlier.add(answered[i]!);
  }
  const predictions = new Float64Array(count * outputs);
  for (const at of earlier) {
    const { version, checkpoint } = reigns[at]!;
    await predictors.fetch(version, checkpoint);
    predictors.predict(version, batch, predictions);
    for (let i = 0; i < count; i++) {
      if (answered[i] === at) for (let k = i * outputs; k < (i + 1) * outputs; k++) answers[k] = predictions[k]!;
    }
  }
  const byChampion = rows.subarray(0, rowCount).filter((row) => answered[row] === reigns.length - 1);
  session.servedLately = addServed(session.servedLately, reigns.at(-1)!.version, session.problem, {
    predictions: champion,
    label,
    weight,
    rows: byChampion,
  });
  served.add(answers, label, weight, predictedAtMs, rowCount, rows);
  return champion;
}

/** By example, the index of the reign that answered it; -1 for one made before all that are known. */
function reignsOf(reigns: readonly Reign[], { predictedAtMs, version, count }: ExampleColumns): Int32Array {
  const logged = version.dictionary.map((name) => reigns.findLastIndex((reign) => reign.version === name));
  const last = reigns.length - 1;
  const sinceMs = reigns[last]!.sinceMs;
  const answered = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const code = version.codes[i]!;
    const named = code === 0 ? -1 : logged[code - 1]!;
    const timeMs = predictedAtMs[i]!;
    answered[i] = named >= 0 ? named : timeMs >= sinceMs ? last : reignAt(reigns, timeMs);
  }
  return answered;
}
