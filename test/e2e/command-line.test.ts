/** The command as people and scripts meet it: what it prints when all is well. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { amountsOnDisk, kindsOnDisk, type ModelOnDisk } from '../support/cli/models';
import { outcomeIn } from '../support/cli/outcome';
import { documentOf, perennial } from '../support/cli/perennial';
import { type Replayed, replayedIn } from '../support/cli/replayed';
import { tempFolder } from '../support/cli/temp-folder';

type Document = ReturnType<typeof JSON.parse>;

/** Where the commands run. There is no node_modules above it. */
const cwd = tempFolder();
/** A copy of the state, for the commands that change it. */
const moved = join(cwd, 'moved');
let model: ModelOnDisk;
let replayed: Document;
let replaying: Replayed['replaying'];

beforeAll(async () => {
  ({ model, document: replayed, replaying } = await replayedIn(cwd));
  cpSync(replayed.state, moved, { recursive: true });
});

const METRICS = ['logLoss', 'rocAuc', 'accuracy', 'kappa', 'kappaTemporal'];
const numbersUnder = (keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.map((key) => [key, expect.any(Number)]));

describe('replay --json', () => {
  it('holds the counts, the champion, the lines, what was served, and what it took', () => {
    expect(replayed).toMatchObject({
      model: 'drifting',
      counts: numbersUnder(['accepted', 'learned', 'pending', 'late', 'rejected', 'duplicates']),
      unaccounted: 0,
      champion: { version: expect.stringMatching(/^\d+\.\d+$/), checkpoint: expect.stringMatching(/^[0-9a-f]{64}$/) },
      served: numbersUnder(METRICS),
      ...numbersUnder(['seconds', 'peakMiB', 'events', 'eventsPerSecond']),
      state: join(cwd, '.perennial', 'drifting'),
      interrupted: false,
    });
    const { accepted, learned, pending, late, rejected } = replayed.counts;
    expect(accepted).toBe(model.lines.length);
    expect(learned + pending + late + rejected).toBe(accepted);
    expect(rejected).toBe(model.lines.filter((line) => line === 'not an event').length);
    expect(replayed.lines.map(({ learner }: Document) => learner)).toEqual(['logistic', 'prior', 'lastOutcome']);
    for (const line of replayed.lines) {
      const { line: major, version, checkpoint, progressive } = line;
      expect(version).toMatch(new RegExp(`^${major}\\.\\d+$`));
      expect(checkpoint).toMatch(/^[0-9a-f]{64}$/);
      expect(progressive).toMatchObject(numbersUnder(METRICS));
    }
    expect(replayed.promotions.length).toBeGreaterThan(2);
  });

  it('prints the same hashes for the same events and seed, from a file or from stdin', async () => {
    const again = await documentOf(replaying('--state', join(cwd, 'again')), { cwd });
    expect(outcomeIn(again)).toEqual(outcomeIn(replayed));
    const piped = ['replay', '--model-file', model.modelFile, '--events', '-', '--state', join(cwd, 'piped')];
    const fromStdin = await documentOf(piped, { cwd, stdin: `${model.lines.join('\n')}\n` });
    expect(outcomeIn(fromStdin)).toEqual(outcomeIn(replayed));
  });

  it('takes another seed, which makes other checkpoints', async () => {
    const limited = ['--limit', '2000', '--state'];
    const seeds = [
      await documentOf(replaying(...limited, join(cwd, 'seed-1'))),
      await documentOf(replaying('--seed', '7', ...limited, join(cwd, 'seed-7'))),
    ];
    const [declared, other] = seeds.map(({ lines }) => lines.map(({ checkpoint }: Document) => checkpoint));
    expect(other).not.toEqual(declared);
  });

  it('ends after --limit records, and goes on from there in the folder that is named', async () => {
    const state = join(cwd, 'limited');
    const first = await documentOf(replaying('--limit', '5000', '--state', state));
    expect([first.events, first.counts.accepted]).toEqual([5000, 5000]);
    const rest = await documentOf(replaying('--state', state));
    expect(rest.events).toBe(model.lines.length - 5000);
    expect(outcomeIn(rest)).toEqual(outcomeIn(replayed));
  });

  it('has mean absolute error and root mean square error where a number is predicted', async () => {
    const { modelFile, events } = amountsOnDisk(cwd);
    const state = join(cwd, 'amounts');
    const document = await documentOf(['replay', '--model-file', modelFile, '--events', events, '--state', state]);
    for (const { progressive } of document.lines) expect(progressive).toMatchObject(numbersUnder(['mae', 'rmse']));
    expect(document.served).toMatchObject(numbersUnder(['mae', 'rmse']));
    const errorOf = (name: string): number =>
      document.lines.find(({ learner }: Document) => learner === name).progressive.mae;
    expect(errorOf('linear')).toBeLessThan(errorOf('prior'));
  });

  it('works for several classes, and predict answers with the probability of each', async () => {
    const { modelFile, events } = kindsOnDisk(cwd);
    const state = join(cwd, 'kinds');
    const document = await documentOf(['replay', '--model-file', modelFile, '--events', events, '--state', state]);
    const scores = ['logLoss', 'accuracy', 'kappa', 'kappaTemporal'];
    for (const { progressive } of document.lines) expect(progressive).toMatchObject(numbersUnder(scores));
    expect(document.unaccounted).toBe(0);
    const request = { eventId: 'r1', time: '2024-02-01T00:00:00Z', features: { place: 'in', x: 0.5 } };
    const { answers } = await documentOf(['predict', '--model-file', modelFile, '--state', state], {
      stdin: `${JSON.stringify(request)}\n`,
    });
    expect(answers).toHaveLength(1);
    expect(answers[0].prediction).toHaveLength(3);
    expect(answers[0].prediction.reduce((sum: number, p: number) => sum + p, 0)).toBeCloseTo(1, 12);
  });
});

