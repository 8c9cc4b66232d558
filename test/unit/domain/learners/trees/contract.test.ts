import { extremelyFastDecisionTree } from '../../../../../functions/contracts/learners/extremely-fast-tree';
import type { LearnerDeclaration } from '../../../../../functions/contracts/learners/learner';
import {
  hoeffdingAdaptiveTree,
  hoeffdingTree,
  type TreeOptions,
} from '../../../../../functions/contracts/learners/trees';
import { hoeffdingWindowTree } from '../../../../../functions/contracts/learners/window-tree';
import { createLearner, loadLearner } from '../../../../../functions/domain/learners/create';
import { learnerContract } from '../../../../contracts/learner';

const tasks = ['binary', 'multiclass'] as const;
/** Splits within the sixty examples of the contract. */
const eager: TreeOptions = { gracePeriod: 5, splitConfidence: 0.5, tieThreshold: 1 };

const declared = (name: string, declaration: LearnerDeclaration): void =>
  learnerContract(
    name,
    (problem) => createLearner(declaration, problem),
    (problem, state) => loadLearner(declaration, problem, state),
    { tasks, oneByOne: true, weightsRepeat: false },
  );
const run = (name: string, options: TreeOptions): void => declared(name, hoeffdingTree(options));

run('Hoeffding tree', {});
run('Hoeffding tree that splits early', eager);
run('Hoeffding tree, exhaustive, by Gini, in two branches', {
  ...eager,
  numericObserver: 'exhaustive',
  criterion: 'gini',
  binarySplits: true,
});
run('Hoeffding tree of majorities, by Hellinger, without poor features', {
  ...eager,
  leafPrediction: 'majority',
  criterion: 'hellinger',
  removePoorFeatures: true,
});
run('Hoeffding tree over random subspaces, short of memory', {
  ...eager,
  subspace: 2,
  maxBytes: 4000,
  memoryPeriod: 7,
});

declared('Hoeffding adaptive tree', hoeffdingAdaptiveTree({ leafPrediction: 'naiveBayes' }));
declared(
  'Hoeffding adaptive tree that splits and doubts early',
  hoeffdingAdaptiveTree({ ...eager, driftConfidence: 1, alternateWidth: 2, switchConfidence: 1, takeOver: 'better' }),
);

declared(
  'Extremely fast decision tree that looks at its splits often',
  extremelyFastDecisionTree({ gracePeriod: 5, splitConfidence: 0.5, tieThreshold: 1, reevaluationPeriod: 7 }),
);
declared(
  'Hoeffding window tree that splits and doubts early',
  hoeffdingWindowTree({ ...eager, window: 16, reevaluationPeriod: 3, alternateWidth: 2, switchConfidence: 1 }),
);
