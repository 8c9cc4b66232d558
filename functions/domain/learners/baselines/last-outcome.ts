/**
 * What would one answer who only repeats the last outcome? Binary and multiclass: probability 1 for the class of the last
 * example learned; regression: its value. Untrained: 0.5, 1 / classes, 0. O(1) per example; weights count for nothing.
 *
 * Accuracy is its score. Its log loss says little: every miss costs -ln(clip) of whatever scores it, so with clip c and a
 * share m of misses it is about -m ln(c), for instance 2.9 with m = 0.21 and c = 1e-6.
 */
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { expectScalar, expectState, floatsOf } from '../../state/saved-state';
import type { Learner, LearnerState, Problem } from '../learner';

const KIND = 'lastOutcome';
const FORMAT = 1;

class LastOutcome implements Learner {
  readonly kind = KIND;

  constructor(
    private readonly problem: Problem,
    /** What it answers: one value per output. */
    private readonly answer: Float64Array,
  ) {}

  predict(batch: FeatureBatch, out: Float64Array): void {
    const { outputs } = this.problem;
    for (let i = 0; i < batch.count; i++) out.set(this.answer, i * outputs);
  }

  learn(batch: LabelledBatch): void {
    if (batch.count === 0) return;
    const last = batch.label[batch.count - 1]!;
    if (this.problem.task === 'multiclass') this.answer.fill(0).fill(1, last, last + 1);
    else this.answer[0] = last;
  }

  save(): LearnerState {
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { task: this.problem.task },
      arrays: { answer: this.answer.slice() },
    };
  }
}

const UNTRAINED = { binary: () => 0.5, multiclass: (outputs: number) => 1 / outputs, regression: () => 0 };

export function createLastOutcome(problem: Problem): Learner {
  const { task, outputs } = problem;
  return new LastOutcome(problem, new Float64Array(outputs).fill(UNTRAINED[task](outputs)));
}

/** @throws StateRefused */
export function loadLastOutcome(problem: Problem, state: LearnerState): Learner {
  expectState(state, KIND, FORMAT);
  expectScalar(state, 'task', problem.task);
  return new LastOutcome(problem, floatsOf(state, 'answer', problem.outputs));
}
