/** When a version cannot be made again, and why. */
import { logistic } from '../../../functions/contracts/model';
import { type Rebuilt, rebuild } from '../../../functions/rebuild/rebuild';
import { binaryModel, blocksOf, edgeOf, learnBlocks, memoryStores } from '../../support/learning';
import { completed, declaration, learned, rebuildDeps } from './rebuilding';

describe('a rebuild is refused, with the reason', () => {
  const reasonOf = (result: Rebuilt): string => (result.kind === 'refused' ? result.reason : 'rebuilt');

  it('where the model keeps no archive', async () => {
    const forgetful = { ...declaration, archive: null };
    const stores = await learned(forgetful, 100);
    expect(reasonOf(await rebuild(rebuildDeps(stores), forgetful, '1.12'))).toBe(
      'data not retained: model clicks declares no archive',
    );
  });

  it('where the archive was off for a part of its life', async () => {
    const stores = memoryStores();
    const blocks = blocksOf(declaration, completed, 160);
    await learnBlocks(stores, { ...declaration, archive: null }, blocks.slice(0, 1));
    await learnBlocks(stores, declaration, blocks.slice(1));
    expect(reasonOf(await rebuild(rebuildDeps(stores), declaration, '1.25'))).toMatch(/^data not retained/);
  });

  it('where archived examples are past their time', async () => {
    const stores = await learned(declaration, 100);
    const { data } = edgeOf(await stores.heads.lineage(declaration.name), '1.6');
    if (!('archived' in data)) throw new Error('not archived');
    await stores.objects.delete(data.archived[0]!);
    expect(reasonOf(await rebuild(rebuildDeps(stores), declaration, '1.12'))).toBe(
      `data not retained: archived examples ${data.archived[0]!.slice(0, 12)} are gone`,
    );
  });

  it.each([
    ['nonsense', 'nonsense is not a version; versions look like 1.42'],
    ['1.041', '1.041 is not a version; versions look like 1.42'],
    ['1.41', 'version 1.41 is not in the lineage; `perennial versions` lists what is'],
    ['9.1', 'version 9.1 is not in the lineage; `perennial versions` lists what is'],
  ])('for %s', async (version, reason) => {
    expect(reasonOf(await rebuild(rebuildDeps(await learned(declaration, 100)), declaration, version))).toBe(reason);
  });

  it('under another declaration than the one that it was learned under', async () => {
    const stores = await learned(declaration, 100);
    const other = binaryModel({ learners: [logistic({ learningRate: 0.3 })] });
    expect(reasonOf(await rebuild(rebuildDeps(stores), other, '1.12'))).toMatch(
      /^version 1\.12 was learned under another declaration \(config [0-9a-f]{12}\); rebuild it with the declaration of that time$/,
    );
  });
});
