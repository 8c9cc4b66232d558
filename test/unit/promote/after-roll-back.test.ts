/** Learning goes on from the restored state. */

import { hours } from '../../../functions/contracts/duration';
import { logistic } from '../../../functions/contracts/model';
import { nameOf } from '../../../functions/domain/checkpoint/object-name';
import { checkpointBytes, loadTrained } from '../../../functions/learn/checkpoints';
import { trainOn } from '../../../functions/learn/fold';
import { Learning } from '../../../functions/learn/learn';
import { Encoders } from '../../../functions/learn/micro-batch';
import { promoteVersion, rollBack } from '../../../functions/promote/promote';
import {
  binaryModel,
  blockOf,
  blocksOf,
  completedExamples,
  edgeOf,
  headOf,
  learnBlocks,
  learnDeps,
} from '../../support/learning';
import { completed, declaration, LEARNED, lastEntry, learned, order, promoteDeps } from './moves';

describe('after a rollback', () => {
  it('the line goes on from the restored state as a fork, to the bit: the remainder and the next examples, nothing else', async () => {
    const stores = await learned();
    const before = await headOf(stores, declaration);
    const target = before.reigns.at(-2)!;
    await rollBack(promoteDeps(stores), declaration, undefined, order);
    expect((await headOf(stores, declaration)).lines[0]).toMatchObject({
      major: 4,
      minor: 0,
      checkpoint: target.checkpoint,
    });
    await learnBlocks(stores, declaration, [blockOf(declaration, completed.slice(LEARNED))]);
    const head = await headOf(stores, declaration);
    expect(head.lines[0]).toMatchObject({ major: 4, minor: 10 });

    const encoders = new Encoders(declaration);
    let trained = await loadTrained(stores.objects, target.checkpoint, undefined);
    for (let from = 640; from < 800; from += 16) {
      const batch = encoders.batch(blockOf(declaration, completed.slice(from, from + 16)).examples);
      trained = trainOn(trained, batch, batch.as(encoders.register(trained.about.encoding)));
    }
    expect(head.lines[0]?.checkpoint).toBe(nameOf(checkpointBytes(trained)));
    // The other lines never noticed.
    const untouched = await learned();
    await learnBlocks(untouched, declaration, [blockOf(declaration, completed.slice(LEARNED))]);
    expect(head.lines.slice(1)).toEqual((await headOf(untouched, declaration)).lines.slice(1));
  });

  it('the lineage names the fork, its parent and its learner, and goes on from it', async () => {
    const stores = await learned();
    const target = (await headOf(stores, declaration)).reigns.at(-2)!;
    await rollBack(promoteDeps(stores), declaration, undefined, order);
    await learnBlocks(stores, declaration, [blockOf(declaration, completed.slice(LEARNED))]);
    const lineage = await stores.heads.lineage(declaration.name);
    expect(edgeOf(lineage, '4.0')).toMatchObject({
      kind: 'fork',
      parents: [target.version],
      learner: 'logistic',
      checkpoint: target.checkpoint,
      batches: null,
    });
    expect(edgeOf(lineage, '4.10')).toMatchObject({
      kind: 'stateful-update',
      parents: ['4.0'],
      batches: { first: 41, last: 50 },
    });
  });

  it('the fork is sealed, compared and promoted like any line', async () => {
    const stores = await learned();
    const first = (await headOf(stores, declaration)).reigns.find(({ learner }) => learner === 'logistic')!;
    await rollBack(promoteDeps(stores), declaration, first.version, order);
    const more = completedExamples(declaration, 640, { seed: 9, from: LEARNED });
    await learnBlocks(stores, declaration, blocksOf(declaration, more, 64));
    const { reigns } = await headOf(stores, declaration);
    expect(reigns.at(-1)?.version).toMatch(/^4\.[1-9]/);
    const sealed = (await stores.heads.ledger(declaration.name)).filter(
      ({ kind, version }) => kind === 'candidate-sealed' && version.startsWith('4.'),
    );
    expect(sealed.length).toBeGreaterThan(3);
  });

  it('the fork is first sealed when the next seal is due, and not while it is next to what already answers', async () => {
    const rarely = binaryModel({ seal: { every: hours(4) } });
    const stores = await learned(rarely);
    await rollBack(promoteDeps(stores), rarely, undefined, order);
    const { clockMs, lines } = await headOf(stores, rarely);
    expect(lines[0]?.major).toBe(4);
    await learnBlocks(stores, rarely, blocksOf(rarely, completed.slice(LEARNED), 16));
    const sealed = (await stores.heads.ledger(rarely.name)).find(
      ({ kind, version }) => kind === 'candidate-sealed' && version.startsWith('4.'),
    );
    const intervalOf = (timeMs: number) => Math.floor(timeMs / hours(4));
    expect(intervalOf(clockMs)).toBe(intervalOf(clockMs + hours(0.5)));
    expect(intervalOf(sealed!.timeMs)).toBe(intervalOf(clockMs) + 1);
  });

  it('to a version of another learner, the line of that learner forks', async () => {
    const two = binaryModel({ learners: [logistic(), logistic({ name: 'other', learningRate: 0.01 })] });
    const stores = await learned(two);
    const { stored, lines } = await headOf(stores, two);
    const target = stored.find(({ learner }) => learner === 'other')!;
    await rollBack(promoteDeps(stores), two, target.version, order);
    const after = await headOf(stores, two);
    expect(after.lines[1]).toMatchObject({ major: 5, minor: 0, learner: 'other', checkpoint: target.checkpoint });
    expect([after.lines[0], ...after.lines.slice(2)]).toEqual([lines[0], ...lines.slice(2)]);
  });

  it('to the untrained prior, no line forks: a baseline learns on as ever', async () => {
    const stores = await learned();
    const { lines } = await headOf(stores, declaration);
    await rollBack(promoteDeps(stores), declaration, '2.0', order);
    expect((await headOf(stores, declaration)).lines).toEqual(lines);
    expect(await lastEntry(stores)).toMatchObject({ kind: 'candidate-given-up' });
  });

  it('to a version of an earlier declaration, that version answers, and the line stays what is declared now', async () => {
    const stores = await learned();
    const old = (await headOf(stores, declaration)).reigns.at(-1)!;
    const now = binaryModel({ learners: [logistic({ learningRate: 0.3 })], seal: { every: hours(100) } });
    const next = blocksOf(now, completedExamples(now, 480, { seed: 9, from: LEARNED }), 80);
    await learnBlocks(stores, now, next.slice(0, 4));
    const { lines, reigns } = await headOf(stores, now);
    if (reigns.at(-1)!.version === old.version) await promoteVersion(promoteDeps(stores), now, '2.0', order);
    expect((await rollBack(promoteDeps(stores), now, old.version, order)).kind).toBe('moved');
    const after = await headOf(stores, now);
    expect(after.reigns.at(-1)?.version).toBe(old.version);
    expect(after.lines).toEqual(lines);
    for (const block of next.slice(4)) await new Learning(learnDeps(stores), now).learn([block]);
    expect((await headOf(stores, now)).lines.map(({ major }) => major)).toEqual(lines.map(({ major }) => major));
  });
});
