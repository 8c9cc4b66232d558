import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFileExamples } from '../../../../functions/adapters/file/examples';
import { createFileHeads } from '../../../../functions/adapters/file/heads';
import { createFileObjects } from '../../../../functions/adapters/file/objects';
import { openStateFolder } from '../../../../functions/adapters/file/state-folder';
import { StateUnwritable, writing } from '../../../../functions/adapters/file/state-unwritable';
import { sampleBlock } from '../../../contracts/sample-block';
import { sampleCommit } from '../../../contracts/sample-commit';
import { handlePrototype, systemError } from './failing-handle';
import { jsonCodec } from './json-codec';
import { tempFolder } from './temp-state';

afterEach(() => jest.restoreAllMocks());

describe('a state that cannot be written', () => {
  it.each([
    ['ENOSPC', /free some space/],
    ['EDQUOT', /quota/],
    ['EROFS', /mounted read-only/],
    ['EACCES', /may not write there/],
    ['EWHATEVER', /mend the cause/],
  ])('says what to do about %s, where, and what was being written', async (code, advice) => {
    const cause = systemError(code);
    const failing = writing('/state/heads', 'the head of flights', () => Promise.reject(cause));
    await expect(failing).rejects.toThrow(StateUnwritable);
    await expect(failing).rejects.toThrow(advice);
    await expect(failing).rejects.toThrow(`cannot write the head of flights to /state/heads (${code})`);
    await expect(failing).rejects.toMatchObject({ path: '/state/heads', cause });
  });

  it('is not what a mistake of the program is taken for', async () => {
    const failing = writing('/state', 'anything', () => Promise.reject(new TypeError('a mistake')));
    await expect(failing).rejects.toThrow(TypeError);
  });

  it.each(['writeFile', 'sync'] as const)(
    'keeps nothing of a file whose %s fails, and takes it when tried again',
    async (method) => {
      const folder = await tempFolder();
      const objects = createFileObjects(folder);
      const heads = createFileHeads(folder);
      const examples = await openFileExamples(folder, jsonCodec);
      await objects.put(Buffer.from('makes the folders'));
      await heads.commit(sampleCommit('flights', 1));
      const attempts = [
        () => objects.put(Buffer.from('makes the folders, too')),
        () => heads.commit(sampleCommit('flights', 2)),
        () => examples.put(sampleBlock(1)),
      ];
      const prototype = await handlePrototype();
      for (const attempt of attempts) {
        jest.spyOn(prototype, method).mockRejectedValueOnce(systemError('ENOSPC'));
        await expect(attempt()).rejects.toThrow(StateUnwritable);
      }
      expect(await readdir(join(folder, 'tmp'))).toEqual([]);
      expect([(await objects.list()).length, (await heads.ledger('flights')).length]).toEqual([1, 1]);
      expect(await examples.next(1)).toEqual([]);
      for (const attempt of attempts) await attempt();
      expect([(await objects.list()).length, (await heads.ledger('flights')).length]).toEqual([2, 2]);
      expect(await examples.next(2)).toHaveLength(1);
    },
  );

  it('is refused when it is opened', async () => {
    const file = join(await tempFolder(), 'a file');
    await writeFile(file, '');
    const opening = openStateFolder(join(file, 'state'), { rules: {}, codec: jsonCodec, command: 'a test' });
    await expect(opening).rejects.toThrow(/cannot write a state folder to .*ENOTDIR/);
  });
});
