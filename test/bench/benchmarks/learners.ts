/**
 * Test-then-train, an example at a time, of what MOA and river have as well: ours, MOA's and river's on the same examples in one run, a
 * repeat of each after the other, so that all meet the same machine. Their settings are MOA's. The examples are Elec2's, its features
 * all numeric; where the shared streams are absent, drawn ones with as many features, whose rule changes half way.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gaussianNaiveBayes } from '../../../functions/contracts/learners/bayes';
import { leveragingBagging } from '../../../functions/contracts/learners/ensembles';
import { adaptiveRandomForest } from '../../../functions/contracts/learners/forest';
import type { LearnerDeclaration } from '../../../functions/contracts/learners/learner';
import { nearestNeighbours } from '../../../functions/contracts/learners/neighbours';
import { hoeffdingAdaptiveTree, hoeffdingTree } from '../../../functions/contracts/learners/trees';
import { createLearner } from '../../../functions/domain/learners/create';
import type { ExampleLearner, Learner } from '../../../functions/domain/learners/learner';
import { Random } from '../../../functions/domain/numeric/random';
import { elec2, hasSharedData, type Stream } from '../../support/shared-streams';
import { javaCommand } from '../java-peer';
import { costOf, ratioTo, type Sample, timed } from '../measure';
import { type PeerCommand, PeerProcess } from '../peer-process';
import type { Benchmark, Cost, Measured, Result } from '../result';
import { riverPython } from '../river-python';

const REPEATS = 5;
/** MOA's code and ours is compiled while it runs; river's is not. */
const WARM_UPS = 3;
const REPEATS_OF_RIVER = 2;
/** Of what costs river milliseconds an example. */
const FEWER = 6000;
const MOA = 'nz.ac.waikato.cms.moa:moa:2024.07.0';

interface Contestant {
  /** As learners_peer.py names it. */
  readonly name: string;
  readonly ours: LearnerDeclaration;
  readonly moa: string;
  readonly slow?: true;
}

const CONTESTANTS: readonly Contestant[] = [
  { name: 'naive Bayes', ours: gaussianNaiveBayes(), moa: 'bayes.NaiveBayes' },
  { name: 'Hoeffding tree', ours: hoeffdingTree(), moa: 'trees.HoeffdingTree' },
  {
    name: 'Hoeffding adaptive tree',
    ours: hoeffdingAdaptiveTree({ splitConfidence: 1e-7 }),
    moa: 'trees.HoeffdingAdaptiveTree',
  },
  {
    name: 'nearest neighbours',
    ours: nearestNeighbours({ k: 10, window: 1000 }),
    moa: 'lazy.kNN -k 10 -w 1000',
    slow: true,
  },
  {
    name: 'leveraging bagging (10)',
    ours: leveragingBagging(),
    moa: 'meta.LeveragingBag -l trees.HoeffdingTree -s 10',
    slow: true,
  },
  {
    name: 'adaptive random forest (10)',
    ours: adaptiveRandomForest(),
    moa: 'meta.AdaptiveRandomForest -s 10',
    slow: true,
  },
];

/** One repeat of a learner, begun anew. */
type Run = (contestant: Contestant, examples: number) => Promise<Timed>;

interface Timed extends Sample {
  readonly right: number;
}

export const learners: Benchmark = {
  name: 'learners',
  async run({ root, scratch, full }) {
    const stream = hasSharedData() ? elec2() : drawn();
    const file = written(join(scratch, 'examples.f64'), stream);
    const features = String(stream.problem.numericCount);
    const java = javaCommand({
      artifacts: [MOA],
      source: join(root, 'test', 'bench', 'java', 'LearnersPeer.java'),
      args: [file, features],
    });
    const python = riverPython();
    const moa = 'absent' in java ? null : await started(java, ({ moa: command }) => command);
    const river =
      'absent' in python
        ? null
        : await started(
            { program: python.python, args: [join(root, 'test', 'bench', 'learners_peer.py'), file, features] },
            ({ name }) => name,
          );
    const results: Result[] = [];
    for (const contestant of CONTESTANTS) {
      const examples = contestant.slow && !full ? FEWER : stream.batch.count;
      results.push(...(await compared(contestant, examples, runOfOurs(stream), moa?.run, river?.run)));
    }
    moa?.end();
    river?.end();
    if ('absent' in java) results.push({ name: 'learners, MOA', absent: java.absent });
    if ('absent' in python) results.push({ name: 'learners, river', absent: python.absent });
    return results;
  },
};

