import type { LearnerDeclaration } from '../../../../functions/contracts/learners/learner';
import { linear, logistic, poisson } from '../../../../functions/contracts/learners/linear';
import { createLearner, loadLearner } from '../../../../functions/domain/learners/create';
import type { Problem } from '../../../../functions/domain/learners/learner';
import { learnerContract } from '../../../contracts/learner';

const run = (name: string, declaration: LearnerDeclaration, tasks: readonly Problem['task'][]): void =>
  learnerContract(
    name,
    (problem) => createLearner(declaration, problem),
    (problem, state) => loadLearner(declaration, problem, state),
    { tasks, oneByOne: true, weightsRepeat: false },
  );

const classes = ['binary', 'multiclass'] as const;
const penalties = { l1: 0.05, l2: 0.1 };
const decaying = { optimizer: 'sgd', decayPower: 0.5, interceptRate: 0.3 } as const;

run('logistic by SGD', logistic({ ...decaying, ...penalties }), classes);
run('logistic by Adam', logistic({ optimizer: 'adam', ...penalties }), classes);
run('logistic, normalised', logistic({ optimizer: 'normalised' }), classes);
run('linear by SGD', linear({ optimizer: 'sgd', learningRate: 1 }), ['regression']);
run('linear by SGD, as served', linear({ ...decaying, target: 'asServed' }), ['regression']);
run('linear by Adam, as served', linear({ optimizer: 'adam', target: 'asServed' }), ['regression']);
run('linear, normalised', linear({ optimizer: 'normalised' }), ['regression']);
run(
  'linear, normalised, as served, without intercept',
  linear({ optimizer: 'normalised', target: 'asServed', intercept: false }),
  ['regression'],
);
run('Poisson by AdaGrad', poisson(), ['regression']);
run('Poisson by SGD, as served', poisson({ ...decaying, target: 'asServed' }), ['regression']);
run('Poisson by FTRL', poisson({ optimizer: 'ftrl', ...penalties }), ['regression']);
run('Poisson, normalised', poisson({ optimizer: 'normalised' }), ['regression']);
