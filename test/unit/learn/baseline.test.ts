/** The baseline in a line's checkpoint is what the line learned, predicted before it learned it. */
import type { ModelDeclaration } from '../../../functions/contracts/declaration';
import { logistic } from '../../../functions/contracts/model';
import { decodeCheckpoint } from '../../../functions/domain/checkpoint/line-checkpoint';
import { meanLoss } from '../../../functions/domain/drift/outcome-sums';
import { sampleOf } from '../../../functions/domain/drift/sketch';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  edgeOf,
  headOf,
  learnBlocks,
  memoryStores,
  multiclassModel,
  regressionModel,
  STARTS_AT_MS,
  type Stores,
} from '../../support/learning';
import { sketchedNumbers, sketchedTexts } from '../../support/sketched';

const HOUR_MS = 3_600_000;
const until = new Date(STARTS_AT_MS + 2.5 * HOUR_MS).toISOString();

async function learned(declaration: ModelDeclaration, count: number): Promise<Stores> {
  const stores = memoryStores();
  await learnBlocks(stores, declaration, blocksOf(declaration, completedExamples(declaration, count), 48));
  return stores;
}

async function baselineOf(stores: Stores, declaration: ModelDeclaration, learner: string) {
  const line = (await headOf(stores, declaration)).lines.find((one) => one.learner === learner);
  const checkpoint = decodeCheckpoint(await stores.objects.get(line?.checkpoint ?? ''));
  return { line, checkpoint, baseline: checkpoint.baseline! };
}

it('counts every feature of every example learned, and none that waits', async () => {
  const declaration = binaryModel();
  const stores = await learned(declaration, 330);
  const { baseline } = await baselineOf(stores, declaration, 'logistic');
  const served = completedExamples(declaration, 330)
    .slice(0, 320)
    .map((example) => example.served.features);
  const { numeric, categorical } = baseline.features;
  // x and y, kind and place: in order of name.
  expect(numeric[0]!.bins).toEqual(sketchedNumbers(served.map(({ x }) => Number(x))).bins);
  expect(numeric[1]!.missing).toBe(served.filter(({ y }) => y === null).length);
  expect(categorical[0]!.missing).toBe(served.filter(({ kind }) => kind === null).length);
  const kinds = sketchedTexts(served.map(({ kind }) => (kind === null ? null : String(kind))));
  // Another seed hashes each text elsewhere; the counts are the same.
  expect([...categorical[0]!.bins.counts].sort()).toEqual([...kinds.bins.counts].sort());
});

it.each([
  ['binary', binaryModel(), 'logistic', 'logLoss', 'logLoss'],
  ['multiclass', multiclassModel(), 'logistic', 'brier', 'brier'],
  ['regression', regressionModel(), 'linear', 'absoluteError', 'mae'],
] as const)('%s: it promises the line’s own test-then-train loss', async (_, declaration, learner, metric, score) => {
  const stores = await learned(declaration, 320);
  const { line, baseline } = await baselineOf(stores, declaration, learner);
  const { metrics } = edgeOf(await stores.heads.lineage(declaration.name), `${line?.major}.${line?.minor}`);
  expect(baseline.outcomes.examples).toBe(320);
  expect(sampleOf(baseline.predictions)).toBe(320);
  expect(meanLoss(baseline.outcomes, metric)).toBeCloseTo(Number(metrics[score]), 12);
});

it('of a control line stops with its learning', async () => {
  const declaration = binaryModel({ learners: [logistic(), logistic({ name: 'control', until })] });
  const stores = await learned(declaration, 416);
  const { checkpoint, baseline } = await baselineOf(stores, declaration, 'control');
  const known = completedExamples(declaration, 416).filter(({ completedAtMs }) => completedAtMs < Date.parse(until));
  expect(checkpoint.examples).toBe(known.length);
  expect(baseline.outcomes.examples).toBe(known.length);
  for (const sketch of [...baseline.features.categorical, ...baseline.features.numeric, baseline.predictions]) {
    expect(sampleOf(sketch)).toBe(known.length);
  }
});

it('halves what is older than a multiple of four weeks', async () => {
  const declaration = binaryModel();
  const stores = await learned(declaration, 64);
  const before = (await baselineOf(stores, declaration, 'logistic')).baseline;
  const later = completedExamples(declaration, 16, { from: 64 + 28 * 24 * 60 }).map((example, at) => ({
    ...example,
    sequence: String(10n ** 54n + BigInt(64 + at)),
  }));
  await learnBlocks(stores, declaration, blocksOf(declaration, later, 16));
  const { baseline } = await baselineOf(stores, declaration, 'logistic');
  expect(baseline.outcomes.examples).toBe((64 + 16) / 2);
  const [old, halved] = [before.features.categorical[1]!, baseline.features.categorical[1]!];
  const added = completedExamples(declaration, 16, { from: 64 + 28 * 24 * 60 });
  expect(sampleOf(old)).toBe(64);
  expect(Math.abs(sampleOf(halved) - (64 + added.length) / 2)).toBeLessThanOrEqual(old.bins.keys.length / 2);
});
