/**
 * What would the model be worth had it stopped learning then? A learner that learns only the examples whose labels became
 * known before `untilMs`, and answers from that for ever. Labels of one batch need not be in order of time: each example is
 * looked at. Its state is the inner learner's. O(1) per example passed over.
 */
import type { FeatureBatch, LabelledBatch } from '../features/batch';
import { rowsOf } from '../features/rows-of';
import type { Learner, LearnerState } from './learner';

export class Control implements Learner {
  readonly kind: string;

  constructor(
    private readonly inner: Learner,
    private readonly untilMs: number,
  ) {
    this.kind = inner.kind;
  }

  predict(batch: FeatureBatch, out: Float64Array): void {
    this.inner.predict(batch, out);
  }

  learn(batch: LabelledBatch): void {
    const { completedAtMs, count } = batch;
    let known = 0;
    for (let i = 0; i < count; i++) if (completedAtMs[i]! < this.untilMs) known++;
    if (known === count) this.inner.learn(batch);
    else if (known > 0) this.inner.learn(knownBefore(batch, this.untilMs, known));
  }

  save(): LearnerState {
    return this.inner.save();
  }
}

function knownBefore(batch: LabelledBatch, untilMs: number, count: number): LabelledBatch {
  const rows = new Int32Array(count);
  for (let from = 0, to = 0; from < batch.count; from++) if (batch.completedAtMs[from]! < untilMs) rows[to++] = from;
  return rowsOf(batch, rows);
}
