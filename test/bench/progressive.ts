/** Test-then-train over a stream of batches: what it costs, stretch by stretch, and how good the predictions were. */
import { createScores } from '../../functions/domain/evaluation/create-scores';
import type { LabelledBatch } from '../../functions/domain/features/batch';
import type { Learner } from '../../functions/domain/learners/learner';
import { costOf, type Sample, timed } from './measure';
import type { Cost } from './result';

export interface Figures {
  readonly rocAuc: number;
  readonly logLoss: number;
}

export interface Progressive {
  readonly cost: Cost;
  readonly figures: Figures;
}

/** Each stretch is a repeat; scoring is not timed. */
export async function testThenTrain(
  learner: Learner,
  batches: readonly LabelledBatch[],
  stretches: number,
): Promise<Progressive> {
  const predictions = batches.map(({ count }) => new Float64Array(count));
  const samples: Sample[] = [];
  const perStretch = Math.ceil(batches.length / stretches);
  for (let from = 0; from < batches.length; from += perStretch) {
    const stretch = batches.slice(from, from + perStretch);
    samples.push(
      await timed(stretch, () => {
        let examples = 0;
        for (const [at, batch] of stretch.entries()) {
          learner.predict(batch, predictions[from + at]!);
          learner.learn(batch);
          examples += batch.count;
        }
        return examples;
      }),
    );
  }
  return { cost: costOf(samples), figures: figuresOf(batches, predictions) };
}

/** @throws when one of the two is not defined: there was one class only */
export function figuresOf(batches: readonly LabelledBatch[], predictions: readonly Float64Array[]): Figures {
  const scores = createScores('binary', 1);
  for (const [at, { label, weight, count }] of batches.entries()) scores.add(predictions[at]!, label, weight, count);
  const { rocAuc, logLoss } = scores.report();
  if (typeof rocAuc !== 'number' || typeof logLoss !== 'number') throw new Error('the examples have only one class');
  return { rocAuc, logLoss };
}

export const shownFigures = ({ rocAuc, logLoss }: Figures): string =>
  `ROC AUC ${rocAuc.toFixed(4)}, log loss ${logLoss.toFixed(4)}`;
