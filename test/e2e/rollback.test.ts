/** Who answers is changed from outside: a running `predict` follows, a running `replay` learns on, and the ledger says by whom. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { driftingOnDisk, type ModelOnDisk } from '../support/cli/models';
import { documentOf, perennial, type Started, startPerennial } from '../support/cli/perennial';
import { tempFolder } from '../support/cli/temp-folder';

type Document = ReturnType<typeof JSON.parse>;

const FOLLOWS_WITHIN_MS = 2000;
const EXAMPLES = 14_000;
/** 14,000 examples are 112 hours of the stream: about six seconds. */
const SPEED = 70_000;

const folder = tempFolder();
const stateDir = join(folder, 'state');
let model: ModelOnDisk;
let undisturbed: Document;

const replaying = (state: string, ...more: readonly string[]): string[] => [
  ...['replay', '--model-file', model.modelFile, '--events', model.events, '--state', state, ...more],
];
const on = (state: string, ...command: readonly string[]): string[] => [
  ...command,
  ...['--model-file', model.modelFile, '--state', state],
];
const ledgerOf = async (state: string): Promise<Document[]> => (await documentOf(['ledger', '--state', state])).entries;
const servedAt = async (state: string, timeMs: number): Promise<string> =>
  (await documentOf(['served', '--at', new Date(timeMs).toISOString(), '--state', state])).version;

/** A running `predict`, asked one thing at a time. */
function asking(started: Started): () => Promise<{ readonly version: string; readonly prediction: number }> {
  const lines = createInterface({ input: started.child.stdout })[Symbol.asyncIterator]();
  let asked = 0;
  return async () => {
    const features = { x: 0.4, y: -0.3 };
    const request = { eventId: `request-${++asked}`, time: '2024-02-01T00:00:00Z', features };
    started.child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`predict ended: ${(await started.ended).stderr}`);
    return JSON.parse(value);
  };
}

beforeAll(async () => {
  model = driftingOnDisk(folder, EXAMPLES);
  undisturbed = await documentOf(replaying(stateDir));
  expect(undisturbed.promotions.length).toBeGreaterThan(5);
});

it('a running predict follows a rollback, a named one, and a promotion, each within 2 s', async () => {
  const state = join(folder, 'followed');
  cpSync(stateDir, state, { recursive: true });
  const started = startPerennial(on(state, 'predict'), { stdin: null });
  const ask = asking(started);
  const first = await ask();
  expect(first.version).toBe(undisturbed.champion.version);
  const versions = undisturbed.promotions.map(({ version }: Document) => version);
  const moves = [
    { command: ['rollback'], to: versions.at(-2) },
    { command: ['rollback', '--to', versions.at(-4)], to: versions.at(-4) },
    { command: ['promote', versions.at(-1)], to: versions.at(-1) },
  ];
  const answers = [first];
  for (const { command, to } of moves) {
    const moved = await documentOf(on(state, ...command, '--by', 'ann', '--reason', 'a test'));
    const movedAtMs = performance.now();
    expect(moved.version).toBe(to);
    let answer = await ask();
    let tookMs = performance.now() - movedAtMs;
    while (answer.version !== to && tookMs < 5 * FOLLOWS_WITHIN_MS) {
      answer = await ask();
      tookMs = performance.now() - movedAtMs;
    }
    expect(answer.version).toBe(to);
    expect(tookMs).toBeLessThan(FOLLOWS_WITHIN_MS);
    answers.push(answer);
  }
  // The model state came with the name: two versions answer differently, and one the same whenever it is asked.
  const predictions = answers.map(({ prediction }) => prediction);
  expect(new Set(predictions).size).toBe(3);
  expect(predictions.at(-1)).toBe(predictions[0]);
  started.child.stdin.end();
  expect(await started.ended).toMatchObject({ code: 0, stderr: '' });
});

