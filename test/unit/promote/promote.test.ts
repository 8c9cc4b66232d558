/** A person makes a version the champion. */
import { whenBetter } from '../../../functions/contracts/model';
import { promoteVersion, rollBack } from '../../../functions/promote/promote';
import { binaryModel, blockOf, headOf, learnBlocks, memoryStores } from '../../support/learning';
import { completed, declaration, LEARNED, learned, order, promoteDeps } from './moves';

describe('promoting a version by hand', () => {
  it('makes a candidate the champion in one commit with its ledger entry, who asked, why, and on which numbers', async () => {
    const stores = await learned();
    const before = await headOf(stores, declaration);
    const { version, checkpoint, examples } = before.contest.candidates[0]!;
    const moved = await promoteVersion(promoteDeps(stores), declaration, version, order);
    const head = await headOf(stores, declaration);
    expect(head.revision).toBe(before.revision + 1);
    expect(head.reigns.at(-1)).toMatchObject({ version, checkpoint, sinceMs: before.clockMs, withdrawn: false });
    expect(head.contest.champion).toBe(version);
    const entries = (await stores.heads.ledger(declaration.name)).filter(({ revision }) => revision === head.revision);
    expect(entries[0]).toMatchObject({
      kind: 'promoted',
      version,
      from: before.contest.champion,
      ...order,
      timeMs: before.clockMs,
    });
    expect(entries[0]?.evidence.examples).toBe(examples);
    expect(moved).toEqual({ kind: 'moved', entry: entries[0] });
  });

  it('takes effect when its clock says, which need not be where the stream stands', async () => {
    const stores = await learned();
    const { contest, clockMs } = await headOf(stores, declaration);
    await promoteVersion(promoteDeps(stores, clockMs + 12_345), declaration, contest.candidates[0]!.version, order);
    expect((await headOf(stores, declaration)).reigns.at(-1)?.sinceMs).toBe(clockMs + 12_345);
  });

  it('keeps the candidates sealed after it, without their evidence, and gives up the others by name', async () => {
    const stores = await learned();
    const { contest } = await headOf(stores, declaration);
    const bySeal = [...contest.candidates].sort((a, b) => a.sealedAtMs - b.sealedAtMs);
    expect(bySeal).toHaveLength(4);
    await promoteVersion(promoteDeps(stores), declaration, bySeal[2]!.version, order);
    const after = (await headOf(stores, declaration)).contest;
    expect(after.candidates.map(({ version, examples }) => ({ version, examples }))).toEqual([
      { version: bySeal[3]!.version, examples: 0 },
    ]);
    const givenUp = (await stores.heads.ledger(declaration.name))
      .slice(-2)
      .map(({ kind, version, by }) => ({ kind, version, by }));
    expect(givenUp.sort((a, b) => (a.version < b.version ? -1 : 1))).toEqual(
      [bySeal[0]!, bySeal[1]!]
        .map(({ version }) => ({ kind: 'candidate-given-up', version, by: 'ada' }))
        .sort((a, b) => (a.version < b.version ? -1 : 1)),
    );
  });

  it('takes any stored version, and answers with it from then on', async () => {
    const stores = await learned();
    const { stored } = await headOf(stores, declaration);
    const { version, checkpoint } = stored.find(({ learner }) => learner === 'lastOutcome')!;
    expect((await promoteVersion(promoteDeps(stores), declaration, version, order)).kind).toBe('moved');
    expect((await headOf(stores, declaration)).reigns.at(-1)).toMatchObject({
      version,
      checkpoint,
      learner: 'lastOutcome',
    });
    await learnBlocks(stores, declaration, [blockOf(declaration, completed.slice(LEARNED))]);
    expect((await headOf(stores, declaration)).learned.examples).toBe(800);
  });

  it('gives the approval that a model waits for', async () => {
    const asking = binaryModel({
      promote: whenBetter({ metric: 'logLoss', minimumExamples: 50, clip: 0.1, approval: 'person' }),
    });
    const stores = await learned(asking);
    const { version } = (await headOf(stores, asking)).contest.candidates.find(
      ({ awaitingApproval }) => awaitingApproval,
    )!;
    expect((await promoteVersion(promoteDeps(stores), asking, version, order)).kind).toBe('moved');
    expect((await headOf(stores, asking)).contest.champion).toBe(version);
  });

  it('is refused, with the reason, for what cannot be served', async () => {
    const stores = await learned();
    const champion = (await headOf(stores, declaration)).contest.champion;
    const before = await headOf(stores, declaration);
    const refusal = async (version: string) => promoteVersion(promoteDeps(stores), declaration, version, order);
    expect(await refusal(champion)).toEqual({ kind: 'refused', reason: `version ${champion} answers already` });
    expect(await refusal('9.9')).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/^version 9\.9 is not stored; stored are/),
    });
    expect(await refusal('nonsense')).toMatchObject({ kind: 'refused' });
    expect(await headOf(stores, declaration)).toEqual(before);
    expect(await promoteVersion(promoteDeps(memoryStores()), declaration, '1.1', order)).toEqual({
      kind: 'refused',
      reason: 'model clicks has learned nothing yet; send it events first',
    });
  });
});

describe('while others write', () => {
  it('a move begins again from the new head', async () => {
    const stores = await learned();
    let conflicts = 0;
    const heads = {
      ...stores.heads,
      commit: async (commit: Parameters<typeof stores.heads.commit>[0]) => {
        if (conflicts++ === 0) await learnBlocks(stores, declaration, [blockOf(declaration, completed.slice(LEARNED))]);
        return stores.heads.commit(commit);
      },
    };
    expect((await rollBack({ ...promoteDeps(stores), heads }, declaration, '2.0', order)).kind).toBe('moved');
    expect(conflicts).toBe(2);
    const { learned: count, reigns } = await headOf(stores, declaration);
    expect(count.examples).toBe(800);
    expect(reigns.at(-1)?.version).toBe('2.0');
  });

  it('a move that never gets its turn is refused, and can be asked for again', async () => {
    const stores = await learned();
    const heads = { ...stores.heads, commit: async () => 'conflict' as const };
    expect(await rollBack({ ...promoteDeps(stores), heads }, declaration, '2.0', order)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('try again'),
    });
  });
});
