import type { LearnerDeclaration } from '../../../../functions/contracts/learners/learner';
import type { LinearLearnerDeclaration } from '../../../../functions/contracts/learners/linear';
import { createLearner, loadLearner } from '../../../../functions/domain/learners/create';
import { type LearnerPromises, learnerContract } from '../../../contracts/learner';

const run = (name: string, declaration: LearnerDeclaration, promises: LearnerPromises): void =>
  learnerContract(
    name,
    (problem) => createLearner(declaration, problem),
    (problem, state) => loadLearner(declaration, problem, state),
    promises,
  );

const linear = (
  kind: 'logistic' | 'linear',
  optimizer: 'adagrad' | 'ftrl',
  more: Partial<LinearLearnerDeclaration> = {},
): LinearLearnerDeclaration => ({
  kind,
  name: kind,
  untilMs: null,
  optimizer,
  learningRate: 0.1,
  intercept: true,
  l1: 0,
  l2: 0,
  ...more,
});

const classes = ['binary', 'multiclass'] as const;
const sequential = { oneByOne: true, weightsRepeat: false };
const regularised = { learningRate: 0.5, l1: 0.05, l2: 0.1 };

run('logistic by AdaGrad', linear('logistic', 'adagrad'), { tasks: classes, ...sequential });
run('logistic by AdaGrad, l1 and l2', linear('logistic', 'adagrad', regularised), { tasks: classes, ...sequential });
run('logistic by FTRL', linear('logistic', 'ftrl'), { tasks: classes, ...sequential });
run('logistic by FTRL, l1 and l2', linear('logistic', 'ftrl', regularised), { tasks: classes, ...sequential });
run('linear by AdaGrad', linear('linear', 'adagrad'), { tasks: ['regression'], ...sequential });
run('linear by FTRL, l1 and l2', linear('linear', 'ftrl', regularised), { tasks: ['regression'], ...sequential });
run('a control line', linear('logistic', 'adagrad', { untilMs: 30_000 }), {
  tasks: ['binary'],
  ...sequential,
});

const tasks = ['binary', 'multiclass', 'regression'] as const;
run('prior', { kind: 'prior', name: 'prior', untilMs: null }, { tasks: classes, oneByOne: true, weightsRepeat: true });
// A mean of doubled weights is the same mean, but not to the bit.
run('prior', { kind: 'prior', name: 'prior', untilMs: null }, { tasks: ['regression'], ...sequential });
run(
  'last outcome',
  { kind: 'lastOutcome', name: 'last', untilMs: null },
  { tasks, oneByOne: true, weightsRepeat: true },
);
