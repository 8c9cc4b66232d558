/** What a model comes to does not depend on how its examples were delivered. */
import fc from 'fast-check';
import { logistic } from '../../functions/contracts/model';
import type { Block } from '../../functions/domain/examples/columns';
import { Learning } from '../../functions/learn/learn';
import {
  binaryModel,
  blockOf,
  blocksOf,
  completedExamples,
  learnBlocks,
  learnDeps,
  memoryStores,
  outcomeOf,
} from '../support/learning';

const declaration = binaryModel({
  learners: [logistic(), logistic({ name: 'ftrl', optimizer: 'ftrl', l1: 0.01 })],
});
/** 18 whole micro-batches and a remainder of 12. */
const EXAMPLES = 300;
const completed = completedExamples(declaration, EXAMPLES);

async function undisturbed() {
  const stores = memoryStores();
  await learnBlocks(stores, declaration, [blockOf(declaration, completed)]);
  return outcomeOf(stores, declaration);
}

/** One delivery: so many examples on, beginning so many before what was delivered last, in so many blocks, to a new process or not. */
const delivery = fc.record({
  examples: fc.integer({ min: 1, max: 90 }),
  again: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 60 })),
  blocks: fc.integer({ min: 1, max: 4 }),
  isRestarted: fc.boolean(),
});

test('one block, many, redelivered in part, by one process or several: the same head, workspace and ledger', async () => {
  const expected = await undisturbed();
  expect(expected.ledger.map(({ kind }) => kind)).toContain('promoted');
  expect(expected.head.waiting?.examples).toBe(EXAMPLES % declaration.microBatch);
  await fc.assert(
    fc.asyncProperty(fc.array(delivery, { minLength: 1, maxLength: 12 }), async (deliveries) => {
      const stores = memoryStores();
      let learning = new Learning(learnDeps(stores), declaration);
      const whole = { examples: EXAMPLES, again: 0, blocks: 1, isRestarted: false };
      let delivered = 0;
      for (const { examples, again, blocks, isRestarted } of [...deliveries, whole]) {
        if (isRestarted) learning = new Learning(learnDeps(stores), declaration);
        const part = completed.slice(Math.max(0, delivered - again), delivered + examples);
        await learning.learn(blocksOf(declaration, part, Math.ceil(part.length / blocks)));
        delivered = Math.min(EXAMPLES, delivered + examples);
      }
      expect(await outcomeOf(stores, declaration)).toEqual(expected);
    }),
    { seed: 20_240_101, numRuns: 25 },
  );
});

test('example by example, each its own commit, it is the same again', async () => {
  const stores = memoryStores();
  await learnBlocks(stores, declaration, blocksOf(declaration, completed, 1));
  expect(await outcomeOf(stores, declaration)).toEqual(await undisturbed());
});

test('which shard completed an example decides nothing but the positions', async () => {
  const stores = memoryStores();
  const blocks: Block[] = completed.map((example, at) => blockOf(declaration, [example], `shard-${at % 3}`));
  await learnBlocks(stores, declaration, blocks);
  const { head, ledger } = await outcomeOf(stores, declaration);
  const expected = await undisturbed();
  expect(ledger).toEqual(expected.ledger);
  expect({ ...head, positions: null }).toEqual({ ...expected.head, positions: null });
  expect(Object.keys(head.positions ?? {}).sort()).toEqual(['shard-0', 'shard-1', 'shard-2']);
});
