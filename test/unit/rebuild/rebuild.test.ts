/** A version again, from its lineage and the archived examples. */
import { openTfBackend } from '../../../functions/adapters/tfjs/backend';
import { createNeuralFactory } from '../../../functions/adapters/tfjs/neural-factory';
import type { ModelDeclaration } from '../../../functions/contracts/declaration';
import { linear, logistic, neural } from '../../../functions/contracts/model';
import { nameOf } from '../../../functions/domain/checkpoint/object-name';
import type { NeuralFactory } from '../../../functions/domain/learners/create';
import type { LineageEdge } from '../../../functions/domain/lineage/entries';
import { rebuild } from '../../../functions/rebuild/rebuild';
import {
  binaryModel,
  blocksOf,
  edgeOf,
  headOf,
  learnBlocks,
  memoryStores,
  regressionModel,
  type Stores,
} from '../../support/learning';
import { completed, declaration, learned, rebuildDeps, rebuiltOr } from './rebuilding';

/** Rebuilds every version of every line, and compares it with the name it was given when each micro-batch was a commit. */
async function expectAllRebuilt(
  coarse: Stores,
  recorded: readonly LineageEdge[],
  model: ModelDeclaration,
  neuralFactory?: NeuralFactory,
): Promise<void> {
  for (const { version, checkpoint } of recorded) {
    const rebuilt = rebuiltOr(await rebuild(rebuildDeps(coarse, neuralFactory), model, version));
    expect([version, rebuilt.checkpoint]).toEqual([version, checkpoint]);
    expect(nameOf(rebuilt.bytes)).toBe(checkpoint);
    expect(rebuilt.verified).toMatchObject({ matches: true });
    expect(rebuilt).toMatchObject({ otherCode: false, otherBackend: null });
  }
}

describe('every version of every line, stored or never stored, comes back to the byte', () => {
  it('of linear learners, a control line and the baselines', async () => {
    const coarse = await learned(declaration, 100);
    const stepwise = await (await learned(declaration, declaration.microBatch)).heads.lineage(declaration.name);
    expect(stepwise).toHaveLength(40 * 5);
    expect(await coarse.heads.lineage(declaration.name)).toHaveLength(7 * 5);
    await expectAllRebuilt(coarse, stepwise, declaration);
  });

  it('of a regression', async () => {
    const model = regressionModel({ learners: [linear({ optimizer: 'ftrl', l1: 0.01 })] });
    const stepwise = await (await learned(model, model.microBatch)).heads.lineage(model.name);
    await expectAllRebuilt(await learned(model, 170), stepwise, model);
  });

  it('of a neural learner, on the backend that learned it', async () => {
    const factory = createNeuralFactory(await openTfBackend({ preferred: 'cpu' }));
    const model = binaryModel({ learners: [neural({ layers: [3], inputBits: 3 })] });
    const stepwise = await (await learned(model, 64, factory)).heads.lineage(model.name);
    expect(stepwise[0]?.backend).toBe(`js, runtime of this test`.replace('js', factory.backend));
    const some = stepwise.filter(({ learner }, at) => learner === 'neural' && at % 2 === 0);
    await expectAllRebuilt(await learned(model, 200, factory), some, model, factory);
  });

  it('and so does the untrained beginning of a line', async () => {
    const stores = await learned(declaration, 100);
    const untouched = memoryStores();
    await learnBlocks(untouched, declaration, blocksOf(declaration, completed.slice(0, 3), 3));
    const { lines } = await headOf(untouched, declaration);
    const rebuilt = rebuiltOr(await rebuild(rebuildDeps(stores), declaration, '1.0'));
    expect(rebuilt.checkpoint).toBe(lines[0]?.checkpoint);
  });
});

describe('a version that was never stored', () => {
  it('is verified by going on to the next one that was', async () => {
    const stores = await learned(declaration, 100);
    const lineage = await stores.heads.lineage(declaration.name);
    expect(lineage.filter(({ learner }) => learner === 'logistic').map(({ version }) => version)).toEqual([
      '1.6',
      '1.12',
      '1.18',
      '1.25',
      '1.31',
      '1.37',
      '1.40',
    ]);
    const { verified, microBatches } = rebuiltOr(await rebuild(rebuildDeps(stores), declaration, '1.14'));
    const { checkpoint } = edgeOf(lineage, '1.18');
    expect(verified).toEqual({ version: '1.18', recorded: checkpoint, actual: checkpoint, matches: true });
    expect(microBatches).toBe(18);
  });

  it('that does not come to what was recorded is said not to match', async () => {
    const stores = await learned(declaration, 100);
    const heads = {
      lineage: async () =>
        (await stores.heads.lineage(declaration.name)).map((edge) =>
          edge.version === '1.18' ? { ...edge, checkpoint: 'f'.repeat(64) } : edge,
        ),
    };
    const { verified } = rebuiltOr(await rebuild({ ...rebuildDeps(stores), heads }, declaration, '1.14'));
    expect(verified).toMatchObject({ version: '1.18', recorded: 'f'.repeat(64), matches: false });
  });
});

test('a version that other code learned is rebuilt, and said to be of other code', async () => {
  const stores = await learned(declaration, 100);
  const deps = { ...rebuildDeps(stores), codeHash: 'later code' };
  expect(rebuiltOr(await rebuild(deps, declaration, '1.12'))).toMatchObject({ otherCode: true, otherBackend: null });
});

test('a version that another runtime computed is rebuilt, and that runtime is named', async () => {
  const stores = await learned(declaration, 100);
  const deps = { ...rebuildDeps(stores), runtime: 'a later runtime' };
  expect(rebuiltOr(await rebuild(deps, declaration, '1.12'))).toMatchObject({
    otherCode: false,
    otherBackend: 'js, runtime of this test',
  });
});

test('a version stays rebuildable after other learners were declared, added and removed', async () => {
  const stores = await learned(declaration, 100);
  const { checkpoint } = edgeOf(await stores.heads.lineage(declaration.name), '1.12');
  const later = binaryModel({ learners: [logistic({ name: 'new', learningRate: 0.5 }), logistic({ l2: 0.001 })] });
  expect(rebuiltOr(await rebuild(rebuildDeps(stores), later, '1.12')).checkpoint).toBe(checkpoint);
});
