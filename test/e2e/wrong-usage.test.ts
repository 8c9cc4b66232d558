/** What the command refuses, with which code it ends, and how it says so. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { amountsOnDisk, type ModelOnDisk } from '../support/cli/models';
import { perennial } from '../support/cli/perennial';
import { type Replayed, replayedIn } from '../support/cli/replayed';
import { tempFolder } from '../support/cli/temp-folder';

/** Where the commands run. */
const cwd = tempFolder();
let model: ModelOnDisk;
let replaying: Replayed['replaying'];

beforeAll(async () => {
  ({ model, replaying } = await replayedIn(cwd));
});

describe('what cannot be meant ends with 2, what failed with 1, and both say what to do', () => {
  /** Model files of their own, by name. */
  const written = (name: string, source: string) => (): string[] => {
    const path = join(cwd, name);
    writeFileSync(path, source);
    return ['replay', '--model-file', path, '--events', model.events];
  };
  const declaring = (options: string): string =>
    `import { binary, hours, logistic, model, numeric, whenBetter } from 'perennial';\n` +
    `export const mine = model('mine', { outcome: binary({ within: hours(1) }), features: { x: numeric() }, ${options} });\n`;

  const cases: readonly (readonly [string, number, () => readonly string[], RegExp])[] = [
    ['an unknown command', 2, () => ['lern'], /unknown command 'lern'/],
    ['an unknown option', 2, () => ['status', '--colour'], /unknown option '--colour'/],
    ['a missing argument', 2, () => ['lineage'], /missing required argument 'version'/],
    ['a missing option', 2, () => ['served'], /required option '--at <time>' not specified/],
    [
      'a limit that is no number',
      2,
      () => replaying('--limit', 'many'),
      /--limit: got "many"; give a whole number from 0/,
    ],
    ['a negative seed', 2, () => replaying('--seed=-1'), /--seed: got "-1"; give a whole number from 0 to 4294967295/],
    ['a speed of 0', 2, () => replaying('--speed', '0'), /--speed: got "0"; give 'max', or a factor above 0/],
    [
      'a port that is none',
      2,
      () => replaying('--serve', '70000'),
      /--serve: got "70000"; give a whole number from 0 to 65535/,
    ],
    [
      'a time without a zone',
      2,
      () => ['served', '--at', '2024-01-02'],
      /--at: got "2024-01-02"; give a time with its zone/,
    ],
    ['an unknown model', 2, () => ['replay', 'weather'], /there is no model weather; declared are flights/],
    [
      'a model without events',
      2,
      () => ['replay', '--model-file', model.modelFile],
      /where are the events of drifting\? Give --events FILE/,
    ],
    [
      'events that are not there',
      2,
      () => ['replay', '--model-file', model.modelFile, '--events', 'gone.ndjson'],
      /--events: .*gone\.ndjson: there is no such file/,
    ],
    [
      'a folder for events',
      2,
      () => ['replay', '--model-file', model.modelFile, '--events', '.'],
      /--events: \. is a folder/,
    ],
    [
      'requests that are not there',
      2,
      () => ['predict', '--model-file', model.modelFile, '--events', 'gone.ndjson'],
      /--events: .*gone\.ndjson: there is no such file/,
    ],
    [
      'a model file that is not there',
      2,
      () => ['replay', '--model-file', 'gone.ts'],
      /--model-file: there is no file .*gone\.ts/,
    ],
    ['a model file that does not parse', 2, written('syntax.ts', 'export const mine = {'), /syntax\.ts: .*Unexpected/],
    ['a model file that throws', 2, written('throws.ts', 'throw new Error("no database");'), /throws\.ts: no database/],
    [
      'a model file without a model',
      2,
      written('empty.ts', 'export const mine = 1;'),
      /empty\.ts exports no model; write: export const mine = model\(/,
    ],
    [
      'a declaration with an error',
      2,
      written(
        'cross.ts',
        declaring(`crosses: [['x', 'z']], learners: [logistic()], promote: whenBetter({ metric: 'logLoss' })`),
      ),
      /cross\.ts: model "mine" cannot be declared:\n.*crosses/,
    ],
    [
      'a model file without the model of the state',
      2,
      () => ['status', '--model-file', amountsOnDisk(cwd).modelFile],
      /there is no model drifting; declared are amounts/,
    ],
    [
      'a state whose model is not built in',
      2,
      () => ['status'],
      /keeps model drifting, which is not built in; give its file: --model-file FILE/,
    ],
    [
      'the same for predict',
      2,
      () => ['predict'],
      /keeps model drifting, which is not built in; give its file: --model-file FILE/,
    ],
    [
      "another model's state",
      2,
      () => ['replay', 'flights', '--limit', '0', '--state', join(cwd, '.perennial', 'drifting')],
      /keeps model drifting; give flights a folder of its own/,
    ],
    [
      'a folder and a stack',
      2,
      () => ['status', '--state', 'state', '--stack', 'demo'],
      /--stack: give either --stack NAME or --state DIR, not both/,
    ],
    [
      'the same for dead letters',
      2,
      () => ['dead-letters', '--state', 'state', '--stack', 'demo'],
      /--stack: give either --stack NAME or --state DIR, not both/,
    ],
    [
      'a stack without a name',
      2,
      () => ['ledger', '--stack', ''],
      /--stack: got ""; give the name of a deployed stack/,
    ],
    ['a stack that is not named', 2, () => ['smoke'], /required option '--stack <name>' not specified/],
    [
      'events for a stack that are not there',
      2,
      () => ['send', '--events', 'gone.ndjson', '--stack', 'demo'],
      /--events: .*gone\.ndjson: there is no such file/,
    ],
    ['nothing to send', 2, () => ['send', '--stack', 'demo'], /required option '--events <file>' not specified/],
    [
      'smoke without an example',
      2,
      () => ['smoke', '--stack', 'demo', '--pairs', '0'],
      /--pairs: got "0"; give a whole number from 1 to 500/,
    ],
    [
      'a model file for what a stack does itself',
      2,
      () => ['promote', '1.5', '--stack', 'demo', '--model-file', model.modelFile],
      /--model-file: stack demo knows its declarations; leave it out/,
    ],
    [
      'another model than the one of the state',
      2,
      () => ['versions', '--model', 'weather'],
      /keeps model drifting, not weather; name another folder: --state DIR/,
    ],
    [
      'no state at all',
      1,
      () => ['status', '--state', 'nowhere'],
      /there is no state of perennial in .*nowhere; run `perennial replay` first/,
    ],
    ['an unknown version', 1, () => ['lineage', '7.7'], /version 7\.7 is not in the lineage/],
    [
      'a version that cannot be rebuilt',
      1,
      () => ['rebuild', '7.7', '--model-file', model.modelFile],
      /version 7\.7 is not in the lineage/,
    ],
    ['what is no version', 2, () => ['lineage', 'latest'], /latest is not a version; versions look like 1\.42/],
  ];

  it.each(cases)(
    '%s: exit %i',
    async (_, code, args, says) => {
      const ended = await perennial([...args(), '--json'], { cwd });
      const { error } = JSON.parse(ended.stdout);
      expect(error).toEqual({ name: expect.any(String), message: expect.stringMatching(says) });
      expect(ended.code).toBe(code);
      // A refusal of the work is in the document; what is wrong with the command or the place is said on stderr too.
      if (error.name !== 'Refused' && error.name !== 'UnknownVersion') expect(ended.stderr).toContain(error.message);
      // Messages, not traces.
      expect(ended.stderr).not.toMatch(/^ +at /m);
    },
    20_000,
  );

  it('no command at all: exit 2, and help', async () => {
    expect(await perennial([])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^Usage: perennial/),
    });
  });

  it('help and version are no failure', async () => {
    for (const args of [['--help'], ['replay', '--help'], ['--version']]) {
      expect(await perennial(args)).toMatchObject({ code: 0, stdout: expect.stringMatching(/\S/), stderr: '' });
    }
  });
});
