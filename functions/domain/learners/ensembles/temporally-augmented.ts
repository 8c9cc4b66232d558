/**
 * Does the last outcome tell something that the features do not? A learner that is shown the last outcomes known as further features: the
 * temporally augmented classifier of Zliobaite, Bifet, Read and Pfahringer 2015, "Evaluation methods and decision theory for
 * classification of streaming data with temporal dependence". It keeps these outcomes itself: those of the examples that it has learned
 * last, in the order of learning. A class is a category, a value is a number; an outcome that is not known yet is a category of its
 * own, or missing.
 *
 * Meant for outcomes that are known at once. Where they come late, the outcomes beside an example that is learned are newer than those
 * beside one that is predicted, and the learner trusts them too much.
 *
 * O(features + outcomes) per example beside the learner's own cost. Weights go on to the learner inside.
 */
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { nestedState, nestStates } from '../../state/nested-state';
import { expectScalar, expectState, floatsOf } from '../../state/saved-state';
import type { ExampleLearner, LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import type { Member } from './members';
import { oneRow } from './one-row';
import { OutcomeCategories } from './outcome-categories';

const KIND = 'temporallyAugmented';
const FORMAT = 1;

export interface AugmentedSettings {
  /** How many of the last outcomes are features. */
  readonly outcomes: number;
}

class TemporallyAugmented extends OneByOne {
  readonly kind = KIND;
  protected readonly outputs: number;
  private readonly row: LabelledBatch;
  /** null: outcomes are numbers. */
  private readonly categories: OutcomeCategories | null;

  constructor(
    private readonly problem: Problem,
    private readonly base: ExampleLearner,
    /** The newest first; NaN where there was none yet. */
    private readonly last: Float64Array,
  ) {
    super();
    this.outputs = problem.outputs;
    this.categories = problem.task === 'regression' ? null : OutcomeCategories.of(problem, last.length);
    this.row = oneRow(augmented(problem, last.length));
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    this.show(batch, example);
    this.base.predictExample(this.row, 0, out, at);
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const { row, last } = this;
    const label = batch.label[example]!;
    this.show(batch, example);
    row.label[0] = label;
    row.weight[0] = weight;
    row.completedAtMs[0] = batch.completedAtMs[example]!;
    this.base.learnExample(row, 0, weight);
    last.copyWithin(1, 0);
    last[0] = label;
  }

  save(): LearnerState {
    const { scalars, arrays } = nestStates({ base: this.base.save() });
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { ...scalars, ...shapeOf(this.problem, this.last.length) },
      arrays: { ...arrays, last: this.last.slice() },
    };
  }

  private show(batch: FeatureBatch, example: number): void {
    const { row, last, categories } = this;
    const { numericCount, categoricalCount, hashedCount } = batch;
    const numbers = example * numericCount;
    for (let j = 0; j < numericCount; j++) row.numeric[j] = batch.numeric[numbers + j]!;
    const slots = example * hashedCount;
    const crossesFrom = row.categoricalCount - categoricalCount;
    for (let j = 0; j < hashedCount; j++) {
      row.hashed[j < categoricalCount ? j : j + crossesFrom] = batch.hashed[slots + j]!;
    }
    const words = 2 * example * categoricalCount;
    for (let j = 0; j < 2 * categoricalCount; j++) row.identity[j] = batch.identity[words + j]!;
    if (categories !== null) categories.write(last, row.hashed, row.identity, categoricalCount);
    else for (let lag = 0; lag < last.length; lag++) row.numeric[numericCount + lag] = last[lag]!;
  }
}

const shapeOf = ({ task, outputs }: Problem, outcomes: number) => ({ task, outputs, outcomes });

/** The problem as the learner inside sees it. */
function augmented(problem: Problem, outcomes: number): Problem {
  const { numericNames, categoricalNames } = problem;
  const names = Array.from({ length: outcomes }, (_, lag) => `outcome before ${lag + 1}`);
  if (problem.task === 'regression') {
    return {
      ...problem,
      numericCount: problem.numericCount + outcomes,
      numericNames: [...numericNames, ...names],
    };
  }
  return {
    ...problem,
    categoricalCount: problem.categoricalCount + outcomes,
    hashedCount: problem.hashedCount + outcomes,
    categoricalNames: [...categoricalNames, ...names],
  };
}

export const createAugmented = ({ outcomes }: AugmentedSettings, problem: Problem, make: Member): ExampleLearner =>
  new TemporallyAugmented(problem, make(augmented(problem, outcomes)), new Float64Array(outcomes).fill(Number.NaN));

/** @throws StateRefused */
export function loadAugmented(
  { outcomes }: AugmentedSettings,
  problem: Problem,
  make: Member,
  state: LearnerState,
): ExampleLearner {
  expectState(state, KIND, FORMAT);
  for (const [name, wanted] of Object.entries(shapeOf(problem, outcomes))) expectScalar(state, name, wanted);
  const base = make(augmented(problem, outcomes), nestedState(state, 'base'));
  return new TemporallyAugmented(problem, base, floatsOf(state, 'last', outcomes));
}
