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

type Tasks = readonly ('binary' | 'multiclass')[];
const both: Tasks = ['binary', 'multiclass'];
/** Splits within the sixty examples of the contract. */
const eager: TreeOptions = { gracePeriod: 5, splitConfidence: 0.5, tieThreshold: 1 };

const declared = (name: string, declaration: LearnerDeclaration, tasks: Tasks): void =>
  learnerContract(
    name,
    (problem) => createLearner(declaration, problem),
    (problem, state) => loadLearner(declaration, problem, state),
    { tasks, oneByOne: true, weightsRepeat: false },
  );
const run = (name: string, options: TreeOptions, tasks: Tasks): void => declared(name, hoeffdingTree(options), tasks);

run('Hoeffding tree', {}, ['binary']);
run('Hoeffding tree that splits early', eager, both);
run('Hoeffding tree that cuts at quantiles', { ...eager, numericObserver: 'quantiles' }, ['multiclass']);
run(
  'Hoeffding tree, exhaustive, by Gini, in two branches',
  { ...eager, numericObserver: 'exhaustive', criterion: 'gini', binarySplits: true },
  ['multiclass'],
);
run(
  'Hoeffding tree of majorities, by Hellinger, without poor features',
  { ...eager, leafPrediction: 'majority', criterion: 'hellinger', removePoorFeatures: true },
  ['multiclass'],
);
run(
  'Hoeffding tree over random subspaces, short of memory',
  { ...eager, subspace: 2, maxBytes: 4000, memoryPeriod: 7 },
  ['binary'],
);

declared('Hoeffding adaptive tree', hoeffdingAdaptiveTree({ leafPrediction: 'naiveBayes' }), ['multiclass']);
declared(
  'Hoeffding adaptive tree that splits and doubts early',
  hoeffdingAdaptiveTree({ ...eager, driftConfidence: 1, alternateWidth: 2, switchConfidence: 1, takeOver: 'better' }),
  both,
);

declared(
  'Extremely fast decision tree that looks at its splits often',
  extremelyFastDecisionTree({ ...eager, reevaluationPeriod: 7 }),
  both,
);
declared(
  'Hoeffding window tree that splits and doubts early',
  hoeffdingWindowTree({ ...eager, window: 16, reevaluationPeriod: 3, alternateWidth: 2, switchConfidence: 1 }),
  both,
);
