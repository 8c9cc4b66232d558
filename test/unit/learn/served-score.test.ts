/** Who is charged for an answer: the champion that gave it, as it was then. */
import type { ModelDeclaration } from '../../../functions/contracts/declaration';
import { createEncoder } from '../../../functions/domain/features/encoder';
import type { Completed } from '../../../functions/domain/labels/waiting';
import type { Reign } from '../../../functions/domain/lineage/head';
import { loadTrained } from '../../../functions/learn/checkpoints';
import { Learning } from '../../../functions/learn/learn';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  headOf,
  learnBlocks,
  learnDeps,
  memoryStores,
  type Stores,
} from '../../support/learning';

const declaration = binaryModel();
const COUNT = 640;
const completed = completedExamples(declaration, COUNT, { delayMinutes: 90 });

const logging = (version: (at: number) => string): Completed[] =>
  completed.map((example, at) => ({ ...example, served: { ...example.served, version: version(at) } }));

async function servedLogLoss(stores: Stores, model: ModelDeclaration): Promise<number> {
  const session = await new Learning(learnDeps(stores), model).view();
  const { logLoss, examples } = session.served.everything();
  expect(examples).toBe(COUNT);
  return logLoss!;
}

async function logLossOf({ objects }: Stores, { checkpoint }: Reign, { served, label }: Completed): Promise<number> {
  const { learner, about } = await loadTrained(objects, checkpoint, undefined);
  const out = new Float64Array(1);
  learner.predict(createEncoder(about.encoding).encodeServed(served.features), out);
  return -Math.log(label === 1 ? out[0]! : 1 - out[0]!);
}

/** Mean log loss with the answering reign chosen example by example. */
async function meanLogLoss(
  stores: Stores,
  answering: (reigns: readonly Reign[], at: number) => Reign,
): Promise<number> {
  const { reigns } = await headOf(stores, declaration);
  let sum = 0;
  for (const [at, example] of completed.entries()) sum += await logLossOf(stores, answering(reigns, at), example);
  return sum / COUNT;
}

const reignOf = (reigns: readonly Reign[], { predictedAtMs }: Completed): Reign =>
  reigns.filter(({ sinceMs }) => sinceMs <= predictedAtMs).at(-1)!;

test("without a logged version, it is the champion of the prediction's time, also when the label comes in a later reign", async () => {
  const stores = memoryStores();
  await learnBlocks(stores, declaration, blocksOf(declaration, completed, 64));
  const { reigns } = await headOf(stores, declaration);
  expect(reigns.length).toBeGreaterThan(2);
  const isOverdue = ({ predictedAtMs, completedAtMs }: Completed) =>
    reigns.some(({ sinceMs }) => predictedAtMs < sinceMs && completedAtMs > sinceMs);
  expect(completed.filter(isOverdue).length).toBeGreaterThan(50);
  const expected = await meanLogLoss(stores, (all, at) => reignOf(all, completed[at]!));
  expect(await servedLogLoss(stores, declaration)).toBeCloseTo(expected, 12);
  // The last champion would look better than what was served.
  expect(await meanLogLoss(stores, (all) => all.at(-1)!)).toBeLessThan(expected - 0.05);
});

test('a logged version is believed: all answered by the untrained prior cost ln 2 each, whoever reigned', async () => {
  const stores = memoryStores();
  await learnBlocks(
    stores,
    declaration,
    blocksOf(
      declaration,
      logging(() => '2.0'),
      64,
    ),
  );
  expect((await headOf(stores, declaration)).reigns.length).toBeGreaterThan(2);
  expect(await servedLogLoss(stores, declaration)).toBeCloseTo(Math.LN2, 14);
});

test('a logged version that never reigned here counts as not logged', async () => {
  const [unlogged, foreign] = [memoryStores(), memoryStores()];
  await learnBlocks(unlogged, declaration, blocksOf(declaration, completed, 64));
  await learnBlocks(
    foreign,
    declaration,
    blocksOf(
      declaration,
      logging(() => 'v7 of another system'),
      64,
    ),
  );
  expect(await servedLogLoss(foreign, declaration)).toBe(await servedLogLoss(unlogged, declaration));
});

test('an instance that served the former champion for a while longer is charged to that champion', async () => {
  const stores = memoryStores();
  await learnBlocks(stores, declaration, blocksOf(declaration, completed, 64));
  const { reigns } = await headOf(stores, declaration);
  const lagging = (at: number): Reign => {
    const now = reigns.indexOf(reignOf(reigns, completed[at]!));
    return reigns[at % 2 === 0 ? now : Math.max(0, now - 1)]!;
  };
  const logged = memoryStores();
  await learnBlocks(
    logged,
    declaration,
    blocksOf(
      declaration,
      logging((at) => lagging(at).version),
      64,
    ),
  );
  expect((await headOf(logged, declaration)).reigns).toEqual(reigns);
  expect(await servedLogLoss(logged, declaration)).toBeCloseTo(await meanLogLoss(logged, (_, at) => lagging(at)), 12);
});
