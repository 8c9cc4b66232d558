/** A new champion is seen soon, and no trouble on the way there costs an answer. */
import type { Heads } from '../../../functions/ports/heads';
import { promoteVersion, rollBack } from '../../../functions/promote/promote';
import { blocksOf, completedExamples, headOf, learnBlocks, memoryStores } from '../../support/learning';
import {
  declaration,
  learned,
  moveDeps,
  never,
  order,
  predictingOver,
  request,
  settle,
  versionIn,
  withFakeTimers,
} from './predicting';

withFakeTimers();

describe('a new champion', () => {
  it('is served within two seconds under traffic, after every move and not only the first', async () => {
    const stores = await learned();
    const { predicting, clock } = predictingOver(stores);
    const history = (await headOf(stores, declaration)).reigns.map(({ version }) => version);
    expect(versionIn(await predicting.predict(request))).toBe(history.at(-1));
    for (const version of [history[0]!, history[1]!, history[0]!, history.at(-1)!]) {
      await rollBack(moveDeps(stores), declaration, version, order);
      const movedAtMs = clock.nowMs;
      while (versionIn(await predicting.predict(request)) !== version) {
        clock.nowMs += 50;
        await settle();
        expect(clock.nowMs - movedAtMs).toBeLessThan(2_000);
      }
    }
  });

  it('is served by the very first answer after a pause', async () => {
    const stores = await learned();
    const { predicting, clock } = predictingOver(stores);
    const before = versionIn(await predicting.predict(request));
    await rollBack(moveDeps(stores), declaration, undefined, order);
    clock.nowMs += 2_000;
    expect(versionIn(await predicting.predict(request))).not.toBe(before);
  });

  it('that is first learned about takes over from the prior', async () => {
    const stores = memoryStores();
    const { predicting, clock } = predictingOver(stores);
    expect(versionIn(await predicting.predict(request))).toBe('2.0');
    await learnBlocks(stores, declaration, blocksOf(declaration, completedExamples(declaration, 648), 72));
    clock.nowMs += 2_000;
    expect(versionIn(await predicting.predict(request))).toMatch(/^1\./);
  });

  it('that cannot be loaded leaves the last one answering, with a problem told, and is taken once it can', async () => {
    const stores = await learned();
    const { predicting, problems, clock } = predictingOver(stores);
    const last = versionIn(await predicting.predict(request));
    const { version, checkpoint } = (await headOf(stores, declaration)).contest.candidates[0]!;
    const bytes = await stores.objects.get(checkpoint);
    await promoteVersion(moveDeps(stores), declaration, version, order);
    await stores.objects.delete(checkpoint);
    for (let at = 0; at < 3; at++) {
      clock.nowMs += 2_000;
      expect(versionIn(await predicting.predict(request))).toBe(last);
    }
    expect(problems.map(({ message }) => message)).toEqual(
      Array(3).fill('model clicks: the new champion could not be loaded; the last one still answers'),
    );
    expect(problems[0]?.cause).toMatchObject({ name: 'ObjectMissing' });
    await stores.objects.put(bytes);
    clock.nowMs += 2_000;
    expect(versionIn(await predicting.predict(request))).toBe(version);
  });
});

describe('a head that cannot be read', () => {
  it('fails every answer with its reason while there is no champion yet, and none after it can be read', async () => {
    const stores = await learned();
    let isDown = true;
    const load: Heads['load'] = async (model) => {
      if (isDown) throw new Error('the table does not answer');
      return stores.heads.load(model);
    };
    const { predicting } = predictingOver({ ...stores, heads: { ...stores.heads, load } });
    await expect(predicting.predict(request)).rejects.toThrow('the table does not answer');
    await expect(predicting.predict(request)).rejects.toThrow('the table does not answer');
    isDown = false;
    expect(versionIn(await predicting.predict(request))).toMatch(/^1\./);
  });

  it('that hangs delays one answer by a quarter of a second and no other, and another look is begun in the end', async () => {
    const stores = await learned();
    let isHanging = false;
    const load: Heads['load'] = (model) => (isHanging ? never : stores.heads.load(model));
    const { predicting, clock } = predictingOver({ ...stores, heads: { ...stores.heads, load } });
    const last = versionIn(await predicting.predict(request));
    isHanging = true;
    clock.nowMs += 5_000;
    const delayed = predicting.predict(request);
    await jest.advanceTimersByTimeAsync(250);
    expect(versionIn(await delayed)).toBe(last);
    expect(versionIn(await predicting.predict(request))).toBe(last);
    isHanging = false;
    await rollBack(moveDeps(stores), declaration, undefined, order);
    clock.nowMs += 10_000;
    expect(versionIn(await predicting.predict(request))).not.toBe(last);
  });

  it('that answers long after it was given up does not bring an old champion back', async () => {
    const stores = await learned();
    const old = await headOf(stores, declaration);
    let answerLate = (): void => {};
    let isHanging = false;
    const load: Heads['load'] = (model) =>
      isHanging
        ? new Promise((resolve) => {
            answerLate = () => resolve(old);
          })
        : stores.heads.load(model);
    const { predicting, clock } = predictingOver({ ...stores, heads: { ...stores.heads, load } });
    await predicting.predict(request);
    isHanging = true;
    clock.nowMs += 1_000;
    await predicting.predict(request);
    isHanging = false;
    await rollBack(moveDeps(stores), declaration, undefined, order);
    clock.nowMs += 10_000;
    const now = versionIn(await predicting.predict(request));
    expect(now).not.toBe(old.reigns.at(-1)?.version);
    answerLate();
    await settle();
    expect(versionIn(await predicting.predict(request))).toBe(now);
  });
});
