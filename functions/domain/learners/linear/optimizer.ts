/**
 * How a gradient moves the weights of a linear model, coordinate by coordinate. AdaGrad, FTRL-Proximal and Adam take steps that
 * shrink with the gradients a coordinate has seen, so that a rare category learns as fast at its hundredth appearance as a common
 * one did at its own; stochastic gradient descent moves all alike.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import { floatsOf } from '../../state/saved-state';
import type { LearnerState } from '../learner';
import { AdaGrad } from './adagrad';
import { Adam } from './adam';
import { FtrlProximal } from './ftrl-proximal';
import type { Row } from './row';
import { Sgd } from './sgd';

export interface Optimizer {
  /** Cells of `stride` numbers, by coordinate, then by output; the first of each is the weight that the model predicts with now. */
  readonly cells: Float64Array;
  readonly stride: number;
  /**
   * One step on the coordinates of `row`, for one output. `gradient` is that of the loss in the linear form. The last output's step
   * ends the example.
   */
  step(row: Row, gradient: number, outputs: number, output: number): void;
  /** Detached copies of what the next step depends on. */
  save(): Readonly<Record<string, Float64Array>>;
}

/** @throws StateRefused when the state, if there is one, has not the arrays of this optimizer */
export function optimizerOf(
  declaration: LinearLearnerDeclaration,
  coordinates: number,
  outputs: number,
  state?: LearnerState,
): Optimizer {
  const array = (name: string, length = coordinates * outputs): Float64Array =>
    state === undefined ? new Float64Array(length) : floatsOf(state, name, length);
  switch (declaration.optimizer) {
    case 'adagrad':
      return new AdaGrad(declaration, array('weights'), array('squares'));
    case 'ftrl':
      return new FtrlProximal(declaration, array('z'), array('n'), outputs);
    case 'adam':
      return new Adam(declaration, array('weights'), array('means'), array('squares'), array('steps', 1));
    case 'sgd':
      return new Sgd(declaration, array('weights'), array('steps', 1));
    case 'normalised':
      throw new Error(`${declaration.name}: the normalised update is no step along a gradient`);
  }
}
