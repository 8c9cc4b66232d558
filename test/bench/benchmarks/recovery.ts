/**
 * How soon is a tree right again when the rule has changed? Ours and MOA's on the same examples in the same order, test-then-train, with
 * their defaults: the share predicted rightly of the 1,000 examples from each documented drift on, beside that over the whole stream. With
 * --full a forest of ten trees too. MOA has no window tree.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { extremelyFastDecisionTree } from '../../../functions/contracts/learners/extremely-fast-tree';
import { adaptiveRandomForest } from '../../../functions/contracts/learners/forest';
import type { LearnerDeclaration } from '../../../functions/contracts/learners/learner';
import { hoeffdingAdaptiveTree, hoeffdingTree } from '../../../functions/contracts/learners/trees';
import { hoeffdingWindowTree } from '../../../functions/contracts/learners/window-tree';
import { createLearner } from '../../../functions/domain/learners/create';
import { byExample } from '../../../functions/domain/learners/ensembles/by-example';
import { ABSENT, hasSharedData } from '../../support/shared-streams';
import { type LabelledDriftStream, labelledDriftStreams } from '../drift-streams';
import { type JavaOutcome, javaPeer } from '../java-peer';
import { costOf, timed } from '../measure';
import type { Benchmark, Result } from '../result';

interface Contestant {
  readonly name: string;
  readonly ours: LearnerDeclaration;
  /** As MOA's command line names it. */
  readonly moa: string | null;
}

const TREES: readonly Contestant[] = [
  { name: 'Hoeffding tree', ours: hoeffdingTree(), moa: 'trees.HoeffdingTree' },
  { name: 'Hoeffding adaptive tree', ours: hoeffdingAdaptiveTree(), moa: 'trees.HoeffdingAdaptiveTree' },
  {
    name: 'Hoeffding adaptive tree, settings of MOA',
    ours: hoeffdingAdaptiveTree({ splitConfidence: 1e-7 }),
    moa: 'trees.HoeffdingAdaptiveTree',
  },
  { name: 'extremely fast decision tree', ours: extremelyFastDecisionTree(), moa: 'trees.EFDT' },
  { name: 'Hoeffding window tree', ours: hoeffdingWindowTree(), moa: null },
];
const FOREST: Contestant = {
  name: 'adaptive random forest of 10',
  ours: adaptiveRandomForest(),
  moa: 'meta.AdaptiveRandomForest -s 10',
};

const AFTER = 1000;

const wrongSchema = z.array(z.object({ file: z.number(), learner: z.number(), wrong: z.string() }));

export const recovery: Benchmark = {
  name: 'recovery',
  async run({ root, scratch, full }) {
    if (!hasSharedData()) return [{ name: 'recovery', absent: ABSENT }];
    const contestants = full ? [...TREES, FOREST] : TREES;
    const streams = labelledDriftStreams();
    const commands = [...new Set(contestants.flatMap(({ moa }) => (moa === null ? [] : [moa])))];
    const outcome = javaPeer({
      artifacts: ['nz.ac.waikato.cms.moa:moa:2024.07.0'],
      source: join(root, 'test', 'bench', 'java', 'RecoveryPeer.java'),
      args: [String(commands.length), ...commands, ...streams.flatMap((stream) => written(scratch, stream))],
    });
    const peer = peerOf(outcome);
    const results: Result[] = [];
    for (const { name, ours, moa } of contestants) {
      const cost = [];
      const mistakes: string[] = [];
      for (const stream of streams) {
        cost.push(
          await timed(stream, () => {
            mistakes.push(wrongOf(ours, stream));
            return stream.batch.count;
          }),
        );
      }
      const own = recoveredOn(streams, mistakes);
      const learner = moa === null ? -1 : commands.indexOf(moa);
      const theirs = peer.filter((row) => row.learner === learner).map(({ wrong }) => wrong);
      const ofMoa = theirs.length === streams.length ? recoveredOn(streams, theirs) : null;
      results.push({
        name: `recovery, ${name}`,
        cost: costOf(cost),
        ratio: null,
        figures: { ...figuresOf('', own), ...(ofMoa && figuresOf('OfMoa', ofMoa)) },
        note: `${shown(own)}; MOA ${ofMoa ? shown(ofMoa) : moa === null ? 'has none' : 'absent' in outcome ? outcome.absent : 'said nothing'}`,
      });
    }
    return results;
  },
};

interface Recovered {
  readonly name: string;
  /** Percent right of those that follow the drifts. */
  readonly after: number;
  /** Percent right of all. */
  readonly whole: number;
}

const recoveredOn = (streams: readonly LabelledDriftStream[], mistakes: readonly string[]): Recovered[] =>
  streams.map(({ name, drifts }, at) => {
    const wrong = mistakes[at]!;
    const after = drifts.map((begin) => rightOf(wrong.slice(begin, begin + AFTER)));
    return { name, after: after.reduce((sum, percent) => sum + percent, 0) / after.length, whole: rightOf(wrong) };
  });

const rightOf = (wrong: string): number => (100 * (wrong.split('0').length - 1)) / wrong.length;

const mean = (rows: readonly Recovered[], of: 'after' | 'whole'): number =>
  rows.reduce((sum, row) => sum + row[of], 0) / rows.length;

const figuresOf = (suffix: string, rows: readonly Recovered[]): Record<string, number> => ({
  [`afterDriftPercent${suffix}`]: mean(rows, 'after'),
  [`wholePercent${suffix}`]: mean(rows, 'whole'),
});

const shown = (rows: readonly Recovered[]): string =>
  `${mean(rows, 'after').toFixed(2)} % after a drift (${rows
    .map(({ name, after }) => `${name.replace(/_.*_(abrupto|gradual).*/, ' $1')} ${after.toFixed(1)}`)
    .join(', ')}), ${mean(rows, 'whole').toFixed(2)} % of all`;

const peerOf = (outcome: JavaOutcome) => ('absent' in outcome ? [] : wrongSchema.parse(JSON.parse(outcome.stdout)));

/** A 1 for each example that was predicted wrongly, a 0 for each other. */
function wrongOf(declaration: LearnerDeclaration, { problem, batch }: LabelledDriftStream): string {
  const learner = byExample(createLearner(declaration, problem), problem);
  const out = new Float64Array(1);
  const wrong: string[] = [];
  for (let example = 0; example < batch.count; example++) {
    learner.predictExample(batch, example, out, 0);
    wrong.push(out[0]! > 0.5 === batch.label[example]! > 0.5 ? '0' : '1');
    learner.learnExample(batch, example, 1);
  }
  return wrong.join('');
}

/** As the Java peer takes it: a file of little-endian float64, and the number of features. */
function written(folder: string, { name, batch }: LabelledDriftStream): [file: string, features: string] {
  const { numeric, numericCount, label, count } = batch;
  const values = new Float64Array(count * (numericCount + 1));
  for (let row = 0; row < count; row++) {
    values.set(numeric.subarray(row * numericCount, (row + 1) * numericCount), row * (numericCount + 1));
    values[row * (numericCount + 1) + numericCount] = label[row]!;
  }
  const file = join(folder, `${name}.f64`);
  writeFileSync(file, new Uint8Array(values.buffer));
  return [file, String(numericCount)];
}
