/**
 * What would the model be worth had it stopped learning then? A learner that learns only the examples whose labels became
 * known before `untilMs`, and answers from that for ever. Labels of one batch need not be in order of time: each example is
 * looked at. Its state is the inner learner's. O(1) per example passed over.
 */
import type { FeatureBatch, LabelledBatch } from '../features/batch';
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
  const { numericCount, hashedCount, categoricalCount } = batch;
  const numeric = new Float64Array(count * numericCount);
  const hashed = new Int32Array(count * hashedCount);
  const identity = new Uint32Array(2 * count * categoricalCount);
  const label = new Float64Array(count);
  const weight = new Float64Array(count);
  const completedAtMs = new Float64Array(count);
  for (let from = 0, to = 0; from < batch.count; from++) {
    if (!(batch.completedAtMs[from]! < untilMs)) continue;
    numeric.set(batch.numeric.subarray(from * numericCount, (from + 1) * numericCount), to * numericCount);
    hashed.set(batch.hashed.subarray(from * hashedCount, (from + 1) * hashedCount), to * hashedCount);
    const [ids, own] = [2 * categoricalCount, 2 * from * categoricalCount];
    identity.set(batch.identity.subarray(own, own + ids), to * ids);
    label[to] = batch.label[from]!;
    weight[to] = batch.weight[from]!;
    completedAtMs[to++] = batch.completedAtMs[from]!;
  }
  return { ...batch, count, numeric, hashed, identity, label, weight, completedAtMs };
}
