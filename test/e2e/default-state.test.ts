/** `.perennial/<model>`: what a replay without `--state` works in, and must not work in. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { amountsOnDisk, driftingOnDisk } from '../support/cli/models';
import { outcomeIn } from '../support/cli/outcome';
import { documentOf } from '../support/cli/perennial';
import { tempFolder } from '../support/cli/temp-folder';

const model = driftingOnDisk(tempFolder(), 1000);

describe('the state folder that nobody named', () => {
  const limited = (): string[] => [
    ...['replay', '--model-file', model.modelFile, '--events', model.events, '--limit', '1000'],
  ];

  it('is .perennial/<model>, begun anew by each replay', async () => {
    const folder = tempFolder();
    const runs = [await documentOf(limited(), { cwd: folder }), await documentOf(limited(), { cwd: folder })];
    expect(outcomeIn(runs[1])).toEqual(outcomeIn(runs[0]));
    expect(runs[1].counts.accepted).toBe(1000);
    expect(readdirSync(join(folder, '.perennial'))).toEqual(['drifting']);
  });

  it('is the only one there, and left-overs of a replay that was killed while it began anew go', async () => {
    const folder = tempFolder();
    await documentOf(limited(), { cwd: folder });
    const home = join(folder, '.perennial');
    cpSync(join(home, 'drifting'), join(home, '.gone-drifting-1'), { recursive: true });
    expect((await documentOf(['ledger'], { cwd: folder })).model).toBe('drifting');
    await documentOf(limited(), { cwd: folder });
    expect(readdirSync(home)).toEqual(['drifting']);
  });

  it('stays as it is when the command is wrong', async () => {
    const folder = tempFolder();
    await documentOf(limited(), { cwd: folder });
    const wrong = ['replay', '--model-file', model.modelFile, '--events', 'gone.ndjson'];
    await documentOf(wrong, { cwd: folder, code: 2 });
    const status = await documentOf(['status', '--model-file', model.modelFile], { cwd: folder });
    expect(status.counts.accepted).toBe(1000);
  });

  it("is never made out of other people's files, named or not", async () => {
    const folder = tempFolder();
    const theirs = join(folder, '.perennial', 'drifting');
    mkdirSync(theirs, { recursive: true });
    writeFileSync(join(theirs, 'thesis.txt'), 'the only copy');
    for (const args of [limited(), [...limited(), '--state', theirs]]) {
      const { error } = await documentOf(args, { cwd: folder, code: 1 });
      expect(error.name).toBe('NotAStateFolder');
      expect(error.message).toContain(theirs);
    }
    expect(readdirSync(theirs)).toEqual(['thesis.txt']);
    expect(readFileSync(join(theirs, 'thesis.txt'), 'utf8')).toBe('the only copy');
  });

  it('has to be named where there are two', async () => {
    const folder = tempFolder();
    await documentOf(limited(), { cwd: folder });
    const { modelFile, events } = amountsOnDisk(folder);
    await documentOf(['replay', '--model-file', modelFile, '--events', events], { cwd: folder });
    const { error } = await documentOf(['ledger'], { cwd: folder, code: 2 });
    expect(error.message).toMatch(/Give one of --state \.perennial\/amounts, --state \.perennial\/drifting$/);
  });
});
