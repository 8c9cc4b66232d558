/** All benchmarks, in the order in which an event meets what they measure. */
import type { Benchmark } from '../result';
import { commit } from './commit';
import { featurise } from './featurise';
import { gate } from './gate';
import { join } from './join';
import { learn } from './learn';
import { loop } from './loop';
import { neuralOnNative, neuralOnWasm } from './neural';
import { parse } from './parse';
import { predict } from './predict';
import { river } from './river';

export const BENCHMARKS: readonly Benchmark[] = [
  parse,
  join,
  featurise,
  predict,
  learn,
  gate,
  commit,
  river,
  neuralOnWasm,
  neuralOnNative,
  loop,
];
