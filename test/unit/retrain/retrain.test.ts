/** A line from scratch out of the archive, and what becomes of it in the loop. */
import { createEncoder } from '../../../functions/domain/features/encoder';
import type { LedgerEntry } from '../../../functions/domain/lineage/entries';
import { loadTrained } from '../../../functions/learn/checkpoints';
import { promoteVersion } from '../../../functions/promote/promote';
import { rebuild } from '../../../functions/rebuild/rebuild';
import { blocksOf, edgeOf, headOf, learnBlocks, memoryStores, streamClock } from '../../support/learning';
import { rebuildDeps, rebuiltOr } from '../rebuild/rebuilding';
import {
  asked,
  completed,
  declaration,
  entriesOf,
  LEARNED,
  learn,
  learned,
  linesOf,
  onEverything,
  orphans,
  retrained,
} from './retraining';

describe('a line that was trained on everything', () => {
  it('is byte for byte what the line of the loop is, which learned the same examples as they came', async () => {
    const stores = await learned(onEverything);
    expect(await retrained(stores, onEverything)).toMatchObject({ verdict: 'deployed', version: '4.0' });
    const { lines } = await headOf(stores, onEverything);
    const [own, trained] = lines.filter(({ learner }) => learner === 'logistic');
    expect([own?.major, own?.minor, trained?.major, trained?.minor]).toEqual([1, 40, 4, 0]);
    expect(trained?.checkpoint).toBe(own?.checkpoint);
    await expect(stores.objects.get(trained!.checkpoint)).resolves.toBeDefined();
  });

  it('and goes on as that does', async () => {
    const stores = await learned(onEverything);
    await retrained(stores, onEverything);
    await learn(stores, onEverything, LEARNED, 800);
    const { lines } = await headOf(stores, onEverything);
    expect(lines.map(({ major, minor }) => `${major}.${minor}`)).toEqual(['1.50', '2.50', '3.50', '4.10']);
    expect(lines[3]?.checkpoint).toBe(lines[0]?.checkpoint);
  });

  it('is so again when the lineage holds a training already', async () => {
    const stores = await learned(onEverything, 480);
    await retrained(stores, onEverything);
    await learn(stores, onEverything, 480, LEARNED);
    expect(await retrained(stores, onEverything, asked('r2'))).toMatchObject({ version: '5.0' });
    const { lines } = await headOf(stores, onEverything);
    expect(lines.at(-1)?.checkpoint).toBe(lines[0]?.checkpoint);
    expect(edgeOf(await stores.heads.lineage(onEverything.name), '5.0').batches).toEqual({ first: 1, last: 40 });
  });

  it('is the same whatever one call of the training step may learn at once', async () => {
    const [whole, small] = [await learned(onEverything), await learned(onEverything)];
    await retrained(whole, onEverything);
    const atOnce = { examples: 1, objects: 100 };
    await retrained(small, onEverything, asked(), { atOnce });
    const edge = async (stores: typeof whole) => edgeOf(await stores.heads.lineage(onEverything.name), '4.0');
    expect(await edge(small)).toEqual(await edge(whole));
  });

  it('has test-then-train scores that are those of the loop’s line', async () => {
    const stores = await learned(onEverything);
    await retrained(stores, onEverything);
    const lineage = await stores.heads.lineage(onEverything.name);
    expect(edgeOf(lineage, '4.0').metrics).toEqual(edgeOf(lineage, '1.40').metrics);
  });
});

