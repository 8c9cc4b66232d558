/** The whole state of a neural learner: made new, saved, and loaded again after its shape is checked. */
import type { NeuralLearnerDeclaration } from '../../contracts/learners/neural';
import { StandardScaler } from '../../domain/features/standard-scaler';
import type { LearnerState, Problem } from '../../domain/learners/learner';
import { loadScaler, saveScaler } from '../../domain/learners/linear/linear-model';
import { expectScalar, expectState, StateRefused } from '../../domain/state/saved-state';
import type { AgainstForgetting } from './against-forgetting';
import { Embeddings } from './embeddings';
import { createAgainstForgetting, loadAgainstForgetting, saveAgainstForgetting } from './forgetting-state';
import { initialWeights } from './initial-weights';
import { isStandardised } from './input-scale';
import { networkShape } from './network-shape';
import { createOutput, type Output, targetColumns } from './output';
import { createWeightStep, slotNames, type WeightStep } from './weight-step';

export const NEURAL_KIND = 'neural';
export const NEURAL_STATE_FORMAT = 1;

export interface NeuralState {
  readonly features: StandardScaler;
  /** Holds the target's statistics. */
  readonly output: Output;
  readonly weights: Float32Array;
  readonly embeddings: Embeddings | undefined;
  readonly optimizer: WeightStep;
  readonly againstForgetting: AgainstForgetting | undefined;
  /** Steps taken, and micro-batches whose gradient was not finite. */
  readonly steps: number;
  readonly refusedSteps: number;
}

export function createNeuralState(declaration: NeuralLearnerDeclaration, problem: Problem): NeuralState {
  const shape = networkShape(declaration, problem);
  const { parameters } = shape;
  const output = createOutput(problem, StandardScaler.create(targetColumns(problem)));
  return {
    features: StandardScaler.create(problem.numericCount),
    output,
    weights: initialWeights(shape, problem.seed),
    embeddings: declaration.embeddings && Embeddings.create(shape, declaration.embeddings.learningRate, problem.seed),
    optimizer: createWeightStep(
      declaration,
      slotNames(declaration).map(() => new Float32Array(parameters)),
    ),
    againstForgetting: createAgainstForgetting(declaration.forgetting, { problem, parameters, output }),
    steps: 0,
    refusedSteps: 0,
  };
}

export function saveNeuralState(
  state: NeuralState,
  declaration: NeuralLearnerDeclaration,
  problem: Problem,
): LearnerState {
  const { features, output, weights, embeddings, optimizer, againstForgetting, steps, refusedSteps } = state;
  const slots = Object.entries(optimizer.slots).map(([name, slot]) => [name, slot.slice()] as const);
  const past = saveAgainstForgetting(declaration.forgetting, againstForgetting);
  return {
    kind: NEURAL_KIND,
    format: NEURAL_STATE_FORMAT,
    scalars: { ...shapeScalars(declaration, problem), steps, refusedSteps, ...past.scalars },
    arrays: {
      weights: weights.slice(),
      ...(embeddings && { embeddings: embeddings.vectors.slice(), embeddingSquares: embeddings.squares.slice() }),
      ...Object.fromEntries(slots),
      ...saveScaler(features, 'features'),
      ...saveScaler(output.target, 'target'),
      ...past.arrays,
    },
  };
}

/** @throws StateRefused */
export function loadNeuralState(
  declaration: NeuralLearnerDeclaration,
  problem: Problem,
  state: LearnerState,
): NeuralState {
  expectState(state, NEURAL_KIND, NEURAL_STATE_FORMAT);
  for (const [name, wanted] of Object.entries(shapeScalars(declaration, problem))) expectScalar(state, name, wanted);
  const { parameters, embeddingSize, embedded } = networkShape(declaration, problem);
  if (declaration.embeddings === undefined && state.scalars.embeddingSize !== undefined) {
    throw new StateRefused(`the ${state.kind} state has embeddings and none are declared; start a new line for it`);
  }
  if (isStandardised(declaration) && state.scalars.features !== undefined) {
    throw new StateRefused(
      `the ${state.kind} state was learned on features as given and standardised ones are declared; start a new line for it`,
    );
  }
  const output = createOutput(problem, loadScaler(state, 'target', targetColumns(problem)));
  return {
    features: loadScaler(state, 'features', problem.numericCount),
    output,
    weights: singlesOf(state, 'weights', parameters),
    embeddings:
      declaration.embeddings &&
      new Embeddings(
        embeddingSize,
        declaration.embeddings.learningRate,
        singlesOf(state, 'embeddings', embedded),
        singlesOf(state, 'embeddingSquares', embedded),
      ),
    optimizer: createWeightStep(
      declaration,
      slotNames(declaration).map((name) => singlesOf(state, name, parameters)),
    ),
    againstForgetting: loadAgainstForgetting(declaration.forgetting, { problem, parameters, output }, state),
    steps: countOf(state, 'steps'),
    refusedSteps: countOf(state, 'refusedSteps'),
  };
}

/** What the arrays mean: another value of any of these makes them another network's. */
const shapeScalars = (declaration: NeuralLearnerDeclaration, problem: Problem) => {
  const { layers, inputBits, optimizer, embeddings } = declaration;
  const { task, outputs, numericCount, categoricalCount, hashBits } = problem;
  return {
    layers: layers.join('-'),
    inputBits,
    optimizer,
    task,
    outputs,
    numericCount,
    categoricalCount,
    hashBits,
    ...(embeddings && { embeddingSize: embeddings.size }),
    ...(!isStandardised(declaration) && { features: 'asGiven' }),
  };
};

/** A copy of the array `name`. */
function singlesOf(state: LearnerState, name: string, length: number): Float32Array {
  const array = Object.hasOwn(state.arrays, name) ? state.arrays[name] : undefined;
  if (array instanceof Float32Array && array.length === length) return array.slice();
  const found = array === undefined ? 'is absent' : `is ${array.constructor.name} of ${array.length}`;
  throw new StateRefused(
    `the array ${name} of the ${state.kind} state ${found}; it should be Float32Array of ${length}`,
  );
}

function countOf(state: LearnerState, name: string): number {
  const count = state.scalars[name];
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  throw new StateRefused(
    `${name} of the ${state.kind} state is ${JSON.stringify(count) ?? 'absent'}; it should be a count`,
  );
}
