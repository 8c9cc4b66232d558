/** From a declaration to its learner: made new, or loaded to go on. */
import type { ModelDeclaration } from '../../contracts/declaration';
import type { LearnerDeclaration } from '../../contracts/learners/learner';
import type { LinearLearnerDeclaration } from '../../contracts/learners/linear';
import type { NeuralLearnerDeclaration } from '../../contracts/learners/neural';
import { featureNames } from '../features/plan';
import { createRebalanced, loadRebalanced } from '../imbalance/rebalanced';
import { createLastOutcome, loadLastOutcome } from './baselines/last-outcome';
import { createPrior, loadPrior } from './baselines/prior';
import { createNaiveBayes, loadNaiveBayes } from './bayes/create';
import { Control } from './control';
import { byExample } from './ensembles/by-example';
import { ensemble } from './ensembles/create';
import type { Member } from './ensembles/members';
import { createFactorisationMachine, loadFactorisationMachine } from './factorisation/factorisation-machine';
import { createMatrixFactorisation, loadMatrixFactorisation } from './factorisation/matrix-factorisation';
import { createPositiveFactorisation, loadPositiveFactorisation } from './factorisation/positive-factorisation';
import type { Learner, LearnerState, Problem } from './learner';
import { BinaryLogistic } from './linear/binary-logistic';
import { createLinearModel, type LinearModel, loadLinearModel } from './linear/linear-model';
import { createTarget, LinearRegression, loadTarget } from './linear/linear-regression';
import { PoissonRegression } from './linear/poisson-regression';
import { SoftmaxLogistic } from './linear/softmax-logistic';
import { NearestNeighbours } from './neighbours/nearest-neighbours';
import { createExtremelyFastDecisionTree, loadExtremelyFastDecisionTree } from './trees/extremely-fast-decision-tree';
import { createHoeffdingAdaptiveTree, loadHoeffdingAdaptiveTree } from './trees/hoeffding-adaptive-tree';
import { createHoeffdingTree, loadHoeffdingTree } from './trees/hoeffding-tree';
import { createHoeffdingWindowTree, loadHoeffdingWindowTree } from './trees/hoeffding-window-tree';
import {
  createHoeffdingRegressionTree,
  loadHoeffdingRegressionTree,
} from './trees/regression/hoeffding-regression-tree';

/** Makes the learners that need a tensor library, which the domain does not know. */
export interface NeuralFactory {
  create(declaration: NeuralLearnerDeclaration, problem: Problem): Learner;
  /** @throws StateRefused */
  load(declaration: NeuralLearnerDeclaration, problem: Problem, state: LearnerState): Learner;
  /** What computes, as the lineage names it. */
  readonly backend: string;
}

export interface LearnerFactories {
  readonly neural?: NeuralFactory;
}

export function problemOf(
  declaration: Pick<ModelDeclaration, 'outcome' | 'features' | 'crosses' | 'hashBits' | 'seed'>,
): Problem {
  const { outcome, crosses, hashBits, seed } = declaration;
  const { categorical, numeric } = featureNames(declaration);
  return {
    task: outcome.kind,
    outputs: outcome.kind === 'multiclass' ? outcome.classes.length : 1,
    numericCount: numeric.length,
    numericNames: numeric,
    categoricalNames: categorical,
    categoricalCount: categorical.length,
    hashedCount: categorical.length + crosses.length,
    hashBits,
    seed,
  };
}

export function createLearner(
  declaration: LearnerDeclaration,
  problem: Problem,
  factories: LearnerFactories = {},
): Learner {
  return controlled(declaration, bare(declaration, problem, undefined, factories));
}

/** @throws StateRefused when the state is of another kind, shape or later format than this declaration's */
export function loadLearner(
  declaration: LearnerDeclaration,
  problem: Problem,
  state: LearnerState,
  factories: LearnerFactories = {},
): Learner {
  return controlled(declaration, bare(declaration, problem, state, factories));
}

const controlled = ({ untilMs }: LearnerDeclaration, learner: Learner): Learner =>
  untilMs === null ? learner : new Control(learner, untilMs);

