/**
 * How much does the neural learner forget of tasks that the stream no longer shows, without and with a memory of 200 examples? On 8,000
 * digits to learn and 2,000 to be asked about, always the same, a network of 784-100-100-10 under SGD, each example of a task once: the mean
 * accuracy over all tasks in the end, beside that of a reference implementation (forgetting-ways.ts, where the settings stand). A seed decides
 * the initial weights, the order of the digits, the permutations and angles, and what is kept and drawn. Times include asking about all
 * tasks so far after each one. It takes minutes, so each figure is also written to stderr as soon as there is one.
 */
import { openTfBackend } from '../../../functions/adapters/tfjs/backend';
import { createNeuralFactory } from '../../../functions/adapters/tfjs/neural-factory';
import { neural } from '../../../functions/contracts/learners/neural';
import { averageForgetting, finalAccuracy } from '../../../functions/domain/evaluation/forgetting';
import type { NeuralFactory } from '../../../functions/domain/learners/create';
import { digitProblem, digitTasks, learnInTurn, learnTogether, type Protocol } from '../../support/digit-tasks';
import { digitsFrom, mixedDigits } from '../../support/digits';
import { costOf, type Sample, timed } from '../measure';
import type { Benchmark, Measured } from '../result';
import { type Settings, WAYS, type Way } from './forgetting-ways';

const TRAIN = 8000;
/** Of the order that parts the digits to learn from those that are asked about. */
const PARTING = 1;
const PROTOCOLS = ['split', 'permuted', 'rotated'] as const;
const TASKS: Readonly<Record<Protocol, number>> = { split: 5, permuted: 10, rotated: 10 };
const SEEDS = [1, 2, 3, 4, 5];

/** Ten tasks of all digits take half a minute for each way and seed, so only a full run takes all five. */
const seedsOf = (protocol: Protocol, full: boolean): readonly number[] =>
  full || protocol === 'split' ? SEEDS : SEEDS.slice(0, 3);

interface Run {
  readonly finalPercent: number;
  /** null for tasks that were learned together. */
  readonly forgottenPercent: number | null;
}

export const forgetting: Benchmark = {
  name: 'forgetting',
  async run({ full }) {
    const factory = createNeuralFactory(await openTfBackend());
    const results: Measured[] = [];
    for (const protocol of PROTOCOLS) {
      for (const way of WAYS) {
        const row = await measured(factory, protocol, way, seedsOf(protocol, full));
        process.stderr.write(`${row.name}: ${row.note}\n`);
        results.push(row);
      }
    }
    return results;
  },
};

async function measured(
  factory: NeuralFactory,
  protocol: Protocol,
  way: Way,
  seeds: readonly number[],
): Promise<Measured> {
  const digits = mixedDigits(PARTING);
  const test = digitsFrom(digits, TRAIN, digits.count);
  const settings = way.trials[protocol];
  const samples: Sample[] = [];
  const runs: Run[] = [];
  for (const seed of seeds) {
    const tasks = digitTasks(protocol, digitsFrom(digits, 0, TRAIN), test, TASKS[protocol], seed);
    const learner = factory.create(declarationOf(settings), digitProblem(seed));
    const sample = await timed(learner, () => {
      const table = (way.together ? learnTogether : learnInTurn)(learner, tasks, settings.microBatch, seed);
      runs.push({
        finalPercent: percent(finalAccuracy(table)) ?? 0,
        forgottenPercent: percent(averageForgetting(table)),
      });
      return tasks.reduce((sum, { train }) => sum + train.count, 0);
    });
    samples.push(sample);
  }
  return rowOf(protocol, way, samples, runs, factory.backend);
}

const declarationOf = ({ learningRate, standardise, forgetting: against }: Settings) =>
  neural({
    layers: [100, 100],
    optimizer: 'sgd',
    learningRate,
    standardise,
    ...(against === undefined ? {} : { forgetting: against }),
  });

function rowOf(
  protocol: Protocol,
  way: Way,
  samples: readonly Sample[],
  runs: readonly Run[],
  backend: string,
): Measured {
  const finals = runs.map(({ finalPercent }) => finalPercent);
  const accuracyPercent = meanOf(finals);
  const deviationPercent = Math.sqrt(
    finals.reduce((sum, own) => sum + (own - accuracyPercent) ** 2, 0) / (finals.length - 1),
  );
  const forgotten = runs.flatMap(({ forgottenPercent }) => forgottenPercent ?? []);
  const { learningRate, microBatch, standardise, forgetting: against, referencePercent } = way.trials[protocol];
  return {
    name: `${protocol}, ${way.name}`,
    cost: costOf(samples),
    ratio: null,
    figures: {
      accuracyPercent,
      deviationPercent,
      tasks: TASKS[protocol],
      ...(forgotten.length === 0 ? {} : { forgottenPercent: meanOf(forgotten) }),
      ...(referencePercent === null ? {} : { referencePercent }),
    },
    note: [
      `${accuracyPercent.toFixed(1)} ± ${deviationPercent.toFixed(1)} % over ${finals.length} seeds`,
      referencePercent === null ? 'no reference' : `reference ${referencePercent.toFixed(1)} %`,
      ...(forgotten.length === 0 ? [] : [`a task lost ${meanOf(forgotten).toFixed(1)} since it was known best`]),
      `${TASKS[protocol]} tasks`,
      `rate ${learningRate}`,
      `micro-batches of ${microBatch}`,
      standardise ? 'pixels standardised' : 'pixels as they are',
      ...(against === undefined ? [] : [JSON.stringify(against)]),
      backend,
    ].join('; '),
  };
}

const percent = (share: number | null): number | null => (share === null ? null : 100 * share);

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
