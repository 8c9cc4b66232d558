/**
 * How good are the ensembles, over several seeds? First what one would choose for Elec2 by its first fifth alone: each candidate's share of
 * right answers there, test-then-train. Then the best of them over all of it, beside the last outcome.
 * Then forests, patches and boosting beside MOA's with the same seeds in the same run, as one seed says little: on streams of a
 * thousand examples seeds differ by a percent.
 */
import { join } from 'node:path';
import {
  adwinBoosting,
  leveragingBagging,
  mixture,
  temporallyAugmented,
} from '../../../functions/contracts/learners/ensembles';
import { adaptiveRandomForest, streamingRandomPatches } from '../../../functions/contracts/learners/forest';
import type { LearnerDeclaration } from '../../../functions/contracts/learners/learner';
import { hoeffdingAdaptiveTree, hoeffdingTree } from '../../../functions/contracts/learners/trees';
import { lastOutcome } from '../../../functions/contracts/model';
import { createLearner } from '../../../functions/domain/learners/create';
import { byExample } from '../../../functions/domain/learners/ensembles/by-example';
import { ABSENT, bananas, elec2, hasSharedData, phishing, type Stream } from '../../support/shared-streams';
import { javaCommand } from '../java-peer';
import { costOf, ratioTo, type Sample, timed } from '../measure';
import { PeerProcess } from '../peer-process';
import type { Benchmark, Cost, Measured, Result } from '../result';
import { written } from './learners';

const eager = hoeffdingTree({ gracePeriod: 50, splitConfidence: 0.01 });

const CANDIDATES: readonly (readonly [name: string, learner: LearnerDeclaration])[] = [
  ['the last outcome (NoChange)', lastOutcome()],
  ['adaptive random forest', adaptiveRandomForest()],
  ['streaming random patches', streamingRandomPatches()],
  ['leveraging bagging', leveragingBagging()],
  ['leveraging bagging of trees that split early', leveragingBagging({ base: eager })],
  ['ADWIN boosting of trees that split late', adwinBoosting({ base: hoeffdingTree() })],
  ['ADWIN boosting of trees that split early', adwinBoosting()],
  ['ADWIN boosting of adaptive trees', adwinBoosting({ base: hoeffdingAdaptiveTree() })],
  ['forest shown the last outcome', temporallyAugmented({ base: adaptiveRandomForest() })],
  ['patches shown the last outcome', temporallyAugmented({ base: streamingRandomPatches() })],
  ['ADWIN boosting shown the last outcome', temporallyAugmented({ base: adwinBoosting() })],
  ['mixture of a forest and ADWIN boosting', mixture({ of: [adaptiveRandomForest(), adwinBoosting()] })],
];

const BESIDE_MOA: readonly (readonly [name: string, ours: LearnerDeclaration, moa: string])[] = [
  ['adaptive random forest', adaptiveRandomForest(), 'meta.AdaptiveRandomForest -s 10'],
  ['streaming random patches', streamingRandomPatches(), 'meta.StreamingRandomPatches -s 10'],
  ['ADWIN boosting', adwinBoosting(), 'meta.OzaBoostAdwin -l (trees.HoeffdingTree -g 50 -c 0.01)'],
];

const CHOOSING_SEEDS = 3;
const SEEDS = 10;
const MOA = 'nz.ac.waikato.cms.moa:moa:2024.07.0';

interface Timed extends Sample {
  readonly right: number;
}

export const ensembles: Benchmark = {
  name: 'ensembles',
  async run({ root, scratch, full }) {
    if (!hasSharedData()) return [{ name: 'ensembles', absent: ABSENT }];
    const electricity = elec2();
    const fifth = Math.floor(electricity.batch.count / 5);
    const results: Result[] = [];
    for (const [name, learner] of CANDIDATES) {
      const samples = await overSeeds(CHOOSING_SEEDS, (seed) => ours(learner, electricity, seed, fifth));
      results.push(rowOf(`first fifth of Elec2, ${name}`, samples, null, 'test-then-train'));
    }
    for (const [name, learner] of [CANDIDATES[0]!, ['ADWIN boosting', adwinBoosting()] as const]) {
      const samples = await overSeeds(SEEDS, (seed) => ours(learner, electricity, seed));
      results.push(rowOf(`Elec2, ${name}`, samples, null, 'test-then-train, all examples'));
    }
    const streams = { Phishing: phishing(), Bananas: bananas(), ...(full ? { Elec2: electricity } : {}) };
    for (const [name, stream] of Object.entries(streams))
      results.push(...(await besideMoa(name, stream, root, scratch)));
    return results;
  },
};

async function besideMoa(name: string, stream: Stream, root: string, scratch: string): Promise<Result[]> {
  const java = javaCommand({
    artifacts: [MOA],
    source: join(root, 'test', 'bench', 'java', 'LearnersPeer.java'),
    args: [written(join(scratch, `${name}.f64`), stream), String(stream.problem.numericCount)],
  });
  const peer = 'absent' in java ? null : (await PeerProcess.start(java)).peer;
  const results: Result[] = [];
  for (const [learner, declaration, command] of BESIDE_MOA) {
    const own = await overSeeds(SEEDS, (seed) => ours(declaration, stream, seed));
    results.push(rowOf(`${name}, ${learner}, ours`, own, null, 'test-then-train'));
    if (peer === null) continue;
    const moas = await overSeeds(SEEDS, async (seed): Promise<Timed> => {
      const answer = await peer.ask(`${stream.batch.count} seed=${seed} ${command}`);
      const [wallSeconds, cpuSeconds, right] = answer.split(' ').map(Number);
      return { wallMs: 1000 * wallSeconds!, cpuMs: 1000 * cpuSeconds!, examples: stream.batch.count, right: right! };
    });
    results.push(rowOf(`${name}, ${learner}, MOA`, moas, costOf(own), `${MOA} ${command}`));
  }
  peer?.end();
  if ('absent' in java) results.push({ name: `${name}, MOA`, absent: java.absent });
  return results;
}

async function overSeeds(seeds: number, run: (seed: number) => Promise<Timed>): Promise<Timed[]> {
  const samples: Timed[] = [];
  for (let seed = 1; seed <= seeds; seed++) samples.push(await run(seed));
  return samples;
}

async function ours(
  declaration: LearnerDeclaration,
  { batch, problem }: Stream,
  seed: number,
  examples = batch.count,
): Promise<Timed> {
  const own = { ...problem, seed };
  const learner = byExample(createLearner(declaration, own), own);
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
}

function rowOf(name: string, samples: readonly Timed[], peer: Cost | null, note: string): Measured {
  const percents = samples.map(({ right, examples }) => (100 * right) / examples);
  const mean = percents.reduce((sum, percent) => sum + percent, 0) / percents.length;
  const [least, most] = [Math.min(...percents), Math.max(...percents)];
  const cost = costOf(samples);
  return {
    name,
    cost,
    ratio: peer === null ? null : ratioTo('ours', cost, peer),
    figures: { accuracyPercent: mean, leastPercent: least, mostPercent: most },
    note: `${mean.toFixed(2)} % right (${least.toFixed(2)} to ${most.toFixed(2)}, ${percents.length} seeds); ${note}`,
  };
}
