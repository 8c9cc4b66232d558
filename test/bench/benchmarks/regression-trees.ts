/**
 * Test-then-train of regression trees on Friedman's function, beside MOA's FIMTDD on the same examples in the same run: what an example
 * costs, and the mean absolute error. One of ours has MOA's settings. A ratio is what MOA's costs in multiples of ours of the same settings.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { onlineBagging } from '../../../functions/contracts/learners/ensembles';
import type { LearnerDeclaration } from '../../../functions/contracts/learners/learner';
import { linear } from '../../../functions/contracts/learners/linear';
import { hoeffdingRegressionTree } from '../../../functions/contracts/learners/regression-trees';
import type { LabelledBatch } from '../../../functions/domain/features/batch';
import { createLearner } from '../../../functions/domain/learners/create';
import { byExample } from '../../../functions/domain/learners/ensembles/by-example';
import { FRIEDMAN, friedman } from '../../support/friedman';
import { type JavaOutcome, javaPeer } from '../java-peer';
import { costOf, measure, ratioTo } from '../measure';
import type { Benchmark, Cost, Measured, Result } from '../result';

const EXAMPLES = 20_000;
const SEED = 7;
const WARM_UPS = 3;
const REPEATS = 5;
const MOA = 'nz.ac.waikato.cms.moa:moa:2024.07.0';
/** Its grace period and split confidence. */
const AS_MOA = hoeffdingRegressionTree({ gracePeriod: 200, splitConfidence: 1e-7, criterion: 'variance' });

const peerSchema = z.array(z.object({ wallSeconds: z.number(), cpuSeconds: z.number(), error: z.number() })).min(1);

export const regressionTrees: Benchmark = {
  name: 'regression-trees',
  async run({ root, scratch }) {
    const examples = friedman(EXAMPLES, SEED);
    const asMoa = await measured('with MOA’s settings', AS_MOA, examples);
    const results: Result[] = [
      asMoa,
      await measured('as declared', hoeffdingRegressionTree(), examples),
      await measured('that adapts', hoeffdingRegressionTree({ adaptive: true }), examples),
      await measured('10 bagged over 6 features each', forestOf(6), examples),
      await measured('no tree: linear', linear(), examples),
    ];
    const peer = javaPeer({
      artifacts: [MOA],
      source: join(root, 'test', 'bench', 'java', 'RegressionTreePeer.java'),
      args: [
        written(join(scratch, 'friedman.f64'), examples),
        String(FRIEDMAN.numericCount),
        '',
        WARM_UPS,
        REPEATS,
      ].map(String),
    });
    return [...results, rowOfPeer(peer, asMoa.cost)];
  },
};

async function measured(name: string, declaration: LearnerDeclaration, examples: LabelledBatch): Promise<Measured> {
  const out = new Float64Array(1);
  let error = 0;
  const cost = await measure({
    repeats: REPEATS,
    warmUps: WARM_UPS,
    prepare: () => byExample(createLearner(declaration, FRIEDMAN), FRIEDMAN),
    work: (learner) => {
      error = 0;
      for (let at = 0; at < EXAMPLES; at++) {
        learner.predictExample(examples, at, out, 0);
        error += Math.abs(examples.label[at]! - out[0]!) / EXAMPLES;
        learner.learnExample(examples, at, 1);
      }
      return EXAMPLES;
    },
  });
  return rowOf(`regression tree ${name}`, cost, error, null, 'one call to predict, one to learn');
}

function rowOfPeer(peer: JavaOutcome, ours: Cost): Result {
  if ('absent' in peer) return { name: 'FIMTDD, MOA', absent: peer.absent };
  const timed = peerSchema.parse(JSON.parse(peer.stdout));
  const samples = timed.map(({ wallSeconds, cpuSeconds }) => ({
    wallMs: wallSeconds * 1000,
    cpuMs: cpuSeconds * 1000,
    examples: EXAMPLES,
  }));
  return rowOf('FIMTDD, MOA', costOf(samples), timed[0]!.error, ours, `${MOA}, warm`);
}

/** Row by row, the outcome last. Gives the file's path. */
function written(file: string, { numeric, label }: LabelledBatch): string {
  const { numericCount } = FRIEDMAN;
  const rows = new Float64Array(EXAMPLES * (numericCount + 1));
  for (let at = 0; at < EXAMPLES; at++) {
    rows.set(numeric.subarray(at * numericCount, (at + 1) * numericCount), at * (numericCount + 1));
    rows[(at + 1) * (numericCount + 1) - 1] = label[at]!;
  }
  writeFileSync(file, new Uint8Array(rows.buffer));
  return file;
}

const forestOf = (subspace: number): LearnerDeclaration =>
  onlineBagging({ base: hoeffdingRegressionTree({ subspace }), poissonMean: 6 });

const rowOf = (name: string, cost: Cost, meanAbsoluteError: number, ours: Cost | null, note: string): Measured => ({
  name,
  cost,
  ratio: ours === null ? null : ratioTo('ours', cost, ours),
  figures: { meanAbsoluteError },
  note: `error ${meanAbsoluteError.toFixed(4)}; ${note}`,
});
