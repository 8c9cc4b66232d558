/** A person takes a champion back. */
import { createEncoder } from '../../../functions/domain/features/encoder';
import { loadTrained } from '../../../functions/learn/checkpoints';
import { rollBack } from '../../../functions/promote/promote';
import { blockOf, headOf, learnBlocks, memoryStores } from '../../support/learning';
import { championsOf, completed, declaration, LEARNED, lastEntry, learned, order, promoteDeps } from './moves';

describe('rolling back', () => {
  it('goes to the champion before, withdraws the one that answered, and says so in the ledger', async () => {
    const stores = await learned();
    const before = await headOf(stores, declaration);
    const [previous, current] = before.reigns.slice(-2);
    const moved = await rollBack(promoteDeps(stores), declaration, undefined, order);
    const { reigns, contest, clockMs } = await headOf(stores, declaration);
    expect(reigns.at(-1)).toEqual({ ...previous!, sinceMs: clockMs, withdrawn: false });
    expect(reigns.at(-2)).toEqual({ ...current!, withdrawn: true });
    expect(contest).toEqual({ champion: previous!.version, entered: 0, returned: 0, candidates: [] });
    const entries = (await stores.heads.ledger(declaration.name)).filter(
      ({ revision }) => revision === before.revision + 1,
    );
    expect(entries[0]).toMatchObject({
      kind: 'rolled-back',
      version: previous!.version,
      from: current!.version,
      ...order,
    });
    expect(entries.slice(1).map(({ kind, version }) => ({ kind, version }))).toEqual(
      before.contest.candidates.map(({ version }) => ({ kind: 'candidate-given-up', version })),
    );
    expect(moved).toEqual({ kind: 'moved', entry: entries[0] });
  });

  it('twice goes back two champions, and further until there is none: what was withdrawn is not gone back to', async () => {
    const stores = await learned();
    const history = await championsOf(stores);
    expect(history.length).toBeGreaterThan(2);
    for (let at = history.length - 2; at >= 0; at--) {
      expect((await rollBack(promoteDeps(stores), declaration, undefined, order)).kind).toBe('moved');
      expect((await championsOf(stores)).at(-1)).toBe(history[at]);
    }
    expect(await rollBack(promoteDeps(stores), declaration, undefined, order)).toEqual({
      kind: 'refused',
      reason: `there is no earlier champion than ${history[0]} to go back to`,
    });
  });

  it('is void, given twice, when it is about the champion of a moment', async () => {
    const stores = await learned();
    const history = await championsOf(stores);
    const { clockMs } = await headOf(stores, declaration);
    const deps = { ...promoteDeps(stores), clock: { effectiveMs: () => clockMs + 2_000 } };
    const dated = { ...order, championOfMs: clockMs + 1_000 };
    expect((await rollBack(deps, declaration, undefined, dated)).kind).toBe('moved');
    expect(await rollBack(deps, declaration, undefined, dated)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('the order is about another'),
    });
    expect((await championsOf(stores)).at(-1)).toBe(history.at(-2));
  });

  it('is not held up by the lineage, which grows with every commit, while the line that it goes back on still learns', async () => {
    const stores = await learned();
    const heads = { ...stores.heads, lineage: () => Promise.reject(new Error('too long to be read in time')) };
    const previous = (await championsOf(stores)).at(-2);
    expect(await rollBack({ ...promoteDeps(stores), heads }, declaration, undefined, order)).toMatchObject({
      kind: 'moved',
      entry: { kind: 'rolled-back', version: previous, evidence: { fork: expect.stringMatching(/^\d+\.0$/) } },
    });
  });

  it('takes a named version, a withdrawn one too', async () => {
    const stores = await learned();
    const history = await championsOf(stores);
    await rollBack(promoteDeps(stores), declaration, history[0], order);
    expect((await championsOf(stores)).at(-1)).toBe(history[0]);
    await rollBack(promoteDeps(stores), declaration, history.at(-1), order);
    const { reigns } = await headOf(stores, declaration);
    expect(reigns.at(-1)).toMatchObject({ version: history.at(-1), withdrawn: false });
  });

  it('is refused, with the reason, where there is nothing to go back to', async () => {
    const stores = memoryStores();
    await learnBlocks(stores, declaration, [blockOf(declaration, completed.slice(0, 40))]);
    expect(await rollBack(promoteDeps(stores), declaration, undefined, order)).toMatchObject({
      reason: 'there is no earlier champion than 2.0 to go back to',
    });
    expect(await rollBack(promoteDeps(stores), declaration, '2.0', order)).toMatchObject({
      reason: 'version 2.0 answers already',
    });
    expect(await rollBack(promoteDeps(stores), declaration, '7.1', order)).toMatchObject({ kind: 'refused' });
    expect(await lastEntry(stores)).not.toMatchObject({ kind: 'rolled-back' });
  });
});

test('an old champion still predicts what it predicted when it reigned', async () => {
  const stores = await learned();
  const { reigns } = await headOf(stores, declaration);
  const answer = async (checkpoint: string) => {
    const { learner, about } = await loadTrained(stores.objects, checkpoint, undefined);
    const out = new Float64Array(1);
    learner.predict(createEncoder(about.encoding).encodeServed({ place: 'top', kind: 'k1', x: 0.5, y: null }), out);
    return out[0];
  };
  const then = await answer(reigns.at(-2)!.checkpoint);
  await rollBack(promoteDeps(stores), declaration, undefined, order);
  await learnBlocks(stores, declaration, [blockOf(declaration, completed.slice(LEARNED))]);
  expect(await answer(reigns.at(-2)!.checkpoint)).toBe(then);
});