function bare(
  declaration: LearnerDeclaration,
  problem: Problem,
  state: LearnerState | undefined,
  factories: LearnerFactories,
): Learner {
  switch (declaration.kind) {
    case 'prior':
      return state === undefined ? createPrior(problem) : loadPrior(problem, state);
    case 'lastOutcome':
      return state === undefined ? createLastOutcome(problem) : loadLastOutcome(problem, state);
    case 'gaussianNaiveBayes':
    case 'multinomialNaiveBayes':
    case 'bernoulliNaiveBayes':
      return state === undefined ? createNaiveBayes(declaration, problem) : loadNaiveBayes(declaration, problem, state);
    case 'factorisationMachine':
      return state === undefined
        ? createFactorisationMachine(declaration, problem)
        : loadFactorisationMachine(declaration, problem, state);
    case 'positiveOnlyFactorisation':
      return state === undefined
        ? createPositiveFactorisation(declaration, problem)
        : loadPositiveFactorisation(declaration, problem, state);
    case 'biasedMatrixFactorisation':
      return state === undefined
        ? createMatrixFactorisation(declaration, problem)
        : loadMatrixFactorisation(declaration, problem, state);
    case 'mixture':
    case 'onlineBagging':
    case 'leveragingBagging':
    case 'adwinBoosting':
    case 'adaptiveRandomForest':
    case 'streamingRandomPatches':
    case 'temporallyAugmented':
      return ensemble(declaration, problem, state, memberMaker(factories));
    case 'rebalanced': {
      const base = memberMaker(factories)(declaration.base);
      return state === undefined
        ? createRebalanced(declaration, problem, base)
        : loadRebalanced(declaration, problem, base, state);
    }
    case 'nearestNeighbours':
      return state === undefined
        ? NearestNeighbours.create(declaration, problem)
        : NearestNeighbours.load(declaration, problem, state);
    case 'hoeffdingAdaptiveTree':
      return state === undefined
        ? createHoeffdingAdaptiveTree(declaration, problem)
        : loadHoeffdingAdaptiveTree(declaration, problem, state);
    case 'extremelyFastDecisionTree':
      return state === undefined
        ? createExtremelyFastDecisionTree(declaration, problem)
        : loadExtremelyFastDecisionTree(declaration, problem, state);
    case 'hoeffdingWindowTree':
      return state === undefined
        ? createHoeffdingWindowTree(declaration, problem)
        : loadHoeffdingWindowTree(declaration, problem, state);
    case 'hoeffdingRegressionTree':
      return state === undefined
        ? createHoeffdingRegressionTree(declaration, problem)
        : loadHoeffdingRegressionTree(declaration, problem, state);
    case 'hoeffdingTree':
      return state === undefined
        ? createHoeffdingTree(declaration, problem)
        : loadHoeffdingTree(declaration, problem, state);
    case 'neural': {
      const neural = neuralOf(declaration, factories);
      return state === undefined ? neural.create(declaration, problem) : neural.load(declaration, problem, state);
    }
    default:
      return linear(declaration, problem, state);
  }
}

/** Learners within learners. */
const memberMaker =
  (factories: LearnerFactories) =>
  (declaration: LearnerDeclaration): Member =>
  (problem, state) => {
    const learner =
      state === undefined
        ? createLearner(declaration, problem, factories)
        : loadLearner(declaration, problem, state, factories);
    return byExample(learner, problem);
  };

function linear(declaration: LinearLearnerDeclaration, problem: Problem, state: LearnerState | undefined): Learner {
  const { kind, name } = declaration;
  const { task } = problem;
  if ((kind !== 'logistic') !== (task === 'regression')) {
    const fitting = task === 'regression' ? 'linear' : 'logistic';
    throw new Error(`learners: ${name} is ${kind}, and the outcome is ${task}; declare ${fitting}()`);
  }
  const model: LinearModel =
    state === undefined ? createLinearModel(declaration, problem) : loadLinearModel(declaration, problem, state);
  if (task === 'binary') return new BinaryLogistic(declaration, problem, model);
  if (task === 'multiclass') return new SoftmaxLogistic(declaration, problem, model);
  const target = state === undefined ? createTarget() : loadTarget(state);
  const Regression = kind === 'poisson' ? PoissonRegression : LinearRegression;
  return new Regression(declaration, problem, model, target);
}

function neuralOf({ name }: NeuralLearnerDeclaration, { neural }: LearnerFactories): NeuralFactory {
  if (neural !== undefined) return neural;
  throw new Error(
    `learners: ${name} is neural, and nothing here makes neural learners; pass { neural } with the factory of adapters/tfjs`,
  );
}
