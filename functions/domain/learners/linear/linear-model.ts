/**
 * What the linear learners share: the features' running standardisation, the weights with their optimizer, and one row that
 * is filled for each example. An example is learned in river's order (StandardScaler | LogisticRegression): the scaler takes
 * in its values first, then scales them, then the weights move. Predicting only scales.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import { StandardScaler } from '../../features/standard-scaler';
import type { StateArray } from '../../state/saved-state';
import { expectScalar, expectState, floatsOf } from '../../state/saved-state';
import type { LearnerState, Problem } from '../learner';
import { createOptimizer, loadOptimizer, type Optimizer } from './optimizer';
import { coordinatesOf, Row } from './row';

export const LINEAR_STATE_FORMAT = 1;

export interface LinearModel {
  readonly outputs: number;
  readonly row: Row;
  readonly scaler: StandardScaler;
  readonly optimizer: Optimizer;
}

export function createLinearModel(declaration: LinearLearnerDeclaration, problem: Problem): LinearModel {
  return {
    outputs: problem.outputs,
    row: new Row(problem, declaration.intercept),
    scaler: StandardScaler.create(problem.numericCount),
    optimizer: createOptimizer(declaration, coordinatesOf(problem), problem.outputs),
  };
}

/** @throws StateRefused */
export function loadLinearModel(
  declaration: LinearLearnerDeclaration,
  problem: Problem,
  state: LearnerState,
): LinearModel {
  expectState(state, declaration.kind, LINEAR_STATE_FORMAT);
  for (const [name, wanted] of Object.entries(shapeOf(declaration, problem))) expectScalar(state, name, wanted);
  return {
    outputs: problem.outputs,
    row: new Row(problem, declaration.intercept),
    scaler: loadScaler(state, 'features', problem.numericCount),
    optimizer: loadOptimizer(declaration, coordinatesOf(problem), problem.outputs, state),
  };
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
    arrays: { ...model.optimizer.save(), ...saveScaler(model.scaler, 'features'), ...more },
  };
}

/** What the coordinates of the arrays mean. */
const shapeOf = ({ optimizer }: LinearLearnerDeclaration, problem: Problem) => {
  const { task, outputs, numericCount, categoricalCount, hashedCount, hashBits } = problem;
  return { optimizer, task, outputs, numericCount, categoricalCount, hashedCount, hashBits };
};

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