describe('a line that was trained on the latest examples', () => {
  it('is what a loop that begins with them comes to', async () => {
    const stores = await learned();
    await retrained(stores);
    const { lines } = await headOf(stores, declaration);
    const [edge] = (await stores.heads.lineage(declaration.name)).filter(({ version }) => version === '4.0');
    // Five hours of a prediction a minute are 300 examples, in whole objects of 64.
    expect(edge?.batches).toEqual({ first: 21, last: 40 });
    const fresh = memoryStores();
    await learnBlocks(fresh, declaration, blocksOf(declaration, completed.slice(320, LEARNED), 64));
    expect(lines.at(-1)?.checkpoint).toBe((await headOf(fresh, declaration)).lines[0]?.checkpoint);
  });

  it('says in its lineage what it learned, in order, and of which line it is the successor', async () => {
    const stores = await learned();
    await retrained(stores);
    const lineage = await stores.heads.lineage(declaration.name);
    const archived = ['1.24', '1.28', '1.32', '1.36', '1.40'].flatMap((version) => {
      const { data } = edgeOf(lineage, version);
      return 'archived' in data ? data.archived : [];
    });
    expect(edgeOf(lineage, '4.0')).toMatchObject({
      kind: 'stateless-retrain',
      parents: ['1.40'],
      learner: 'logistic',
      data: { archived },
      from: {},
      to: (await headOf(stores, declaration)).positions,
    });
  });

  it('is in the ledger with who asked, why, and what every step found', async () => {
    const stores = await learned();
    await retrained(stores);
    expect(await entriesOf(stores, 'retrain-started')).toMatchObject([
      { by: 'ada', reason: 'the world has changed; a person asked for it', evidence: { id: 'r1', cause: 'person' } },
    ]);
    const [started] = (await entriesOf(stores, 'line-started')).filter(({ version }) => version === '4.0');
    expect(started).toMatchObject({
      from: '1.40',
      by: 'ada',
      reason: 'logistic was trained from scratch: the world has changed',
      evidence: {
        archivedFromBatch: 1,
        archivedToBatch: 40,
        objects: 5,
        microBatches: 20,
        sampledExamples: 320,
        mostMissing: 'kind',
        trainedExamples: 320,
        // A fifth of 20 micro-batches of 16.
        evaluatedExamples: 64,
        metric: 'logLoss',
      },
    });
    const { evidence } = started!;
    const own = completed.slice(320, LEARNED);
    expect(evidence['labels of 1']).toBe(own.filter(({ label }) => label === 1).length);
    expect(evidence['labels of 0']).toBe(own.filter(({ label }) => label === 0).length);
    const without = own.filter(({ served }) => served.features.kind === null).length;
    expect(evidence.mostMissingShare).toBe(without / own.length);
    expect(Number(evidence.loss)).toBeLessThan(Number(evidence.priorLoss));
  });

  it('is told beside the champion’s loss on the same examples, and how many of them that one had learned', async () => {
    const stores = await learned();
    const deps = { heads: stores.heads, clock: streamClock, codeHash: 'code', runtime: 'runtime' };
    await promoteVersion(deps, declaration, '1.40', { by: 'ada', reason: 'a test' });
    await retrained(stores);
    const [{ evidence }] = (await entriesOf(stores, 'line-started')).slice(-1) as [LedgerEntry];
    const champion = await loadTrained(
      stores.objects,
      (await headOf(stores, declaration)).reigns.at(-1)!.checkpoint,
      undefined,
    );
    const encoder = createEncoder(champion.about.encoding);
    const losses = completed.slice(LEARNED - 64, LEARNED).map(({ served, label }) => {
      const out = new Float64Array(1);
      champion.learner.predict(encoder.encodeServed(served.features), out);
      return -Math.log(label === 1 ? out[0]! : 1 - out[0]!);
    });
    expect(evidence).toMatchObject({ champion: '1.40', championHadLearned: 64 });
    expect(evidence.championLoss).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / 64, 12);
  });

  it('leaves nothing behind but what the head and the lineage name', async () => {
    const stores = await learned();
    await retrained(stores, declaration, asked(), { atOnce: { examples: 1, objects: 1 } });
    expect(await orphans(stores)).toEqual([]);
  });
});

