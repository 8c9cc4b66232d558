import { onlineBagging } from '../../../../../../functions/contracts/learners/ensembles';
import type { LearnerDeclaration } from '../../../../../../functions/contracts/learners/learner';
import {
  hoeffdingRegressionTree,
  type RegressionTreeOptions,
} from '../../../../../../functions/contracts/learners/regression-trees';
import { createLearner, loadLearner } from '../../../../../../functions/domain/learners/create';
import { learnerContract } from '../../../../../contracts/learner';

/** Splits within the sixty examples of the contract. */
const eager: RegressionTreeOptions = { gracePeriod: 5, splitConfidence: 0.5, tieThreshold: 1, minBranchWeight: 2 };

const declared = (name: string, declaration: LearnerDeclaration): void =>
  learnerContract(
    name,
    (problem) => createLearner(declaration, problem),
    (problem, state) => loadLearner(declaration, problem, state),
    { tasks: ['regression'], oneByOne: true, weightsRepeat: false },
  );

declared('regression tree', hoeffdingRegressionTree());
declared(
  'regression tree of means, by variance, of few bins, short of memory',
  hoeffdingRegressionTree({
    ...eager,
    leafPrediction: 'mean',
    criterion: 'variance',
    bins: 3,
    maxBytes: 4000,
    memoryPeriod: 7,
  }),
);
declared(
  'regression tree that splits and doubts early, every value a bin',
  hoeffdingRegressionTree({
    ...eager,
    bins: null,
    adaptive: true,
    driftThreshold: 0.01,
    driftDelta: 0,
    alternatePeriod: 3,
    alternateLife: 7,
  }),
);
declared(
  'online bagging of regression trees over random subspaces',
  onlineBagging({ base: hoeffdingRegressionTree({ ...eager, leafPrediction: 'linear', subspace: 2 }), models: 3 }),
);
