/** All benchmarks, in the order in which an event meets what they measure. */
import type { Benchmark } from '../result';
import { coldStart } from './cold-start';
import { commit } from './commit';
import { drift } from './drift';
import { ensembles } from './ensembles';
import { factorisation } from './factorisation';
import { featurise } from './featurise';
import { flightsLines } from './flights-lines';
import { forgetting } from './forgetting';
import { gate } from './gate';
import { join } from './join';
import { kllError } from './kll-error';
import { learn } from './learn';
import { learners } from './learners';
import { linear } from './linear';
import { loop } from './loop';
import { neuralOnNative, neuralOnWasm } from './neural';
import { parse } from './parse';
import { predict } from './predict';
import { recovery } from './recovery';
import { regressionTrees } from './regression-trees';
import { river } from './river';
import { sketches } from './sketches';

export const BENCHMARKS: readonly Benchmark[] = [
  parse,
  join,
  featurise,
  predict,
  learn,
  factorisation,
  coldStart,
  gate,
  commit,
  drift,
  recovery,
  river,
  learners,
  ensembles,
  regressionTrees,
  linear,
  sketches,
  kllError,
  neuralOnWasm,
  neuralOnNative,
  forgetting,
  loop,
  flightsLines,
];
