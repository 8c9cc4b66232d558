import {
  adwinBoosting,
  leveragingBagging,
  mixture,
  onlineBagging,
  temporallyAugmented,
} from '../../../../../functions/contracts/learners/ensembles';
import { adaptiveRandomForest, streamingRandomPatches } from '../../../../../functions/contracts/learners/forest';
import type { LearnerDeclaration } from '../../../../../functions/contracts/learners/learner';
import { lastOutcome, linear, logistic, prior } from '../../../../../functions/contracts/model';
import { createLearner, loadLearner } from '../../../../../functions/domain/learners/create';
import type { Problem } from '../../../../../functions/domain/learners/learner';
import { learnerContract } from '../../../../contracts/learner';

const run = (name: string, declaration: LearnerDeclaration, tasks: readonly Problem['task'][]): void =>
  learnerContract(
    name,
    (problem) => createLearner(declaration, problem),
    (problem, state) => loadLearner(declaration, problem, state),
    { tasks, oneByOne: true, weightsRepeat: false },
  );

const classes = ['binary', 'multiclass'] as const;
run('a mixture', mixture({ of: [logistic(), prior(), lastOutcome()] }), classes);
run('a mixture of values', mixture({ of: [linear(), prior(), lastOutcome()], share: 0 }), ['regression']);
run('a mixture of mixtures', mixture({ of: [mixture({ of: [logistic(), prior()] }), logistic()] }), ['binary']);
run('online bagging', onlineBagging({ base: logistic(), models: 3 }), classes);
run('online bagging of values', onlineBagging({ base: linear(), models: 3 }), ['regression']);
run('leveraging bagging', leveragingBagging({ base: logistic(), models: 3 }), classes);
run('an adaptive random forest', adaptiveRandomForest({ models: 3, driftDelta: 0.3, warningDelta: 0.5 }), classes);
const alert = { models: 3, driftDelta: 0.3, warningDelta: 0.5 };
run('streaming random patches', streamingRandomPatches(alert), classes);
run('patches of another learner', streamingRandomPatches({ ...alert, base: logistic() }), ['binary']);
run('ADWIN boosting', adwinBoosting({ base: logistic(), models: 3, driftDelta: 0.3 }), classes);
run('a learner shown the last outcomes', temporallyAugmented({ base: logistic(), outcomes: 2 }), classes);
run('one shown the last values', temporallyAugmented({ base: linear(), outcomes: 2 }), ['regression']);
