import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFileHeads } from '../../../../functions/adapters/file/heads';
import { StateLocked } from '../../../../functions/adapters/file/lock';
import { StateDamaged } from '../../../../functions/adapters/file/state-damaged';
import { NotAStateFolder, openStateFolder, readStateFolder } from '../../../../functions/adapters/file/state-folder';
import { StateTooNew } from '../../../../functions/adapters/file/state-too-new';
import { sampleCommit } from '../../../contracts/sample-commit';
import { jsonCodec } from './json-codec';
import { loopRules, MODEL, outcomeOf, runLoop } from './small-loop';
import { tempFolder } from './temp-state';

const options = { rules: loopRules, codec: jsonCodec, command: 'a test' };
const nothing = (): void => {};

describe('a state folder', () => {
  it('is made where there is nothing, marked with its format, and opened again', async () => {
    const folder = join(await tempFolder(), 'new', 'state');
    await (await openStateFolder(folder, options)).close();
    expect(await readFile(join(folder, 'perennial.json'), 'utf8')).toBe('{"format":1}\n');
    await (await openStateFolder(folder, options)).close();
  });

  it('holds what was done, for the next process and for one that only looks', async () => {
    const folder = await tempFolder();
    const first = await openStateFolder(folder, options);
    await runLoop(first, 3, nothing);
    const done = await outcomeOf(first);
    await first.close();
    const second = await openStateFolder(folder, options);
    expect(await outcomeOf(second)).toEqual(done);
    const shared = await readStateFolder(folder);
    expect(await shared.heads.load(MODEL)).toEqual(await second.heads.load(MODEL));
    expect(await shared.objects.list()).toHaveLength((await second.objects.list()).length);
    expect(await shared.deadLetters.count()).toBe(await second.deadLetters.count());
    expect(await (await shared.readWaiting()).origins()).toEqual(await second.waiting.origins());
    await second.close();
  });

  it('takes a commit from a process without the lock, which the owner then sees', async () => {
    const folder = await tempFolder();
    const owner = await openStateFolder(folder, options);
    await owner.heads.commit(sampleCommit(MODEL, 1));
    const shared = await readStateFolder(folder);
    expect(await shared.heads.commit(sampleCommit(MODEL, 2, 'a person'))).toBe('committed');
    expect(await owner.heads.commit(sampleCommit(MODEL, 2))).toBe('conflict');
    expect((await owner.heads.load(MODEL))?.revision).toBe(2);
    await owner.close();
  });

  it('is refused while somebody has it', async () => {
    const folder = await tempFolder();
    const state = await openStateFolder(folder, options);
    await expect(openStateFolder(folder, options)).rejects.toThrow(StateLocked);
    await state.close();
  });

  it('is free again when it could not be opened', async () => {
    const folder = await tempFolder();
    await (await openStateFolder(folder, options)).close();
    const segment = join(folder, 'dead-letters', '000000000000.ndjson');
    await rm(segment);
    await mkdir(segment);
    await expect(openStateFolder(folder, options)).rejects.toThrow(/EISDIR/);
    await rm(segment, { recursive: true });
    await (await openStateFolder(folder, options)).close();
  });

  it("is not made among other people's files, nor looked for there", async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'thesis.tex'), '');
    await expect(openStateFolder(folder, options)).rejects.toThrow(NotAStateFolder);
    await expect(openStateFolder(folder, options)).rejects.toThrow(/thesis\.tex/);
    await expect(readStateFolder(folder)).rejects.toThrow(NotAStateFolder);
    await expect(readStateFolder(join(folder, 'absent'))).rejects.toThrow(/run `perennial replay` first/);
    expect(await readdir(folder)).toEqual(['thesis.tex']);
  });

  it('of a later format is refused, naming both formats', async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'perennial.json'), '{"format":2,"new":true}');
    await expect(openStateFolder(folder, options)).rejects.toThrow(StateTooNew);
    await expect(readStateFolder(folder)).rejects.toThrow(/format 2.*up to 1/);
  });

  it.each(['', 'null', '{}', '{"format":"1"}'])('with an unreadable marker is refused: %p', async (marker) => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'perennial.json'), marker);
    await expect(openStateFolder(folder, options)).rejects.toThrow(StateDamaged);
  });

  it('is swept of what writers that are gone have left, and of nothing else', async () => {
    const folder = await tempFolder();
    const left = (pid: number): string => join(folder, 'tmp', `${pid}-01234567-89ab-cdef-0123-456789abcdef`);
    await mkdir(join(folder, 'tmp'));
    const others = 'notes.txt';
    await writeFile(join(folder, 'tmp', others), '');
    await writeFile(left(2 ** 22 + 1), '');
    await writeFile(left(process.pid), '');
    await writeFile(left(process.ppid), '');
    await utimes(left(process.ppid), 0, 0);
    await (await openStateFolder(folder, options)).close();
    expect((await readdir(join(folder, 'tmp'))).sort()).toEqual([left(process.pid).split('/').at(-1), others]);
  });

  it('shares heads with readers although nothing was committed yet', async () => {
    const folder = await tempFolder();
    await (await openStateFolder(folder, options)).close();
    const shared = await readStateFolder(folder);
    expect(await shared.heads.models()).toEqual([]);
    expect(await createFileHeads(folder).load(MODEL)).toBeUndefined();
  });
});
