/** Whatever is killed, tried again, or done at the same time: one line is made, once. */
import type { RetrainState } from '../../../functions/contracts/retrain-state';
import { retrainStateSchema } from '../../../functions/contracts/retrain-state';
import { RETRAIN_STEPS } from '../../../functions/contracts/state-machine';
import { Learning } from '../../../functions/learn/learn';
import type { Heads } from '../../../functions/ports/heads';
import { rebuild } from '../../../functions/rebuild/rebuild';
import type { RetrainDeps } from '../../../functions/retrain/deps';
import { nextOf, requested } from '../../../functions/retrain/going-on';
import { runStep } from '../../../functions/retrain/retrain';
import { blocksOf, edgeOf, headOf, learnDeps, type Stores } from '../../support/learning';
import { rebuildDeps, rebuiltOr } from '../rebuild/rebuilding';
import { asked, completed, declaration, entriesOf, LEARNED, learn, learned, orphans, retrainDeps } from './retraining';

/** Enough for three calls of the training step. */
const FEW = 320;
const atOnce = { examples: 100, objects: 10 };

/** What a state machine keeps of a state. */
const throughJson = (state: RetrainState): RetrainState => retrainStateSchema.parse(JSON.parse(JSON.stringify(state)));

/** Runs the state machine, each step by `run`. */
async function runMachine(
  run: (step: (typeof RETRAIN_STEPS)[number], state: RetrainState) => Promise<RetrainState>,
  request = asked(),
) {
  let state = requested(request, 'run');
  for (const step of RETRAIN_STEPS) {
    do state = throughJson(await run(step, state));
    while (nextOf(state) === 'again');
    if (nextOf(state) === 'stop') break;
  }
  return state;
}

/** The whole head but its count of commits, and the decisions. */
async function outcomeOf(stores: Stores) {
  const { revision: _, stored, ...head } = await headOf(stores, declaration);
  const ledger = (await stores.heads.ledger(declaration.name)).map(({ revision: _one, ...entry }) => entry);
  const lineage = await stores.heads.lineage(declaration.name);
  return { head, stored: stored.map(({ version }) => version), ledger, lineage, orphans: await orphans(stores) };
}

const undisturbed = async (examples = LEARNED) => {
  const stores = await learned(declaration, examples);
  await runMachine((step, state) => runStep(retrainDeps(stores, { atOnce }), declaration, step, state));
  return outcomeOf(stores);
};

test('the state that the steps hand on is small, and survives JSON', async () => {
  const stores = await learned();
  const sizes: number[] = [];
  await runMachine(async (step, state) => {
    const after = await runStep(retrainDeps(stores, { atOnce }), declaration, step, state);
    sizes.push(JSON.stringify(after).length);
    return after;
  });
  // Training takes three calls of 100 examples or more.
  expect(sizes).toHaveLength(RETRAIN_STEPS.length + 2);
  expect(Math.max(...sizes)).toBeLessThan(4096);
});

test('every step run twice, the second time on the same input, comes to the same', async () => {
  const stores = await learned();
  const deps = retrainDeps(stores, { atOnce });
  await runMachine(async (step, state) => {
    await runStep(deps, declaration, step, state);
    return runStep(deps, declaration, step, state);
  });
  expect(await outcomeOf(stores)).toEqual(await undisturbed());
});

/** The ports of `deps`, the nth call of which throws, before or after it has done its work. */
function failing(deps: RetrainDeps, nth: number, isAfter: boolean): RetrainDeps {
  let calls = 0;
  const around = async <T>(call: () => Promise<T>): Promise<T> => {
    const isNow = ++calls === nth;
    if (isNow && !isAfter) throw new Error('the store does not answer');
    const result = await call();
    if (isNow) throw new Error('the answer was lost');
    return result;
  };
  const { heads, objects, archive } = deps;
  return {
    ...deps,
    heads: {
      ...heads,
      load: (name) => around(() => heads.load(name)),
      lineage: (name) => around(() => heads.lineage(name)),
      commit: (one) => around(() => heads.commit(one)),
    },
    objects: {
      ...objects,
      get: (name) => around(() => objects.get(name)),
      put: (bytes) => around(() => objects.put(bytes)),
      delete: (name) => around(() => objects.delete(name)),
    },
    archive: { get: (name) => around(() => archive.get(name)) },
  };
}

test.each([false, true])(
  'a step that is killed at any one call, and tried again, comes to the same (after its work: %s)',
  async (isAfter) => {
    const expected = await undisturbed(FEW);
    let failures = 0;
    for (let nth = 1; ; nth++) {
      const stores = await learned(declaration, FEW);
      const deps = failing(retrainDeps(stores, { atOnce }), nth, isAfter);
      let failed = 0;
      await runMachine((step, state) =>
        runStep(deps, declaration, step, state).catch((error: Error) => {
          expect(error.message).toMatch(/does not answer|was lost/);
          failed += 1;
          return runStep(deps, declaration, step, state);
        }),
      );
      expect(await outcomeOf(stores)).toEqual(expected);
      failures += failed;
      if (failed === 0) break;
    }
    expect(failures).toBeGreaterThan(30);
  },
);

