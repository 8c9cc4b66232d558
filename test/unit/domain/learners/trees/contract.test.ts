import { hoeffdingTree, type TreeOptions } from '../../../../../functions/contracts/learners/trees';
import { createLearner, loadLearner } from '../../../../../functions/domain/learners/create';
import { learnerContract } from '../../../../contracts/learner';

const tasks = ['binary', 'multiclass'] as const;
/** Splits within the sixty examples of the contract. */
const eager: TreeOptions = { gracePeriod: 5, splitConfidence: 0.5, tieThreshold: 1 };

const run = (name: string, options: TreeOptions): void => {
  const declaration = hoeffdingTree(options);
  learnerContract(
    name,
    (problem) => createLearner(declaration, problem),
    (problem, state) => loadLearner(declaration, problem, state),
    { tasks, oneByOne: true, weightsRepeat: false },
  );
};

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
