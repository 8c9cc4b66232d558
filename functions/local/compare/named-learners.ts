/** Learners by the names that `--learners` takes: those of the model itself, or any kind with its defaults. */
import type { ModelDeclaration } from '../../contracts/declaration';
import type { LearnerDeclaration } from '../../contracts/learners/learner';
import {
  adaptiveRandomForest,
  adwinBoosting,
  bernoulliNaiveBayes,
  extremelyFastDecisionTree,
  factorisationMachine,
  gaussianNaiveBayes,
  hoeffdingAdaptiveTree,
  hoeffdingRegressionTree,
  hoeffdingTree,
  hoeffdingWindowTree,
  lastOutcome,
  leveragingBagging,
  linear,
  logistic,
  multinomialNaiveBayes,
  nearestNeighbours,
  neural,
  onlineBagging,
  poisson,
  prior,
  streamingRandomPatches,
  temporallyAugmented,
} from '../../contracts/model';
import { UsageError } from '../usage-error';

/** Those that need to be told nothing. */
const BY_KIND: Readonly<Record<string, () => LearnerDeclaration>> = {
  logistic,
  linear,
  poisson,
  gaussianNaiveBayes,
  multinomialNaiveBayes,
  bernoulliNaiveBayes,
  factorisationMachine,
  nearestNeighbours,
  hoeffdingAdaptiveTree,
  extremelyFastDecisionTree,
  hoeffdingRegressionTree,
  hoeffdingTree,
  hoeffdingWindowTree,
  onlineBagging,
  leveragingBagging,
  adwinBoosting,
  adaptiveRandomForest,
  streamingRandomPatches,
  temporallyAugmented,
  neural,
  prior,
  lastOutcome,
};

/** @throws UsageError for a name that is neither declared nor a kind */
export function namedLearners(names: readonly string[], { learners }: Pick<ModelDeclaration, 'learners'>) {
  return [...new Set(names)].map((name): LearnerDeclaration => {
    const declared = learners.find((learner) => learner.name === name);
    if (declared !== undefined) return declared;
    const make = Object.hasOwn(BY_KIND, name) ? BY_KIND[name] : undefined;
    if (make !== undefined) return make();
    const known = [...new Set([...learners.map((learner) => learner.name), ...Object.keys(BY_KIND)])];
    throw new UsageError(`--learners: there is no learner ${name}; name some of ${known.join(', ')}`);
  });
}
