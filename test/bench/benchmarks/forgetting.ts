/**
 * How much does the neural learner forget of tasks that the stream no longer shows, without and with a memory of 200 examples? On 8,000
 * digits to learn and 2,000 to be asked about, a network of 784-100-100-10 under SGD, each example once: the mean accuracy over all tasks in the
 * end, beside that of a reference implementation of the same protocol.
 */
import { openTfBackend } from '../../../functions/adapters/tfjs/backend';
import { createNeuralFactory } from '../../../functions/adapters/tfjs/neural-factory';
import type { ForgettingOptions } from '../../../functions/contracts/learners/forgetting';
import { neural } from '../../../functions/contracts/learners/neural';
import { averageForgetting, backwardTransfer, finalAccuracy } from '../../../functions/domain/evaluation/forgetting';
import type { NeuralFactory } from '../../../functions/domain/learners/create';
import { digitProblem, digitTasks, learnInTurn, learnTogether, type Protocol } from '../../support/digit-tasks';
import { digitsFrom, mixedDigits } from '../../support/digits';
import { costOf, type Sample, timed } from '../measure';
import type { Benchmark, Measured } from '../result';

const TRAIN = 8000;
const MICRO_BATCH = 10;
const PROTOCOLS = ['split', 'permuted', 'rotated'] as const;
const TASKS: Readonly<Record<Protocol, number>> = { split: 5, permuted: 10, rotated: 10 };

/** Ten tasks of all digits take minutes each, so only a full run repeats them. */
const seedsOf = (protocol: Protocol, full: boolean): readonly number[] =>
  full || protocol === 'split' ? [1, 2, 3] : [1];

interface Way {
  readonly name: string;
  readonly learningRate: number;
  readonly forgetting?: ForgettingOptions;
  /** All tasks mixed together: nothing to forget. */
  readonly together?: true;
  /** Mean final accuracy in per cent, as published with the digits' protocol. */
  readonly reference: Readonly<Record<Protocol, number>>;
}

const WAYS: readonly Way[] = [
  { name: 'naive', learningRate: 0.03, reference: { split: 19.1, permuted: 70.3, rotated: 68.4 } },
  {
    name: 'replay',
    learningRate: 0.03,
    forgetting: { method: 'replay', size: 200, batch: 32 },
    reference: { split: 76.7, permuted: 83.6, rotated: 82.7 },
  },
  {
    name: 'DER++',
    learningRate: 0.03,
    forgetting: { method: 'derpp', size: 200, batch: 10 },
    reference: { split: 81.6, permuted: 88.5, rotated: 88.6 },
  },
  {
    name: 'all together',
    learningRate: 0.03,
    together: true,
    reference: { split: 88.9, permuted: 90.3, rotated: 91.8 },
  },
];

export const forgetting: Benchmark = {
  name: 'forgetting',
  async run({ full }) {
    const factory = createNeuralFactory(await openTfBackend({ preferred: 'wasm' }));
    const results: Measured[] = [];
    for (const protocol of PROTOCOLS) {
      for (const way of WAYS) results.push(await measured(factory, protocol, way, seedsOf(protocol, full)));
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
  const { learningRate, reference, together } = way;
  const declaration = neural({
    layers: [100, 100],
    optimizer: 'sgd',
    learningRate,
    ...(way.forgetting === undefined ? {} : { forgetting: way.forgetting }),
  });
  const samples: Sample[] = [];
  const accuracies: number[] = [];
  const figures: Record<string, number> = { tasks: TASKS[protocol], referencePercent: reference[protocol] };
  for (const seed of seeds) {
    const digits = mixedDigits(seed);
    const test = digitsFrom(digits, TRAIN, digits.count);
    const tasks = digitTasks(protocol, digitsFrom(digits, 0, TRAIN), test, TASKS[protocol], seed);
    const learner = factory.create(declaration, digitProblem(seed));
    const sample = await timed(learner, () => {
      const table = (together ? learnTogether : learnInTurn)(learner, tasks, MICRO_BATCH, seed);
      accuracies.push(100 * (finalAccuracy(table) ?? 0));
      note(figures, `forgettingSeed${seed}Percent`, averageForgetting(table));
      note(figures, `backwardTransferSeed${seed}Percent`, backwardTransfer(table));
      return tasks.reduce((sum, { train }) => sum + train.count, 0);
    });
    samples.push(sample);
  }
  const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
  return {
    name: `${protocol}, ${way.name}`,
    cost: costOf(samples),
    ratio: null,
    figures: { ...figures, accuracyPercent: mean },
    note: `${mean.toFixed(1)} % (seeds ${accuracies.map((own) => own.toFixed(1)).join(', ')}), reference ${reference[protocol]} %; ${TASKS[protocol]} tasks, micro-batches of ${MICRO_BATCH}, rate ${learningRate}; time includes asking about all tasks`,
  };
}

function note(figures: Record<string, number>, name: string, share: number | null): void {
  if (share !== null) figures[name] = 100 * share;
}