async function compared(contestant: Contestant, examples: number, ours: Run, moa?: Run, river?: Run) {
  const samples: Record<'ours' | 'moa' | 'river', Timed[]> = { ours: [], moa: [], river: [] };
  for (let repeat = 0; repeat < WARM_UPS + REPEATS; repeat++) {
    const own = await ours(contestant, examples);
    const ofMoa = await moa?.(contestant, examples);
    if (repeat < WARM_UPS) continue;
    samples.ours.push(own);
    if (ofMoa !== undefined) samples.moa.push(ofMoa);
    if (river !== undefined && samples.river.length < REPEATS_OF_RIVER) {
      samples.river.push(await river(contestant, examples));
    }
  }
  const cost = costOf(samples.ours);
  const results = [rowOf(contestant.name, 'ours', samples.ours, null, 'one call to predict, one to learn')];
  if (moa !== undefined) results.push(rowOf(contestant.name, 'MOA', samples.moa, cost, `${MOA} ${contestant.moa}`));
  if (river !== undefined) results.push(rowOf(contestant.name, 'river', samples.river, cost, 'not warmed up'));
  return results;
}

function rowOf(name: string, whose: string, samples: readonly Timed[], ours: Cost | null, note: string): Measured {
  const cost = costOf(samples);
  const accuracyPercent = (100 * samples[0]!.right) / samples[0]!.examples;
  return {
    name: `${name}, ${whose}`,
    cost,
    ratio: ours === null ? null : ratioTo('ours', cost, ours),
    figures: { accuracyPercent },
    note: `${accuracyPercent.toFixed(2)} % right; ${note}`,
  };
}

const runOfOurs =
  ({ batch, problem }: Stream): Run =>
  async ({ ours }, examples) => {
    const learner = byExample(createLearner(ours, problem));
    const out = new Float64Array(1);
    let right = 0;
    const sample = await timed(learner, () => {
      for (let example = 0; example < examples; example++) {
        learner.predictExample(batch, example, out, 0);
        if (out[0]! > 0.5 === batch.label[example]! > 0.5) right += 1;
        learner.learnExample(batch, example, 1);
      }
      return examples;
    });
    return { ...sample, right };
  };

function byExample(learner: Learner): ExampleLearner {
  if (!isByExample(learner)) throw new Error(`${learner.kind} does not learn example by example`);
  return learner;
}

const isByExample = (learner: Learner): learner is ExampleLearner =>
  'predictExample' in learner && 'learnExample' in learner;

async function started(
  command: PeerCommand,
  asked: (contestant: Contestant) => string,
): Promise<{ readonly run: Run; readonly end: () => void }> {
  const { peer } = await PeerProcess.start(command);
  const run: Run = async (contestant, examples) => {
    const answer = await peer.ask(`${examples} ${asked(contestant)}`);
    const [wallSeconds, cpuSeconds, right] = answer.split(' ').map(Number);
    return { wallMs: wallSeconds! * 1000, cpuMs: cpuSeconds! * 1000, examples, right: right! };
  };
  return { run, end: () => peer.end() };
}

/** As little-endian float64, the class after the features. */
export function written(path: string, { batch: { count, numeric, numericCount, label } }: Stream): string {
  const values = new Float64Array(count * (numericCount + 1));
  for (let example = 0; example < count; example++) {
    const from = example * numericCount;
    values.set(numeric.subarray(from, from + numericCount), from + example);
    values[from + example + numericCount] = label[example]!;
  }
  writeFileSync(path, new Uint8Array(values.buffer));
  return path;
}

/** Whether one feature is above another, first of two, then of two others; one label of ten is wrong. */
function drawn(): Stream {
  const random = Random.seeded(1);
  const [count, numericCount] = [45_000, 8];
  const numeric = Float64Array.from({ length: count * numericCount }, () => random.uniform());
  const label = Float64Array.from({ length: count }, (_, example) => {
    const at = example * numericCount + (example < count / 2 ? 0 : 2);
    return Number(numeric[at]! > numeric[at + 1]! !== random.uniform() < 0.1);
  });
  const shape = { numericCount, hashedCount: 0, categoricalCount: 0 };
  return {
    problem: { ...shape, task: 'binary', outputs: 1, numericNames: [], categoricalNames: [], hashBits: 1, seed: 1 },
    batch: {
      ...shape,
      count,
      numeric,
      label,
      hashed: new Int32Array(0),
      identity: new Uint32Array(0),
      weight: new Float64Array(count).fill(1),
      completedAtMs: new Float64Array(count),
    },
  };
}
