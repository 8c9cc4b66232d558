/** Two lines of one learner, one of which was trained from scratch: scores, promotions and rollbacks go by line. */

import { textsField } from '../../../functions/domain/checkpoint/json-fields';
import { decodeBundle, encodeBundle } from '../../../functions/domain/checkpoint/state-bundle';
import { Learning } from '../../../functions/learn/learn';
import { promoteVersion, rollBack } from '../../../functions/promote/promote';
import { rebuild } from '../../../functions/rebuild/rebuild';
import { edgeOf, headOf, learnDeps, type Stores, streamClock } from '../../support/learning';
import { rebuildDeps, rebuiltOr } from '../rebuild/rebuilding';
import { asked, declaration, entriesOf, LEARNED, learn, learned, linesOf, retrained } from '../retrain/retraining';

const order = { by: 'ada', reason: 'a test' };
const moving = ({ heads }: Stores) => ({ heads, clock: streamClock, codeHash: 'code', runtime: 'runtime' });

/** Lines 1 and 4 of the learner, both live. */
async function twoLines(): Promise<Stores> {
  const stores = await learned(declaration, LEARNED - 128);
  await retrained(stores);
  await learn(stores, declaration, LEARNED - 128, LEARNED - 64);
  expect((await linesOf(stores)).filter((line) => line.startsWith('logistic'))).toEqual([
    'logistic 1.36',
    'logistic 4.4',
  ]);
  return stores;
}

const majorsOf = async (stores: Stores): Promise<number[]> =>
  (await headOf(stores, declaration)).lines.map(({ major }) => major);

const examplesOf = async (stores: Stores, version: string) =>
  edgeOf(await stores.heads.lineage(declaration.name), version).metrics.examples;

describe('scores', () => {
  it('of each line are its own: the newer one’s begin when it joins the loop', async () => {
    const stores = await twoLines();
    await learn(stores, declaration, LEARNED - 64, LEARNED);
    expect([await examplesOf(stores, '1.40'), await examplesOf(stores, '4.8')]).toEqual([640, 128]);
  });

  it('go on in the line that is rolled back, and in no other', async () => {
    const stores = await twoLines();
    const { reigns } = await headOf(stores, declaration);
    const first = reigns.find(({ version }) => version.startsWith('1.'))!.version;
    await rollBack(moving(stores), declaration, first, order);
    await learn(stores, declaration, LEARNED - 64, LEARNED);
    expect(await majorsOf(stores)).toEqual([5, 2, 3, 4]);
    expect([await examplesOf(stores, '5.4'), await examplesOf(stores, '4.8')]).toEqual([640, 128]);
  });

  /** The model with its workspace as releases wrote it that kept scores by learner. */
  async function ofEarlierRelease(): Promise<Stores> {
    const stores = await learned();
    const head = await headOf(stores, declaration);
    const { header, states } = decodeBundle(await stores.objects.get(head.workspace), 'workspace', 2);
    const before = new Map(head.lines.map(({ major, learner }) => [`line:${major}`, learner]));
    const named = (key: string): string => {
      const [kind, ...board] = key.split(/:(.*)/s);
      return board.length === 0 ? key : `${kind}:${before.get(board[0]!) ?? board[0]}`;
    };
    const bytes = encodeBundle({
      kind: 'workspace',
      format: 1,
      header: { ...header, boards: textsField(header, 'boards').map((board) => before.get(board) ?? board) },
      states: Object.fromEntries(Object.entries(states).map(([key, state]) => [named(key), state])),
    });
    const workspace = await stores.objects.put(bytes);
    await stores.heads.commit({ head: { ...head, workspace, revision: head.revision + 1 }, lineage: [], ledger: [] });
    return stores;
  }

  it('that an earlier release kept by learner are read, and go on', async () => {
    const [stores, undisturbed] = [await ofEarlierRelease(), await learned()];
    const boards = async (one: Stores) =>
      (await new Learning(learnDeps(one), declaration).view()).lines.map(({ board }) => board.everything());
    expect(await boards(stores)).toEqual(await boards(undisturbed));
    for (const one of [stores, undisturbed]) await learn(one, declaration, LEARNED, 704);
    const after = await headOf(stores, declaration);
    expect(after.workspace).toBe((await headOf(undisturbed, declaration)).workspace);
  });

  it('that an earlier release kept by learner are the older line’s alone', async () => {
    const stores = await ofEarlierRelease();
    await retrained(stores);
    const { lines } = await new Learning(learnDeps(stores), declaration).view();
    expect(lines.map(({ major, board }) => [major, board.everything().examples])).toEqual([
      [1, 640],
      [2, 640],
      [3, 640],
      [4, 0],
    ]);
  });
});

describe('a person', () => {
  it('who promotes the newer line retires the older one and its candidates, in the same commit', async () => {
    const stores = await twoLines();
    const moved = await promoteVersion(moving(stores), declaration, '4.0', order);
    expect(moved.kind).toBe('moved');
    expect(await majorsOf(stores)).toEqual([2, 3, 4]);
    const { contest, revision } = await headOf(stores, declaration);
    expect(contest.candidates.map(({ major }) => major)).not.toContain(1);
    expect(await entriesOf(stores, 'line-retired')).toMatchObject([{ version: '1.36', by: 'ada', revision }]);
    await learn(stores, declaration, LEARNED - 64, LEARNED);
    expect(await majorsOf(stores)).toEqual([2, 3, 4]);
  });

  it('who promotes the older line retires nobody', async () => {
    const stores = await twoLines();
    await promoteVersion(moving(stores), declaration, '1.36', order);
    expect(await majorsOf(stores)).toEqual([1, 2, 3, 4]);
    expect(await entriesOf(stores, 'line-retired')).toEqual([]);
  });

  it('who goes back to a retired line has it learn on in place of the newer one, to bytes that are rebuilt', async () => {
    const stores = await twoLines();
    await promoteVersion(moving(stores), declaration, '4.0', order);
    const { kind } = await rollBack(moving(stores), declaration, '1.36', order);
    expect(kind).toBe('moved');
    await learn(stores, declaration, LEARNED - 64, LEARNED);
    expect(await majorsOf(stores)).toEqual([2, 3, 5]);
    expect(edgeOf(await stores.heads.lineage(declaration.name), '5.0').parents).toEqual(['1.36']);
    expect(rebuiltOr(await rebuild(rebuildDeps(stores), declaration, '5.4')).verified.matches).toBe(true);
  });

  it('who rolls the newer line back has that line forked, and the older one left alone', async () => {
    const stores = await twoLines();
    await promoteVersion(moving(stores), declaration, '1.36', order);
    await rollBack(moving(stores), declaration, '4.0', order);
    expect(await majorsOf(stores)).toEqual([1, 2, 3, 5]);
    await learn(stores, declaration, LEARNED - 64, LEARNED);
    const { lines } = await headOf(stores, declaration);
    expect(lines.map(({ major, root }) => [major, root])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, undefined],
      [5, 4],
    ]);
    expect(rebuiltOr(await rebuild(rebuildDeps(stores), declaration, '5.4')).verified.matches).toBe(true);
    // The champion's training is the line 5 by now: the other one makes room for a third.
    await retrained(stores, declaration, asked('r2'));
    expect(await majorsOf(stores)).toEqual([2, 3, 5, 6]);
  });
});
