/** One writer wins; the loser begins again from the new head. */
import { Learning, LostEveryRace } from '../../../functions/learn/learn';
import type { Commit, Heads } from '../../../functions/ports/heads';
import { rollBack } from '../../../functions/promote/promote';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  headOf,
  learnBlocks,
  learnDeps,
  memoryStores,
  outcomeOf,
  type Stores,
  streamClock,
} from '../../support/learning';

const declaration = binaryModel();
const completed = completedExamples(declaration, 300);
const blocks = blocksOf(declaration, completed, 50);

async function undisturbed(delivered = blocks) {
  const stores = memoryStores();
  await learnBlocks(stores, declaration, delivered);
  return outcomeOf(stores, declaration);
}

/** Heads in whose every commit somebody is faster, until `faster` has nothing left to do. */
const overtaken = (heads: Heads, faster: (commit: Commit) => Promise<void>): Heads => ({
  ...heads,
  async commit(commit) {
    await faster(commit);
    return heads.commit(commit);
  },
});

test('two warm processes that are given the same blocks at the same time learn each example once', async () => {
  const stores = memoryStores();
  const [a, b] = [learnDeps(stores), learnDeps(stores)].map((deps) => new Learning(deps, declaration));
  for (const block of blocks) await Promise.all([a!.learn([block]), b!.learn([block])]);
  expect(await outcomeOf(stores, declaration)).toEqual(await undisturbed());
});

test('a process that was overtaken learns the rest of its batch from where the other one left the model', async () => {
  const stores = memoryStores();
  let overtakings = 0;
  const other = new Learning(learnDeps(stores), declaration);
  const heads = overtaken(stores.heads, async () => {
    if (overtakings++ === 0) await other.learn(blocks.slice(0, 2));
  });
  await new Learning(learnDeps({ ...stores, heads }), declaration).learn(blocks);
  expect(overtakings).toBe(2);
  expect((await headOf(stores, declaration)).revision).toBe(2);
  expect(await outcomeOf(stores, declaration)).toEqual(await undisturbed());
});

test('a rollback between two batches is not undone by a warm process', async () => {
  const stores = memoryStores();
  const learning = new Learning(learnDeps(stores), declaration);
  for (const block of blocks.slice(0, 5)) await learning.learn([block]);
  const moved = await rollBack(
    { heads: stores.heads, clock: streamClock, codeHash: 'code', runtime: 'runtime' },
    declaration,
    '2.0',
    { by: 'someone', reason: 'it answered nonsense' },
  );
  expect(moved.kind).toBe('moved');
  await learning.learn([blocks[5]!]);
  const head = await headOf(stores, declaration);
  expect(head.reigns.at(-1)?.version).toBe('2.0');
  expect(head.learned.examples).toBe(288);
});

test('who never wins says so, and has changed nothing', async () => {
  const stores = memoryStores();
  const heads: Heads = { ...stores.heads, commit: async () => 'conflict' };
  const learning = new Learning(learnDeps({ ...stores, heads }), declaration);
  await expect(learning.learn(blocks)).rejects.toThrow(LostEveryRace);
  expect(await stores.heads.load(declaration.name)).toBeUndefined();
  await learnBlocks(stores, declaration, blocks);
  expect(await outcomeOf(stores, declaration)).toEqual(await undisturbed());
});

describe('a store that fails', () => {
  /** The ports of `stores`, the nth call of which throws, before or after it has done its work. */
  function failing({ heads, objects }: Stores, nth: number, isAfter: boolean): Stores {
    let calls = 0;
    const around = async <T>(call: () => Promise<T>): Promise<T> => {
      const isNow = ++calls === nth;
      if (isNow && !isAfter) throw new Error('the store does not answer');
      const result = await call();
      if (isNow) throw new Error('the answer was lost');
      return result;
    };
    return {
      heads: {
        ...heads,
        load: (name) => around(() => heads.load(name)),
        commit: (one) => around(() => heads.commit(one)),
      },
      objects: {
        ...objects,
        get: (name) => around(() => objects.get(name)),
        put: (bytes) => around(() => objects.put(bytes)),
        delete: (name) => around(() => objects.delete(name)),
      },
    };
  }

  it.each([false, true])(
    'at any one call stops the batch; delivered again it is learned once (after its work: %s)',
    async (isAfter) => {
      const few = blocks.slice(0, 3);
      const expected = await undisturbed(few);
      let failures = 0;
      for (let nth = 1; ; nth++) {
        const stores = memoryStores();
        const learning = new Learning(learnDeps(failing(stores, nth, isAfter)), declaration);
        let failed = 0;
        for (const block of few) {
          await learning.learn([block]).catch(async (error: Error) => {
            expect(error.message).toMatch(/does not answer|was lost/);
            failed += 1;
            await learning.learn([block]);
          });
        }
        expect(await outcomeOf(stores, declaration)).toEqual(expected);
        failures += failed;
        if (failed === 0) break;
      }
      expect(failures).toBeGreaterThan(20);
    },
  );
});
