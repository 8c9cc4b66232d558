/**
 * What do features say alone and in pairs? A factorisation machine of degree 2 (Rendle 2010, "Factorization machines"): a linear model over
 * hashed slots and standardised numbers, as linear/row.ts lays them out, plus the weight of every pair of them as the product of their
 * factors (interactions.ts), so that a pair never seen together has one too. Learned example by example by AdaGrad, on the outcome as
 * outcome-level.ts scales it; regression and binary.
 *
 * O(factors x features) per example. Memory: 16 (factors + 1) bytes per coordinate, 2^hashBits and two for each number. Untrained it
 * answers 0, or 0.5. A missing number is a feature of its own; a constant one counts as 0.
 */
import type { FactorisationMachineDeclaration } from '../../../contracts/learners/factorisation';
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { StandardScaler } from '../../features/standard-scaler';
import { nestedState, nestStates } from '../../state/nested-state';
import { arrayOf, expectScalar, expectState, floatsOf } from '../../state/saved-state';
import type { LearnerState, Problem } from '../learner';
import { AdaGrad } from '../linear/adagrad';
import { loadScaler, saveScaler } from '../linear/linear-model';
import { coordinatesOf, Row } from '../linear/row';
import { OneByOne } from '../one-by-one';
import { Interactions } from './interactions';
import { OutcomeLevel } from './outcome-level';

const KIND = 'factorisationMachine';
const FORMAT = 1;
const FEATURES = 'features';

export class FactorisationMachine extends OneByOne {
  readonly kind = KIND;
  protected readonly outputs = 1;
  private readonly row: Row;

  constructor(
    private readonly problem: Problem,
    private readonly shape: Readonly<Record<string, string | number>>,
    private readonly scaler: StandardScaler,
    private readonly linear: AdaGrad,
    private readonly interactions: Interactions,
    private readonly level: OutcomeLevel,
  ) {
    super();
    this.row = new Row(problem, true);
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    this.row.fill(batch, example, this.scaler);
    out[at] = this.level.outcome(this.form());
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const { row, scaler, linear, interactions, level } = this;
    const label = batch.label[example]!;
    level.learn(label, weight);
    scaler.learnRow(batch.numeric, example * this.problem.numericCount, weight);
    row.fill(batch, example, scaler);
    interactions.meet(row);
    const gradient = -level.short(this.form(), label) * weight;
    linear.step(row, gradient, 1, 0);
    interactions.step(row, gradient);
  }

  save(): LearnerState {
    const { level, linear, interactions } = this;
    const parts = nestStates({ level: level.save() });
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { ...parts.scalars, ...this.shape },
      arrays: {
        ...parts.arrays,
        ...linear.save(),
        ...saveScaler(this.scaler, FEATURES),
        factors: interactions.factors.slice(),
        factorSquares: interactions.squares.slice(),
        known: interactions.known.slice(),
      },
    };
  }

  private form(): number {
    return this.row.dot(this.linear.cells, this.linear.stride, 0) + this.interactions.form(this.row);
  }
}

export function createFactorisationMachine(
  declaration: FactorisationMachineDeclaration,
  problem: Problem,
): FactorisationMachine {
  const shape = shapeOf(declaration, problem);
  const coordinates = coordinatesOf(problem);
  const floats = (each: number) => new Float64Array(each * coordinates);
  const { factors: k } = declaration;
  return new FactorisationMachine(
    problem,
    shape,
    StandardScaler.create(problem.numericCount),
    new AdaGrad({ ...declaration, l1: 0 }, floats(1), floats(1)),
    new Interactions({ ...declaration, seed: problem.seed }, floats(k), floats(k), new Uint8Array(coordinates)),
    OutcomeLevel.create(problem),
  );
}

/** @throws StateRefused */
export function loadFactorisationMachine(
  declaration: FactorisationMachineDeclaration,
  problem: Problem,
  state: LearnerState,
): FactorisationMachine {
  const shape = shapeOf(declaration, problem);
  expectState(state, KIND, FORMAT);
  for (const [name, value] of Object.entries(shape)) expectScalar(state, name, value);
  const coordinates = coordinatesOf(problem);
  const floats = (name: string, each: number) => floatsOf(state, name, each * coordinates);
  const { factors: k } = declaration;
  const known = arrayOf(state, 'known', Uint8Array, coordinates);
  const settings = { ...declaration, seed: problem.seed };
  return new FactorisationMachine(
    problem,
    shape,
    loadScaler(state, FEATURES, problem.numericCount),
    new AdaGrad({ ...declaration, l1: 0 }, floats('weights', 1), floats('squares', 1)),
    new Interactions(settings, floats('factors', k), floats('factorSquares', k), known),
    OutcomeLevel.load(nestedState(state, 'level'), problem),
  );
}

/** What the coordinates of the arrays mean. */
function shapeOf(
  { name, factors }: FactorisationMachineDeclaration,
  { task, numericCount, categoricalCount, hashedCount, hashBits }: Problem,
): Record<string, string | number> {
  if (task === 'multiclass') {
    throw new Error(`learners: ${name} learns regression and binary outcomes, and the outcome is multiclass`);
  }
  return { task, factors, numericCount, categoricalCount, hashedCount, hashBits };
}
