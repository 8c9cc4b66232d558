/** A replay, or what it prints to, that is stopped half-way. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { builtPackage } from '../support/cli/built-package';
import type { ModelOnDisk } from '../support/cli/models';
import { outcomeIn } from '../support/cli/outcome';
import { documentOf, perennial, startPerennial } from '../support/cli/perennial';
import { type Replayed, replayedIn } from '../support/cli/replayed';
import { tempFolder } from '../support/cli/temp-folder';

type Document = ReturnType<typeof JSON.parse>;

const cwd = tempFolder();
let model: ModelOnDisk;
let replayed: Document;
let replaying: Replayed['replaying'];

beforeAll(async () => {
  ({ model, document: replayed, replaying } = await replayedIn(cwd));
});

describe('whoever stops it', () => {
  it('by closing the pipe, as head does, gets no trace', async () => {
    const { command } = builtPackage();
    const script = 'exec 2>&1; set -o pipefail; "$0" "$1" ledger | head -1; echo "exit $?"';
    const piped = execFileSync('bash', ['-c', script, process.execPath, command], { cwd, encoding: 'utf8' });
    expect(piped).toMatch(/^ {2}the beginning .*\nexit 0\n$/);
  });

  it('by Ctrl-C gets a summary, and a state that goes on to the same end', async () => {
    const state = join(cwd, 'interrupted');
    const running = startPerennial(replaying('--speed', '60000', '--state', state, '--json'));
    for (let code: number | null = 1; code !== 0; ) {
      ({ code } = await perennial(['versions', '--state', state]));
      expect(running.child.exitCode).toBeNull();
    }
    running.child.kill('SIGINT');
    const { code, signal, stdout, stderr } = await running.ended;
    expect({ code, signal, stderr }).toEqual({
      code: 0,
      signal: null,
      stderr: 'stopping; once more stops at once\n',
    });
    const stopped = JSON.parse(stdout);
    expect(stopped).toMatchObject({ interrupted: true, unaccounted: 0 });
    expect(stopped.events).toBeLessThan(model.lines.length);
    const rest = await documentOf(replaying('--state', state));
    expect(rest.events).toBe(model.lines.length - stopped.events);
    expect(outcomeIn(rest)).toEqual(outcomeIn(replayed));
  });

  it('by Ctrl-C while it waits for input gets a state that goes on', async () => {
    const state = join(cwd, 'waiting');
    const args = ['replay', '--model-file', model.modelFile, '--events', '-', '--state', state, '--json'];
    const running = startPerennial(args, { stdin: null });
    running.child.stdin.write(`${model.lines.slice(0, 4000).join('\n')}\n`);
    const status = ['status', '--model-file', model.modelFile, '--state', state, '--json'];
    for (let accepted = 0; accepted < 4000; ) {
      const { code, stdout } = await perennial(status);
      accepted = code === 0 ? JSON.parse(stdout).counts.accepted : 0;
      expect(running.child.exitCode).toBeNull();
    }
    running.child.kill('SIGINT');
    const { code, stdout } = await running.ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: true, counts: { accepted: 4000 }, unaccounted: 0 });
  });

  // This build has no page; a port that is taken ends in the same place.
  it('by a page that cannot be served ends by itself, and gives its state back', async () => {
    const state = join(cwd, 'no-page');
    const refused = await perennial(replaying('--serve', '0', '--state', state));
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('The page is not in') });
    expect(outcomeIn(await documentOf(replaying('--state', state)))).toEqual(outcomeIn(replayed));
  });
});
