/**
 * What the linear learners share: the numbers' scaling, the weights with what moves them, and one row that is filled for each
 * example. An example is learned in river's order (StandardScaler | LogisticRegression): the scaler takes in its values first,
 * then scales them, then the weights move. Predicting only scales.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import { StandardScaler } from '../../features/standard-scaler';
import type { StateArray } from '../../state/saved-state';
import { expectScalar, expectState, floatsOf, StateRefused } from '../../state/saved-state';
import type { LearnerState, Problem } from '../learner';
import { Normalised } from './normalised';
import { type Optimizer, optimizerOf } from './optimizer';
import { coordinatesOf, Row, type RowScaler } from './row';

export const LINEAR_STATE_FORMAT = 1;

export interface LinearModel {
  readonly outputs: number;
  readonly row: Row;
  readonly scaler: RowScaler;
  /** As an optimizer has them: the weight of an output of a coordinate is the first of its cell. */
  readonly cells: Float64Array;
  readonly stride: number;
  readonly method: Optimizer | Normalised;
  readonly save: () => Readonly<Record<string, Float64Array>>;
}

export function createLinearModel(declaration: LinearLearnerDeclaration, problem: Problem): LinearModel {
  return modelOf(declaration, problem);
}

/** @throws StateRefused */
export function loadLinearModel(
  declaration: LinearLearnerDeclaration,
  problem: Problem,
  state: LearnerState,
): LinearModel {
  expectState(state, declaration.kind, LINEAR_STATE_FORMAT);
  const wanted = shapeOf(declaration, problem);
  for (const [name, value] of Object.entries(wanted)) expectScalar(state, name, value);
  for (const name of Object.keys(state.scalars)) {
    if (name in wanted) continue;
    throw new StateRefused(`the ${state.kind} state was learned with another ${name}; start a new line for it`);
  }
  return modelOf(declaration, problem, state);
}

function modelOf(declaration: LinearLearnerDeclaration, problem: Problem, state?: LearnerState): LinearModel {
  const { outputs, numericCount } = problem;
  const row = new Row(problem, declaration.intercept);
  const coordinates = coordinatesOf(problem);
  if (declaration.optimizer === 'normalised') {
    const array = (name: string, length = coordinates * outputs): Float64Array =>
      state === undefined ? new Float64Array(length) : floatsOf(state, name, length);
    const normalised = new Normalised(declaration, problem, {
      weights: array('weights'),
      squares: array('squares'),
      largest: array('largest', numericCount),
      totals: array('totals', 2 * outputs),
    });
    const { cells, stride } = normalised;
    return { outputs, row, scaler: normalised, cells, stride, method: normalised, save: () => normalised.save() };
  }
  const scaler =
    state === undefined ? StandardScaler.create(numericCount) : loadScaler(state, 'features', numericCount);
  const optimizer = optimizerOf(declaration, coordinates, outputs, state);
  const save = () => ({ ...optimizer.save(), ...saveScaler(scaler, 'features') });
  const { cells, stride } = optimizer;
  return { outputs, row, scaler, cells, stride, method: optimizer, save };
}

export function saveLinearModel(
  model: LinearModel,
  declaration: LinearLearnerDeclaration,
  problem: Problem,
  more: Readonly<Record<string, StateArray>> = {},
): LearnerState {
  return {
    kind: declaration.kind,
    format: LINEAR_STATE_FORMAT,
    scalars: shapeOf(declaration, problem),
    arrays: { ...model.save(), ...more },
  };
}

/** What the coordinates of the arrays mean, and what the forms do. */
function shapeOf({ optimizer, target }: LinearLearnerDeclaration, problem: Problem): Record<string, string | number> {
  const { task, outputs, numericCount, categoricalCount, hashedCount, hashBits } = problem;
  const shape = { optimizer, task, outputs, numericCount, categoricalCount, hashedCount, hashBits };
  return target === undefined || target === 'relative' ? shape : { ...shape, target };
}

export function saveScaler(scaler: StandardScaler, prefix: string): Record<string, Float64Array> {
  const { weight, mean, squares } = scaler.save();
  return { [`${prefix}.weight`]: weight, [`${prefix}.mean`]: mean, [`${prefix}.squares`]: squares };
}

export function loadScaler(state: LearnerState, prefix: string, columns: number): StandardScaler {
  return StandardScaler.load({
    weight: floatsOf(state, `${prefix}.weight`, columns),
    mean: floatsOf(state, `${prefix}.mean`, columns),
    squares: floatsOf(state, `${prefix}.squares`, columns),
  });
}
