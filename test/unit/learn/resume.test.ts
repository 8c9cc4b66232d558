/** Stop and resume = never stopped, for every kind of learner, with all that a model keeps beside its checkpoints. */
import { openTfBackend } from '../../../functions/adapters/tfjs/backend';
import { createNeuralFactory } from '../../../functions/adapters/tfjs/neural-factory';
import type { ModelDeclaration } from '../../../functions/contracts/declaration';
import { linear, logistic, neural } from '../../../functions/contracts/model';
import type { NeuralFactory } from '../../../functions/domain/learners/create';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  headOf,
  learnBlocks,
  memoryStores,
  multiclassModel,
  outcomeOf,
  regressionModel,
  STARTS_AT_MS,
} from '../../support/learning';

const HOUR_MS = 3_600_000;
const until = new Date(STARTS_AT_MS + 2.5 * HOUR_MS).toISOString();
const small = { layers: [4], inputBits: 3, learningRate: 0.02 } as const;

/** Every model has the prior and the last outcome, too. */
const models: readonly (readonly [string, ModelDeclaration])[] = [
  [
    'binary',
    binaryModel({
      learners: [
        logistic({ l2: 0.001 }),
        logistic({ name: 'ftrl', optimizer: 'ftrl', l1: 0.02, l2: 0.01 }),
        logistic({ name: 'control', until }),
        neural(small),
        neural({ ...small, name: 'sgd', optimizer: 'sgd' }),
        neural({ ...small, name: 'dark', forgetting: { method: 'derpp', size: 20, batch: 5 } }),
      ],
    }),
  ],
  [
    'multiclass',
    multiclassModel({
      learners: [
        logistic(),
        logistic({ name: 'ftrl', optimizer: 'ftrl' }),
        neural(small),
        neural({ ...small, name: 'replay', standardise: false, forgetting: { method: 'replay', size: 20, batch: 5 } }),
      ],
    }),
  ],
  [
    'regression',
    regressionModel({
      learners: [
        linear(),
        linear({ name: 'ftrl', optimizer: 'ftrl' }),
        linear({ name: 'control', until }),
        neural(small),
        neural({ ...small, name: 'consolidated', forgetting: { method: 'ewc', every: 60 } }),
      ],
    }),
  ],
];

let factory: NeuralFactory;
beforeAll(async () => {
  factory = createNeuralFactory(await openTfBackend({ preferred: 'cpu' }));
});

describe.each(models)('a %s model', (_, declaration) => {
  const blocks = blocksOf(declaration, completedExamples(declaration, 415), 60);

  it('learned by a new process for every block is the model of the one that went on, to the bit', async () => {
    const [warm, cold] = [memoryStores(), memoryStores()];
    await learnBlocks(warm, declaration, blocks, factory);
    for (const block of blocks) await learnBlocks(cold, declaration, [block], factory);
    expect(await headOf(cold, declaration)).toEqual(await headOf(warm, declaration));
    expect(await cold.heads.lineage(declaration.name)).toEqual(await warm.heads.lineage(declaration.name));
    expect(await cold.heads.ledger(declaration.name)).toEqual(await warm.heads.ledger(declaration.name));
  });

  it('has come to something: all lines learned, a remainder waits, candidates were compared and one promoted', async () => {
    const stores = memoryStores();
    await learnBlocks(stores, declaration, blocks, factory);
    const { head, ledger } = await outcomeOf(stores, declaration);
    expect(head.lines?.map(({ minor }) => minor)).toEqual(declaration.learners.map(() => 25));
    expect(new Set(head.lines?.map(({ checkpoint }) => checkpoint)).size).toBe(declaration.learners.length);
    expect(head.waiting).toEqual({ examples: 15, events: 30 });
    expect(ledger.some(({ kind, by }) => kind === 'promoted' && by === 'gate')).toBe(true);
  });
});

it('a control line stops where it was told to, and goes on being scored', async () => {
  const declaration = binaryModel({ learners: [logistic(), logistic({ name: 'control', until })] });
  const stores = memoryStores();
  const completed = completedExamples(declaration, 416);
  await learnBlocks(stores, declaration, blocksOf(declaration, completed, 16));
  const control = (await stores.heads.lineage(declaration.name)).filter(({ learner }) => learner === 'control');
  const known = completed.filter(({ completedAtMs }) => completedAtMs < Date.parse(until)).length;
  const stopped = Math.ceil(known / 16);
  expect(known).toBeGreaterThan(100);
  expect(new Set(control.slice(0, stopped).map(({ checkpoint }) => checkpoint)).size).toBe(stopped);
  expect(new Set(control.slice(stopped - 1).map(({ checkpoint }) => checkpoint)).size).toBe(1);
  expect(control.at(-1)?.metrics.examples).toBe(416);
});