test('two executions of one request, step by step at the same time, make one line', async () => {
  const stores = await learned();
  const deps = retrainDeps(stores, { atOnce });
  await runMachine(async (step, state) => {
    const [one] = await Promise.all([runStep(deps, declaration, step, state), runStep(deps, declaration, step, state)]);
    return one;
  });
  expect(await outcomeOf(stores)).toEqual(await undisturbed());
});

test('of two requests over the same archive, the one that ends first takes nothing from the other', async () => {
  const stores = await learned();
  const deps = retrainDeps(stores, { atOnce });
  const byRequest = (id: string, meanwhile: () => Promise<unknown>) =>
    runMachine(async (step, state) => {
      if (step === 'evaluate') await meanwhile();
      return runStep(deps, declaration, step, state);
    }, asked(id));
  const outer = await byRequest('r1', () => byRequest('r2', async () => {}));
  expect(outer).toMatchObject({ verdict: 'deployed', version: '5.0' });
  expect(await orphans(stores)).toEqual([]);
});

test('the failure step after a deployment whose answer was lost takes nothing back', async () => {
  const stores = await learned();
  const deps = retrainDeps(stores, { atOnce });
  let last = requested(asked(), 'run');
  await runMachine(async (step, state) => {
    last = state;
    return runStep(deps, declaration, step, state);
  });
  await runStep(deps, declaration, 'fail', last, 'a timeout');
  expect(await outcomeOf(stores)).toEqual(await undisturbed());
});

describe('a learner that commits meanwhile', () => {
  /** Heads in whose every commit somebody is faster, until `faster` has nothing left to do. */
  const overtaken = (heads: Heads, faster: () => Promise<void>): Heads => ({
    ...heads,
    async commit(commit) {
      await faster();
      return heads.commit(commit);
    },
  });

  /** What the new line is, and what it is when it is trained on all of that at once. */
  async function expectCaughtUp(stores: Stores, upTo: number, firstBatch: number): Promise<void> {
    const { lines, learned: all } = await headOf(stores, declaration);
    const trained = edgeOf(await stores.heads.lineage(declaration.name), '4.0');
    expect(trained.batches).toEqual({ first: firstBatch, last: upTo / 16 });
    expect(all.batches).toBe(upTo / 16);
    expect(lines.at(-1)).toMatchObject({ major: 4, minor: 0, checkpoint: trained.checkpoint });
    const rebuilt = rebuiltOr(await rebuild(rebuildDeps(stores), declaration, '4.0'));
    expect(rebuilt).toMatchObject({ microBatches: upTo / 16 - firstBatch + 1, verified: { matches: true } });
  }

  it('between two steps is caught up with', async () => {
    const stores = await learned();
    const deps = retrainDeps(stores);
    await runMachine(async (step, state) => {
      if (step === 'evaluate') await learn(stores, declaration, LEARNED, 768);
      return runStep(deps, declaration, step, state);
    });
    await expectCaughtUp(stores, 768, 21);
  });

  it('during the deployment makes it begin again from the new head', async () => {
    const stores = await learned();
    const learning = new Learning(learnDeps(stores), declaration);
    const blocks = blocksOf(declaration, completed.slice(LEARNED, 832), 64);
    let races = 0;
    await runMachine(async (step, state) => {
      const faster = async (): Promise<void> => {
        const block = step === 'deploy' ? blocks.shift() : undefined;
        if (block === undefined) return;
        races += 1;
        await learning.learn([block]);
      };
      return runStep(retrainDeps({ ...stores, heads: overtaken(stores.heads, faster) }), declaration, step, state);
    });
    expect(races).toBe(3);
    await expectCaughtUp(stores, 832, 21);
  });

  it('and is warm finds the new line, and learns it on from there', async () => {
    const stores = await learned();
    const learning = new Learning(learnDeps(stores), declaration);
    await learning.view();
    await runMachine((step, state) => runStep(retrainDeps(stores), declaration, step, state));
    for (const block of blocksOf(declaration, completed.slice(LEARNED, 768), 64)) await learning.learn([block]);
    const { lines } = await headOf(stores, declaration);
    expect(lines.map(({ major, minor }) => `${major}.${minor}`)).toEqual(['1.48', '2.48', '3.48', '4.8']);
    expect(rebuiltOr(await rebuild(rebuildDeps(stores), declaration, '4.8')).verified.matches).toBe(true);
  });

  it('faster than every deployment lets the step fail, to be tried again', async () => {
    const stores = await learned();
    const commit: Heads['commit'] = async () => 'conflict';
    await expect(
      runMachine((step, state) =>
        runStep(
          retrainDeps(step === 'deploy' ? { ...stores, heads: { ...stores.heads, commit } } : stores),
          declaration,
          step,
          state,
        ),
      ),
    ).rejects.toThrow('another writer committed first 20 times in a row; run the step again');
    expect(await entriesOf(stores, 'retrain-failed')).toEqual([]);
  });
});