describe('in the loop', () => {
  /** Retrained four hours after the world has turned round, from examples of the turned world alone. */
  async function afterTheTurn(blockSize = 64) {
    const stores = await learned(declaration, 960);
    await retrained(stores);
    const learnFrom = blocksOf(declaration, completed.slice(960), blockSize);
    await learnBlocks(stores, declaration, learnFrom);
    return stores;
  }

  it('the new line is sealed, wins the contest, and its learner’s older line is retired with what it had in it', async () => {
    const stores = await afterTheTurn();
    const { reigns, contest, lines } = await headOf(stores, declaration);
    expect(reigns.some(({ version }) => version.startsWith('4.'))).toBe(true);
    const [retired, ...others] = await entriesOf(stores, 'line-retired');
    expect(others).toEqual([]);
    expect(retired?.version).toMatch(/^1\./);
    const promoted = (await entriesOf(stores, 'promoted')).find(({ version }) => version.startsWith('4.'));
    expect(promoted?.by).toBe('gate');
    expect(retired).toMatchObject({ revision: promoted?.revision, reason: expect.stringContaining(promoted!.version) });
    expect(lines.map(({ major }) => major)).toEqual([2, 3, 4]);
    // Its last version has one edge, whatever was committed since.
    const versions = (await stores.heads.lineage(declaration.name)).map(({ version }) => version);
    expect(versions.filter((version) => version.startsWith('1.')).at(-1)).toBe(retired?.version);
    expect(new Set(versions).size).toBe(versions.length);
    expect(contest.candidates.map(({ major }) => major)).not.toContain(1);
  });

  it('it all comes to the same, whether each micro-batch is a commit or many are', async () => {
    const outcome = async (blockSize: number) => {
      const stores = await afterTheTurn(blockSize);
      const { lines, reigns, contest } = await headOf(stores, declaration);
      const ledger = (await stores.heads.ledger(declaration.name)).map(({ revision: _, ...entry }) => entry);
      return { lines, reigns, contest, ledger };
    };
    expect(await outcome(16)).toEqual(await outcome(640));
  });

  it('every version of the new line, and the last of the retired one, is rebuilt to the byte', async () => {
    const stores = await afterTheTurn(640);
    const lineage = await stores.heads.lineage(declaration.name);
    const [retired] = await entriesOf(stores, 'line-retired');
    // Retired within a commit that goes on without it.
    const last = edgeOf(lineage, retired!.version);
    expect(last.batches!.last).toBeLessThan((await headOf(stores, declaration)).learned.batches);
    const stepwise = await (await afterTheTurn(16)).heads.lineage(declaration.name);
    for (const version of ['4.0', '4.3', '4.10', retired!.version]) {
      const rebuilt = rebuiltOr(await rebuild(rebuildDeps(stores), declaration, version));
      expect([version, rebuilt.checkpoint]).toEqual([version, edgeOf(stepwise, version).checkpoint]);
      expect(rebuilt.verified.matches).toBe(true);
    }
  });

  it('a model that was retrained is retrained again, from an archive that several lines have learned', async () => {
    const stores = await afterTheTurn();
    expect(await retrained(stores, declaration, asked('r2'))).toMatchObject({ verdict: 'deployed', version: '5.0' });
    expect((await linesOf(stores)).filter((line) => line.startsWith('logistic'))).toHaveLength(2);
    expect(rebuiltOr(await rebuild(rebuildDeps(stores), declaration, '5.0')).verified.matches).toBe(true);
  });
});

test('of three lines of a learner the one that is neither the champion’s nor new makes room', async () => {
  const stores = await learned();
  await retrained(stores);
  const champion = (await headOf(stores, declaration)).reigns.at(-1)!.version;
  expect(champion).toMatch(/^1\./);
  await retrained(stores, declaration, asked('r2'));
  expect((await linesOf(stores)).filter((line) => line.startsWith('logistic'))).toEqual([
    'logistic 1.40',
    'logistic 5.0',
  ]);
  expect(await entriesOf(stores, 'line-retired')).toMatchObject([
    { version: '4.0', reason: 'makes room for 5.0, a newer training of the same learner' },
  ]);
  await learn(stores, declaration, LEARNED, 704);
  expect((await linesOf(stores)).filter((line) => line.startsWith('logistic'))).toEqual([
    'logistic 1.44',
    'logistic 5.4',
  ]);
});

test('examples that were learned in micro-batches of another size are cut anew within each object, and so by a rebuild', async () => {
  const stores = await learned();
  const smaller = { ...declaration, microBatch: 10 };
  expect(await retrained(stores, smaller)).toMatchObject({ verdict: 'deployed', version: '4.0' });
  const rebuilt = rebuiltOr(await rebuild(rebuildDeps(stores), smaller, '4.0'));
  // Five objects of 64 examples: six tens and a four each.
  expect(rebuilt).toMatchObject({ microBatches: 35, verified: { matches: true } });
});

test('the archive may be elsewhere than the checkpoints', async () => {
  const stores = await learned();
  const elsewhere = memoryStores().objects;
  const lineage = await stores.heads.lineage(declaration.name);
  const archived = new Set(lineage.flatMap(({ data }) => ('archived' in data ? data.archived : [])));
  for (const name of archived) {
    await elsewhere.put(await stores.objects.get(name));
    await stores.objects.delete(name);
  }
  const { verdict } = await retrained(stores, declaration, asked(), { archive: elsewhere });
  expect(verdict).toBe('deployed');
});
