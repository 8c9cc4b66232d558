/** The share of examples whose class a binary learner named right, each predicted before it was learned. */
import type { LabelledBatch } from '../../../../../functions/domain/features/batch';
import { labelledStretchOf } from '../../../../../functions/domain/features/rows-of';
import type { Learner } from '../../../../../functions/domain/learners/learner';

export function testThenTrain(learner: Learner, batch: LabelledBatch, count = batch.count): number {
  const out = new Float64Array(1);
  let right = 0;
  for (let at = 0; at < count; at++) {
    const one = labelledStretchOf(batch, at, at + 1);
    learner.predict(one, out);
    if ((out[0]! > 0.5 ? 1 : 0) === batch.label[at]) right += 1;
    learner.learn(one);
  }
  return right / count;
}
