/**
 * A learner that sees only some of the features, drawn once from its seed (Ho 1998, "The random subspace method for constructing decision
 * forests"): numeric and categorical ones alike. Crosses are left out, as they would bring back what was not drawn. The learner
 * inside sees a problem of just these features. O(features drawn) per example beside the learner's own cost.
 */
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { Random } from '../../numeric/random';
import { nestedState, nestStates } from '../../state/nested-state';
import { arrayOf, expectScalar, expectState, StateRefused } from '../../state/saved-state';
import type { ExampleLearner, LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import type { Member } from './members';
import { oneRow } from './one-row';

const KIND = 'featureSubset';
const FORMAT = 1;

class FeatureSubset extends OneByOne {
  readonly kind = KIND;
  protected readonly outputs: number;
  private readonly numeric: Int32Array;
  private readonly categorical: Int32Array;
  private readonly row: LabelledBatch;

  constructor(
    private readonly problem: Problem,
    /** Ascending; the numeric columns come first, the categorical ones follow. */
    private readonly features: Int32Array,
    private readonly base: ExampleLearner,
  ) {
    super();
    const { numericCount, outputs } = problem;
    this.outputs = outputs;
    this.numeric = features.filter((feature) => feature < numericCount);
    this.categorical = features.filter((feature) => feature >= numericCount).map((feature) => feature - numericCount);
    this.row = oneRow(columnsOf(this.numeric.length, this.categorical.length));
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    this.show(batch, example);
    this.base.predictExample(this.row, 0, out, at);
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    this.showLabelled(batch, example, weight);
    this.base.learnExample(this.row, 0, weight);
  }

  override predictAndLearnExample(
    batch: LabelledBatch,
    example: number,
    weight: number,
    out: Float64Array,
    at: number,
  ): void {
    this.showLabelled(batch, example, weight);
    this.base.predictAndLearnExample(this.row, 0, weight, out, at);
  }

  save(): LearnerState {
    const { scalars, arrays } = nestStates({ base: this.base.save() });
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { ...scalars, ...shapeOf(this.problem) },
      arrays: { ...arrays, features: this.features.slice() },
    };
  }

  private showLabelled(batch: LabelledBatch, example: number, weight: number): void {
    const { row } = this;
    this.show(batch, example);
    row.label[0] = batch.label[example]!;
    row.weight[0] = weight;
    row.completedAtMs[0] = batch.completedAtMs[example]!;
  }

  private show(batch: FeatureBatch, example: number): void {
    const { row, numeric, categorical } = this;
    const numbers = example * batch.numericCount;
    for (let j = 0; j < numeric.length; j++) row.numeric[j] = batch.numeric[numbers + numeric[j]!]!;
    const slots = example * batch.hashedCount;
    const words = 2 * example * batch.categoricalCount;
    for (let j = 0; j < categorical.length; j++) {
      const column = categorical[j]!;
      row.hashed[j] = batch.hashed[slots + column]!;
      row.identity[2 * j] = batch.identity[words + 2 * column]!;
      row.identity[2 * j + 1] = batch.identity[words + 2 * column + 1]!;
    }
  }
}

const columnsOf = (numericCount: number, categoricalCount: number) => ({
  numericCount,
  categoricalCount,
  hashedCount: categoricalCount,
});

const shapeOf = ({ numericCount, categoricalCount }: Problem) => ({ numericCount, categoricalCount });

/** At least two, where there are two: a learner of one feature sees nothing of how features go together. */
const LEAST = 2;

/** Makes such learners, each with its own features. `share` is that of all features. */
export const featureSubset =
  (share: number, base: Member): Member =>
  (problem, state) => {
    if (state === undefined) {
      const features = drawnFeatures(problem, share);
      return new FeatureSubset(problem, features, base(problemOf(problem, features)));
    }
    expectState(state, KIND, FORMAT);
    for (const [name, wanted] of Object.entries(shapeOf(problem))) expectScalar(state, name, wanted);
    const features = arrayOf(state, 'features', Int32Array);
    const count = problem.numericCount + problem.categoricalCount;
    if (features.some((feature) => !(feature >= 0 && feature < count))) {
      throw new StateRefused(`the ${KIND} state names features [${features.join(', ')}] and there are ${count}`);
    }
    return new FeatureSubset(problem, features, base(problemOf(problem, features), nestedState(state, 'base')));
  };

function drawnFeatures({ numericCount, categoricalCount, seed }: Problem, share: number): Int32Array {
  const random = Random.seeded(seed);
  const drawn = Int32Array.from({ length: numericCount + categoricalCount }, (_, feature) => feature);
  const size = Math.min(drawn.length, Math.max(LEAST, Math.round(share * drawn.length)));
  for (let at = 0; at < size; at++) {
    const other = at + random.below(drawn.length - at);
    const feature = drawn[other]!;
    drawn[other] = drawn[at]!;
    drawn[at] = feature;
  }
  return drawn.slice(0, size).sort();
}

/** As the learner inside sees it. */
function problemOf(problem: Problem, features: Int32Array): Problem {
  const names = [...problem.numericNames, ...problem.categoricalNames];
  const named = (from: number, to: number) =>
    [...features].filter((feature) => feature >= from && feature < to).map((feature) => names[feature]!);
  const numericNames = named(0, problem.numericCount);
  const categoricalNames = named(problem.numericCount, names.length);
  return {
    ...problem,
    ...columnsOf(numericNames.length, categoricalNames.length),
    numericNames,
    categoricalNames,
  };
}
