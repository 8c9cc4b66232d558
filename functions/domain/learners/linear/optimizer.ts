/**
 * How a gradient moves the weights of a linear model, coordinate by coordinate: AdaGrad or FTRL-Proximal. Both take steps
 * that shrink with the gradients a coordinate has seen, so that a rare category learns as fast at its hundredth appearance as
 * a common one did at its own.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import { floatsOf } from '../../state/saved-state';
import type { LearnerState } from '../learner';
import { AdaGrad } from './adagrad';
import { FtrlProximal } from './ftrl-proximal';
import type { Row } from './row';

export interface Optimizer {
  /** What the model predicts with now: by coordinate, then by output. */
  readonly weights: Float64Array;
  /** One step on the coordinates of `row`, for one output. `gradient` is that of the loss in the linear form. */
  step(row: Row, gradient: number, outputs: number, output: number): void;
  /** Detached copies of what the next step depends on. */
  save(): Readonly<Record<string, Float64Array>>;
}

export function createOptimizer(
  declaration: LinearLearnerDeclaration,
  coordinates: number,
  outputs: number,
): Optimizer {
  const zeros = () => new Float64Array(coordinates * outputs);
  return declaration.optimizer === 'adagrad'
    ? new AdaGrad(declaration, zeros(), zeros())
    : new FtrlProximal(declaration, zeros(), zeros(), outputs);
}

export function loadOptimizer(
  declaration: LinearLearnerDeclaration,
  coordinates: number,
  outputs: number,
  state: LearnerState,
): Optimizer {
  const size = coordinates * outputs;
  return declaration.optimizer === 'adagrad'
    ? new AdaGrad(declaration, floatsOf(state, 'weights', size), floatsOf(state, 'squares', size))
    : new FtrlProximal(declaration, floatsOf(state, 'z', size), floatsOf(state, 'n', size), outputs);
}
