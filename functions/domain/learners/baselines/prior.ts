/**
 * What would one answer without looking at the features? Binary and multiclass: the share of each class among the examples
 * learned, by weight, with one added to each class (Laplace's rule of succession), hence never 0 or 1. Regression: the
 * weighted mean. Untrained: 0.5, 1 / classes, 0. O(1) per example. An example of weight 0 is passed over.
 */
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { StandardScaler } from '../../features/standard-scaler';
import { expectScalar, expectState, floatsOf } from '../../state/saved-state';
import type { Learner, LearnerState, Problem } from '../learner';

const KIND = 'prior';
const FORMAT = 1;

class ClassPrior implements Learner {
  readonly kind = KIND;
  private readonly classes: number;

  constructor(
    private readonly problem: Problem,
    /** Weight learned per class. */
    private readonly counts: Float64Array,
  ) {
    this.classes = counts.length;
  }

  predict(batch: FeatureBatch, out: Float64Array): void {
    const { counts, classes } = this;
    const { outputs } = this.problem;
    const total = counts.reduce((sum, count) => sum + count, 0) + classes;
    // One output is the probability of class 1; several are those of classes 0, 1, ….
    const first = classes - outputs;
    for (let at = 0; at < batch.count * outputs; at++) out[at] = (counts[first + (at % outputs)]! + 1) / total;
  }

  learn(batch: LabelledBatch): void {
    const { counts } = this;
    for (let i = 0; i < batch.count; i++) counts[batch.label[i]!] = counts[batch.label[i]!]! + batch.weight[i]!;
  }

  save(): LearnerState {
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { task: this.problem.task },
      arrays: { counts: this.counts.slice() },
    };
  }
}

class ValuePrior implements Learner {
  readonly kind = KIND;

  constructor(private readonly target: StandardScaler) {}

  predict(batch: FeatureBatch, out: Float64Array): void {
    out.fill(this.target.unscale(0, 0), 0, batch.count);
  }

  learn(batch: LabelledBatch): void {
    for (let i = 0; i < batch.count; i++)
      if (batch.weight[i]! > 0) this.target.learn(0, batch.label[i]!, batch.weight[i]!);
  }

  save(): LearnerState {
    const { weight, mean, squares } = this.target.save();
    return { kind: KIND, format: FORMAT, scalars: { task: 'regression' }, arrays: { weight, mean, squares } };
  }
}

const classesOf = ({ task, outputs }: Problem): number => (task === 'binary' ? 2 : outputs);

export const createPrior = (problem: Problem): Learner =>
  problem.task === 'regression'
    ? new ValuePrior(StandardScaler.create(1))
    : new ClassPrior(problem, new Float64Array(classesOf(problem)));

/** @throws StateRefused */
export function loadPrior(problem: Problem, state: LearnerState): Learner {
  expectState(state, KIND, FORMAT);
  expectScalar(state, 'task', problem.task);
  if (problem.task !== 'regression') return new ClassPrior(problem, floatsOf(state, 'counts', classesOf(problem)));
  const [weight, mean, squares] = [
    floatsOf(state, 'weight', 1),
    floatsOf(state, 'mean', 1),
    floatsOf(state, 'squares', 1),
  ];
  return new ValuePrior(StandardScaler.load({ weight, mean, squares }));
}
