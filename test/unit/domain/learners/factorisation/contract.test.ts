import {
  biasedMatrixFactorisation,
  factorisationMachine,
  positiveOnlyFactorisation,
} from '../../../../../functions/contracts/learners/factorisation';
import type { LearnerDeclaration } from '../../../../../functions/contracts/learners/learner';
import { createLearner, loadLearner } from '../../../../../functions/domain/learners/create';
import type { Problem } from '../../../../../functions/domain/learners/learner';
import { learnerContract } from '../../../../contracts/learner';

const run = (
  name: string,
  declaration: LearnerDeclaration,
  tasks: readonly Problem['task'][] = ['regression', 'binary'],
): void =>
  learnerContract(
    name,
    (problem) => createLearner(declaration, problem),
    (problem, state) => loadLearner(declaration, problem, state),
    { tasks, oneByOne: true, weightsRepeat: false },
  );

const between = { user: 'c0', item: 'c1' };
run('biased matrix factorisation', biasedMatrixFactorisation({ ...between, factors: 3 }));
run(
  'biased matrix factorisation that forgets, of whom it has met twice, without a start of newcomers',
  biasedMatrixFactorisation({
    ...between,
    factors: 2,
    newcomer: null,
    minimumAppearances: 2,
    forgetAfter: 15_000,
    learningRate: 1,
  }),
);

run('factorisation machine', factorisationMachine({ factors: 3 }));
run('factorisation machine with a penalty', factorisationMachine({ factors: 2, l2: 0.1, learningRate: 1, spread: 1 }));
run(
  'positive-only factorisation',
  positiveOnlyFactorisation({ ...between, factors: 3, minimumAppearances: 2, forgetAfter: 20_000 }),
  ['binary'],
);