describe('every command prints lines for people, and with --json one document', () => {
  const withModel =
    (...command: readonly string[]) =>
    () => [...command, '--model-file', model.modelFile];
  const commands: readonly (readonly [string, () => readonly string[], RegExp, (document: Document) => void])[] = [
    [
      'status',
      withModel('status'),
      /accepted = .* learned \+ .* pending \+ .* late \+ .* rejected[\s\S]*champion: 1\.\d+ \(logistic\)/,
      (document) => expect(outcomeIn(document)).toEqual(outcomeIn(replayed)),
    ],
    [
      'versions',
      () => ['versions'],
      /1\.\d+ +logistic .* stored .*champion/,
      ({ champion, versions }) => {
        expect(champion).toBe(replayed.champion.version);
        expect(versions.map(({ version }: Document) => version)).toContain(replayed.champion.version);
      },
    ],
    [
      'lineage',
      () => ['lineage', replayed.champion.version],
      /1\.\d+ of logistic[\s\S]*micro-batches 1\.\.\d+/,
      ({ version, edges }) => {
        expect(version).toBe(replayed.champion.version);
        expect(edges[0]).toMatchObject({ kind: 'start', parents: [], batches: { first: 1 } });
      },
    ],
    [
      'ledger',
      () => ['ledger'],
      /promoted +2\.0 +perennial[\s\S]*promoted +1\.\d+ +gate +better than/,
      ({ entries }) =>
        expect(entries.filter(({ kind, from }: Document) => kind === 'promoted' && from !== null)).toHaveLength(
          replayed.promotions.length,
        ),
    ],
    [
      'served',
      () => ['served', '--at', '2024-01-02T00:00:00Z'],
      /1\.\d+ answered at 2024-01-02T00:00:00.000Z\n {2}since .*\n {2}promoted by gate/,
      ({ version, since, until }) => {
        expect(version).toMatch(/^1\.\d+$/);
        expect(Date.parse(since)).toBeLessThanOrEqual(Date.UTC(2024, 0, 2));
        expect(Date.parse(until)).toBeGreaterThan(Date.UTC(2024, 0, 2));
      },
    ],
    [
      'rebuild',
      withModel('rebuild', '1.20', '--verify'),
      /1\.20: .* bytes from .* micro-batches[\s\S]*identical: meets the recorded hash/,
      ({ verified }) => expect(verified.matches).toBe(true),
    ],
    [
      'dead-letters',
      () => ['dead-letters'],
      /^\d+ dead letters\n.*not an event/,
      ({ count, letters }) => {
        expect(letters).toHaveLength(count);
        expect(letters[0]).toMatchObject({ data: 'not an event', reason: expect.any(String) });
      },
    ],
    [
      'rollback',
      withModel('rollback', '--by', 'ann', '--state', moved),
      /1\.\d+ answers from now on \(.*\), in place of 1\.\d+\n {2}learning goes on from its state, as line \d+\.0/,
      ({ kind, by }) => expect([kind, by]).toEqual(['rolled-back', 'ann']),
    ],
    [
      'promote',
      () => [...withModel('promote', replayed.promotions[1].version)(), '--state', moved],
      /1\.\d+ answers from now on/,
      ({ error }) => expect(error).toEqual({ name: 'Refused', message: expect.stringMatching(/answers already$/) }),
    ],
  ];

  it.each(commands)(
    '%s',
    async (name, command, lines, check) => {
      const { code, stdout, stderr } = await perennial(command(), { cwd });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(lines);
      // What was promoted a moment ago answers already.
      check(await documentOf([...command()], { cwd, code: name === 'promote' ? 1 : 0 }));
    },
    30_000,
  );

  it('predict, one line for one request, and exit 1 if it had to refuse one', async () => {
    const request = { eventId: 'r1', time: '2024-02-01T00:00:00Z', features: { x: 0.5, y: 0.1 } };
    const asked = [JSON.stringify(request), '', '{"eventId":1}', 'nonsense'];
    const args = ['predict', '--model-file', model.modelFile];
    const { code, stdout } = await perennial(args, { cwd, stdin: asked.join('\n') });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(lines).toEqual([
      { model: 'drifting', eventId: 'r1', version: expect.any(String), prediction: expect.any(Number) },
      { refused: expect.stringMatching(/^eventId: .*; give {"eventId"/) },
      { refused: expect.stringMatching(/^not JSON: /) },
    ]);
    const { answers } = await documentOf(args, { cwd, stdin: asked.join('\n'), code: 1 });
    expect(answers).toEqual(lines);
  });
});
