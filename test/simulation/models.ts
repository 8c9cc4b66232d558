/**
 * The models that the simulation runs: small enough for a schedule of milliseconds, and eager enough that seals, contests and
 * promotions happen within forty examples. All keep their examples, so that what each line learned can be read back.
 */
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { minutes, seconds } from '../../functions/contracts/duration';
import { binary, categorical, logistic, model, numeric, whenBetter } from '../../functions/contracts/model';

export const MODEL = 'clicks';
export const START_MS = Date.UTC(2001, 0, 1);
export const WITHIN_MS = seconds(60);
export const DISORDER_MS = seconds(30);
export const AHEAD_MS = minutes(60);

const declare = (
  otherwise: 'discard' | 0,
  microBatch: number,
  optimizer: 'adagrad' | 'ftrl',
  contenders: 1 | 2,
): ModelDeclaration =>
  model(MODEL, {
    outcome: binary({ within: WITHIN_MS, otherwise }),
    features: { colour: categorical(), size: numeric() },
    hashBits: 6,
    learners: [
      logistic({ learningRate: 2, optimizer }),
      ...(contenders === 2 ? [logistic({ name: 'slow', learningRate: 0.2, l2: 0.01 })] : []),
      logistic({ name: 'frozen', until: '2001-01-01T00:02:30Z' }),
    ],
    microBatch,
    seal: { every: seconds(40), live: 2 },
    promote: whenBetter({ metric: 'logLoss', alpha: 0.5, minimumExamples: 8, clip: 0.25 }),
    archive: { days: 1 },
    rollbackWithin: minutes(30),
    disorder: DISORDER_MS,
    ahead: AHEAD_MS,
  });

export const models: readonly ModelDeclaration[] = [
  declare('discard', 4, 'adagrad', 1),
  declare(0, 4, 'adagrad', 1),
  declare('discard', 5, 'adagrad', 2),
  declare(0, 5, 'ftrl', 1),
];
