/**
 * What does a line know as normal? The features that it learned from, its own predictions of them before it learned them, and
 * how good these were: what served events are compared with while its checkpoint answers. It is part of the checkpoint, so it
 * is promoted, rolled back and rebuilt with it, and a new champion never fires on an old one's baseline.
 *
 * Older examples weigh less: whenever the line's clock passes a multiple of four weeks (whole weeks, so that no weekday counts
 * more than another) everything is halved. By event time and not by count, because what is normal depends on the
 * season and not on the traffic.
 */
import type { ExampleColumns } from '../examples/columns';
import type { Encoding } from '../features/encoding';
import type { Problem } from '../learners/learner';
import { placeOfLargest } from '../numeric/largest';
import { emptySketches, type FeatureSketches, halvedFeatures } from './feature-sketches';
import { addOutcomes, halvedOutcomes, NO_OUTCOMES, type OutcomeSums } from './outcome-sums';
import { addSketches, emptySketch, halvedSketch, type Sketch } from './sketch';
import { sketchNumbers } from './sketch-numbers';

const HALF_LIFE_MS = 28 * 86_400_000;
/** After a longer pause it is halved no more often: what was normal before it is better than nothing. */
const MOST_AT_ONCE = 2;

export interface Baseline {
  readonly features: FeatureSketches;
  /** Probabilities of class 1, values, or the probability of the class given most. */
  readonly predictions: Sketch;
  readonly outcomes: OutcomeSums;
}

export const emptyBaseline = (encoding: Encoding): Baseline => ({
  features: emptySketches(encoding),
  predictions: emptySketch('numeric'),
  outcomes: NO_OUTCOMES,
});

/** What a micro-batch, or its `rows`, adds: the features are those of the baseline with the batch's, merged by the caller. */
export function addTested(
  baseline: Baseline,
  problem: Problem,
  features: FeatureSketches,
  predictions: Float64Array,
  { label, weight }: Pick<ExampleColumns, 'label' | 'weight'>,
  rows: Int32Array,
): Baseline {
  const single = problem.task === 'multiclass' ? highest(predictions, problem.outputs) : predictions;
  return {
    features,
    predictions: addSketches(baseline.predictions, sketchNumbers(single, rows)),
    outcomes: addOutcomes(baseline.outcomes, problem, { predictions, label, weight, rows }),
  };
}

function highest(predictions: Float64Array, outputs: number): Float64Array {
  const highest = new Float64Array(predictions.length / outputs);
  for (let row = 0; row < highest.length; row++) {
    highest[row] = predictions[row * outputs + placeOfLargest(predictions, row * outputs, outputs)]!;
  }
  return highest;
}

/** After the line's clock went on; 0 is a clock that has not begun. */
export function fadedBaseline(baseline: Baseline, fromMs: number, toMs: number): Baseline {
  if (fromMs === 0) return baseline;
  const last = Math.floor(toMs / HALF_LIFE_MS);
  const first = Math.max(Math.floor(fromMs / HALF_LIFE_MS) + 1, last - MOST_AT_ONCE + 1);
  let faded = baseline;
  for (let turn = first; turn <= last; turn++) {
    faded = {
      features: halvedFeatures(faded.features, turn),
      predictions: halvedSketch(faded.predictions, turn),
      outcomes: halvedOutcomes(faded.outcomes),
    };
  }
  return faded;
}
