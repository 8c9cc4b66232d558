/** Learners by the names that `--learners` takes: those of the model itself, or any kind with its defaults. */
import type { ModelDeclaration } from '../../contracts/declaration';
import { lastOutcome, prior } from '../../contracts/learners/baselines';
import type { LearnerDeclaration } from '../../contracts/learners/learner';
import { linear, logistic } from '../../contracts/learners/linear';
import { neural } from '../../contracts/learners/neural';
import { UsageError } from '../usage-error';

const BY_KIND: Readonly<Record<string, () => LearnerDeclaration>> = {
  logistic: () => logistic(),
  linear: () => linear(),
  neural: () => neural(),
  prior: () => prior(),
  lastOutcome: () => lastOutcome(),
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
