/**
 * What would a learner have answered, had it been asked at each prediction's moment, knowing only the labels that had come by
 * then? Prequential evaluation (Dawid 1984; Gama, Sebastião and Rodrigues 2013, "On evaluating stream learning algorithms") that
 * respects the delay of labels: before a prediction at time t everything is learned whose label became known up to t, in the order in
 * which labels came. An example is never learned before it was predicted, also where its label comes at the same moment.
 *
 * Scoring a prediction at its label's arrival, and making it then, would let a learner use labels that did not exist when the
 * prediction was due. Labels without delay give test-then-train. O(n log n) for the two orders, beside the learner's own time. No
 * examples: no predictions.
 */
import type { LabelledBatch } from '../features/batch';
import { labelledStretchOf, rowsOf, stretchOf } from '../features/rows-of';
import type { Learner } from '../learners/learner';

export interface Dated {
  /** In any order. */
  readonly examples: LabelledBatch;
  /** When each prediction was due; not after its label became known. */
  readonly predictedAtMs: Float64Array;
}

/** Examples with their predictions, in the order in which the labels came. */
export interface Prequential {
  readonly examples: LabelledBatch;
  /** Row-major, `outputs` columns. */
  readonly predictions: Float64Array;
}

/** The same for every learner: what is asked and what becomes known, each in its order. */
export interface Timeline {
  /** In the order in which labels came, and in that of the predictions. */
  readonly arrived: LabelledBatch;
  readonly asked: LabelledBatch;
  /** When each of `asked` was due. */
  readonly askedAtMs: Float64Array;
  /** Which of `asked` each of `arrived` is. */
  readonly rankOfQuestion: Int32Array;
}

export function timelineOf({ examples, predictedAtMs }: Dated): Timeline {
  const { count, completedAtMs } = examples;
  const byLabel = ordered(completedAtMs, count);
  const byQuestion = ordered(predictedAtMs, count);
  const rank = new Int32Array(count);
  for (let at = 0; at < count; at++) rank[byQuestion[at]!] = at;
  return {
    arrived: rowsOf(examples, byLabel),
    asked: rowsOf(examples, byQuestion),
    askedAtMs: Float64Array.from(byQuestion, (row) => predictedAtMs[row]!),
    rankOfQuestion: byLabel.map((row) => rank[row]!),
  };
}

/** Teaches `learner` all examples. Two learners on the same timeline are asked the same questions with the same knowledge. */
export function prequential(
  learner: Learner,
  { arrived, asked, askedAtMs, rankOfQuestion }: Timeline,
  outputs: number,
): Prequential {
  const { count } = arrived;
  const answers = new Float64Array(count * outputs);
  let learned = 0;
  for (let from = 0; from < count; ) {
    const nowMs = askedAtMs[from]!;
    let known = learned;
    while (known < count && arrived.completedAtMs[known]! <= nowMs && rankOfQuestion[known]! < from) known++;
    if (known > learned) learner.learn(labelledStretchOf(arrived, learned, known));
    learned = known;
    const nextLabelMs = known < count ? arrived.completedAtMs[known]! : Number.POSITIVE_INFINITY;
    let to = from + 1;
    while (to < count && askedAtMs[to]! < nextLabelMs) to++;
    learner.predict(stretchOf(asked, from, to), answers.subarray(from * outputs, to * outputs));
    from = to;
  }
  if (learned < count) learner.learn(labelledStretchOf(arrived, learned, count));

  const predictions = new Float64Array(count * outputs);
  for (let row = 0; row < count; row++) {
    const rank = rankOfQuestion[row]!;
    for (let output = 0; output < outputs; output++) {
      predictions[row * outputs + output] = answers[rank * outputs + output]!;
    }
  }
  return { examples: arrived, predictions };
}

/** Indices by ascending time; what has the same time keeps its order. */
function ordered(timesMs: Float64Array, count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, at) => at);
  return order.sort((a, b) => timesMs[a]! - timesMs[b]! || a - b);
}
