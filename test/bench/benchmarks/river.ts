/**
 * River's StandardScaler | LogisticRegression on the examples that our logistic learner gets, in the same run: the same
 * optimizer and rate, example by example, the same scores of both. What is left of a difference is that ours hashes into 2^18 slots.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { logistic } from '../../../functions/contracts/learners/linear';
import type { ExampleColumns } from '../../../functions/domain/examples/columns';
import { createEncoder } from '../../../functions/domain/features/encoder';
import { featureNames } from '../../../functions/domain/features/plan';
import { createLearner, problemOf } from '../../../functions/domain/learners/create';
import { examplesIn, flightColumns, microBatches, TEN_FEATURES } from '../flights';
import { costOf, measure, ratioTo } from '../measure';
import { type Figures, figuresOf, shownFigures, testThenTrain } from '../progressive';
import type { Benchmark, Cost, Measured } from '../result';
import { riverPython } from '../river-python';

const EVENTS = 200_000;
const REPEATS = 9;

const timedSchema = z.array(z.object({ wallSeconds: z.number(), cpuSeconds: z.number(), examples: z.number() }));
const peerSchema = z.object({
  version: z.string(),
  learn: timedSchema,
  predict: timedSchema,
  learnInPipeline: timedSchema,
});

export const river: Benchmark = {
  name: 'river',
  async run({ root, scratch }) {
    const found = riverPython();
    if ('absent' in found) return [{ name: 'river', absent: found.absent }];
    const columns = await flightColumns(TEN_FEATURES, EVENTS);
    const peer = runPeer(found.python, root, scratch, linesOf(columns));
    const ours = await costOfOurs(columns);
    const encoder = createEncoder(TEN_FEATURES);
    const singles = Array.from({ length: columns.count }, (_, at) => encoder.encode(columns, at, at + 1));
    const { figures } = await testThenTrain(createLearner(logistic(), problemOf(TEN_FEATURES)), singles, 1);
    const theirs = figuresOf(
      singles,
      peer.predictions.map((probability) => Float64Array.of(probability)),
    );
    const figuresOfBoth = withBoth(theirs, figures);
    const row = (name: string, cost: Cost, our: Cost, note: string): Measured => ({
      name: `river, ${name}`,
      cost,
      ratio: ratioTo('ours', cost, our),
      figures: { ...figuresOfBoth, oursNs: our.medianNs },
      note,
    });
    const same = `river ${peer.version}, AdaGrad 0.1, the same ${columns.count} examples as dicts of 3 numbers and 7 ones`;
    return [
      row(
        'learn_one',
        peer.learn,
        ours.learn,
        `${same}, scaler and model called directly: ${shownFigures(theirs)}; ours ${shownFigures(figures)}`,
      ),
      row('predict_proba_one', peer.predict, ours.predict, 'as above, with what was learned'),
      row('pipeline.learn_one', peer.learnInPipeline, ours.learn, 'as above, put together as one Pipeline'),
    ];
  },
};

const withBoth = (theirs: Figures, ours: Figures): Record<string, number> => ({
  rocAuc: theirs.rocAuc,
  logLoss: theirs.logLoss,
  oursRocAuc: ours.rocAuc,
  oursLogLoss: ours.logLoss,
});

/** @param lines an example a line, as river_peer.py takes it */
export function runPeer(python: string, root: string, scratch: string, lines: string) {
  const examples = join(scratch, 'examples.ndjson');
  const predictions = join(scratch, 'predictions.txt');
  writeFileSync(examples, lines);
  const script = join(root, 'test', 'bench', 'river_peer.py');
  const { status, stdout, stderr } = spawnSync(python, [script, examples, predictions], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr.trim()}`);
  const peer = peerSchema.parse(JSON.parse(stdout));
  const cost = (timings: z.infer<typeof timedSchema>): Cost =>
    costOf(
      timings.map(({ wallSeconds, cpuSeconds, examples: count }) => ({
        wallMs: wallSeconds * 1000,
        cpuMs: cpuSeconds * 1000,
        examples: count,
      })),
    );
  return {
    version: peer.version,
    learn: cost(peer.learn),
    predict: cost(peer.predict),
    learnInPipeline: cost(peer.learnInPipeline),
    predictions: readFileSync(predictions, 'utf8').trim().split('\n').map(Number),
  };
}

/** An example a line, as river_peer.py takes it. A cross is the text of its parts; the intercept is one more feature of value 1. */
function linesOf({ count, categorical, numeric, label }: ExampleColumns): string {
  const names = featureNames(TEN_FEATURES);
  const lines: string[] = [];
  for (let at = 0; at < count; at++) {
    const texts = new Map(
      names.categorical.map((name, column) => {
        const { dictionary, codes } = categorical[column]!;
        return [name, dictionary[codes[at]! - 1] ?? ''];
      }),
    );
    const ones = [...names.categorical.map((name) => [name]), ...TEN_FEATURES.crosses].map(
      (parts) => `${parts.join('*')}=${parts.map((part) => texts.get(part)).join('*')}`,
    );
    const numbers = Object.fromEntries(names.numeric.map((name, column) => [name, numeric[column]![at]!]));
    lines.push(JSON.stringify({ numeric: numbers, ones: ['intercept', ...ones], label: label[at] }));
  }
  return `${lines.join('\n')}\n`;
}

async function costOfOurs(columns: ExampleColumns): Promise<{ readonly learn: Cost; readonly predict: Cost }> {
  const batches = microBatches(TEN_FEATURES, columns);
  const out = new Float64Array(TEN_FEATURES.microBatch);
  let learned = createLearner(logistic(), problemOf(TEN_FEATURES));
  const learn = await measure({
    repeats: REPEATS,
    prepare: () => {
      learned = createLearner(logistic(), problemOf(TEN_FEATURES));
      return learned;
    },
    work: (learner) => {
      for (const batch of batches) learner.learn(batch);
      return examplesIn(batches);
    },
  });
  const predict = await measure({
    repeats: REPEATS,
    prepare: () => learned,
    work: (learner) => {
      for (const batch of batches) learner.predict(batch, out);
      return examplesIn(batches);
    },
  });
  return { learn, predict };
}