describe('a rollback under a running, paced replay', () => {
  const state = join(folder, 'paced');
  let before: Document;
  let moved: Document;
  let after: Document;

  beforeAll(async () => {
    const running = startPerennial(replaying(state, '--speed', String(SPEED), '--json'));
    // Each look is a process of its own, which finds the state as a commit has left it.
    for (before = undefined; before === undefined || before.promotions.length < 2; ) {
      const looked = await perennial([...on(state, 'status'), '--json']);
      expect(running.child.exitCode).toBeNull();
      if (looked.code === 0) before = JSON.parse(looked.stdout);
    }
    moved = await documentOf(on(state, 'rollback', '--by', 'ann', '--reason', 'it answers nonsense'));
    expect(running.child.exitCode).toBeNull();
    const { code, stdout, stderr } = await running.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    after = JSON.parse(stdout);
  });

  it('is committed beside it, and in the ledger with who and why', async () => {
    const entry = (await ledgerOf(state)).find(({ kind }) => kind === 'rolled-back');
    expect(entry).toMatchObject({
      time: moved.time,
      version: moved.version,
      from: moved.from,
      by: 'ann',
      reason: 'it answers nonsense',
      evidence: { fork: moved.fork },
    });
    expect(after.promotions).toContainEqual(
      expect.objectContaining({ kind: 'rolled-back', version: moved.version, from: moved.from, by: 'ann' }),
    );
  });

  it('loses no event, and learning goes on from the restored state, as a fork', async () => {
    expect(after.counts).toEqual(undisturbed.counts);
    expect(after.unaccounted).toBe(0);
    const line = after.lines.find(({ learner }: Document) => learner === 'logistic');
    const [forkMajor] = moved.fork.split('.');
    expect(line.version).toMatch(new RegExp(`^${forkMajor}\\.[1-9]`));
    const { edges } = await documentOf(['lineage', line.version, '--state', state]);
    expect(edges).toContainEqual(
      expect.objectContaining({ version: moved.fork, kind: 'fork', parents: [moved.version] }),
    );
    const { verified } = await documentOf([...on(state, 'rebuild', line.version), '--verify']);
    expect(verified).toMatchObject({ recorded: line.checkpoint, actual: line.checkpoint, matches: true });
  });

  it('is where `served --at` changes from one to the other, as at every promotion', async () => {
    const moves = after.promotions;
    const rollbackAt = moves.findIndex(({ kind }: Document) => kind === 'rolled-back');
    for (const { time, version, from } of moves.slice(rollbackAt - 1, rollbackAt + 2)) {
      const timeMs = Date.parse(time);
      expect([await servedAt(state, timeMs - 1), await servedAt(state, timeMs)]).toEqual([from, version]);
    }
  });

  it('leaves the gate free to promote a version that learned after it', () => {
    const moves = after.promotions;
    const later = moves.slice(moves.findIndex(({ kind }: Document) => kind === 'rolled-back') + 1);
    expect(later.length).toBeGreaterThan(0);
    expect(later.every(({ by }: Document) => by === 'gate')).toBe(true);
  });
});

it('a person promotes a version with a reason, and goes back to another by name', async () => {
  const state = join(folder, 'by-hand');
  cpSync(stateDir, state, { recursive: true });
  const [earlier] = undisturbed.promotions.slice(-3);
  const promoted = await documentOf(on(state, 'promote', earlier.version, '--by', 'bob', '--reason', 'a campaign'));
  expect(promoted).toMatchObject({ kind: 'promoted', version: earlier.version, from: undisturbed.champion.version });
  const back = await documentOf(on(state, 'rollback', '--to', undisturbed.champion.version, '--reason', 'it is over'));
  expect(back).toMatchObject({ kind: 'rolled-back', version: undisturbed.champion.version, from: earlier.version });
  const moves = (await ledgerOf(state)).filter(({ kind }) => kind === 'promoted' || kind === 'rolled-back').slice(-2);
  expect(moves).toMatchObject([
    { version: earlier.version, by: 'bob', reason: 'a campaign' },
    { version: undisturbed.champion.version, reason: 'it is over' },
  ]);
});

it.each([
  [['rollback', '--to', '99.9'], /version 99\.9 is not stored; stored are/],
  [['promote', '99.9'], /version 99\.9 is not stored; stored are/],
])('%j is refused, and changes nothing', async (command, reason) => {
  const ledger = await ledgerOf(stateDir);
  const { error } = await documentOf(on(stateDir, ...command), { code: 1 });
  expect(error).toEqual({ name: 'Refused', message: expect.stringMatching(reason) });
  expect(await ledgerOf(stateDir)).toEqual(ledger);
});

describe('a state folder that a replay works on', () => {
  /** Holds the folder until its input ends. */
  async function held(args: readonly string[], status: readonly string[]): Promise<Started> {
    const holding = startPerennial(args, { stdin: null, cwd: folder });
    holding.child.stdin.write(`${model.lines.slice(0, 5000).join('\n')}\n`);
    for (;;) {
      const { code } = await perennial(status, { cwd: folder });
      if (code === 0) return holding;
      expect(holding.child.exitCode).toBeNull();
    }
  }

  async function letGo({ child, ended }: Started): Promise<void> {
    child.stdin.end();
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  }

  it('is refused to a second one, which names the first', async () => {
    const state = join(folder, 'shared');
    const args = ['replay', '--model-file', model.modelFile, '--events', '-', '--state', state];
    const holding = await held(args, on(state, 'status'));
    const second = await documentOf(replaying(state), { code: 1 });
    expect(second.error.name).toBe('StateLocked');
    const { pid } = holding.child;
    expect(second.error.message).toContain(`${state} is in use by process ${pid}`);
    expect(second.error.message).toContain(`"perennial ${args.join(' ')}"`);
    expect(second.error.message).toMatch(/wait until it ends, or stop it$/);
    await letGo(holding);
    expect(await documentOf([...replaying(state), '--limit', '6000'])).toMatchObject({ unaccounted: 0 });
  });

  it('is not begun anew under it', async () => {
    const args = ['replay', '--model-file', model.modelFile, '--events', '-'];
    const status = ['status', '--model-file', model.modelFile];
    const holding = await held(args, status);
    const anew = ['replay', '--model-file', model.modelFile, '--events', model.events];
    const second = await documentOf(anew, { code: 1, cwd: folder });
    expect(second.error.name).toBe('StateLocked');
    await letGo(holding);
    expect((await documentOf(status, { cwd: folder })).counts.accepted).toBe(5000);
  });
});
