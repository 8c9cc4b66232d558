/** `perennial retrain`: a new line out of the archive of a state folder, which the next replay learns on. */
import { join } from 'node:path';
import { createFileHeads } from '../../functions/adapters/file/heads';
import { acquireLock } from '../../functions/adapters/file/lock';
import { createFileObjects } from '../../functions/adapters/file/objects';
import { driftingOnDisk, type ModelOnDisk } from '../support/cli/models';
import { documentOf, perennial } from '../support/cli/perennial';
import { tempFolder } from '../support/cli/temp-folder';

const folder = tempFolder();
const state = join(folder, 'state');
let model: ModelOnDisk;

const on = (...command: readonly string[]): string[] => [...command, '--model-file', model.modelFile, '--state', state];
const replay = (limit: number) => documentOf(on('replay', '--events', model.events, '--limit', String(limit)));

beforeAll(async () => {
  model = driftingOnDisk(folder, 4_000);
  await replay(6_000);
});

it('is refused while somebody learns in the folder', async () => {
  const lock = await acquireLock(state, 'a replay');
  const { code, stderr } = await perennial(on('retrain'));
  await lock.release();
  expect(code).toBe(1);
  expect(stderr).toContain('a replay');
});

it('of a learner that the model does not have names those that it has', async () => {
  const { code, stdout } = await perennial(on('retrain', '--learner', 'deep'));
  expect([code, stdout.trim()]).toEqual([1, 'refused: model drifting declares no learner deep; it has logistic']);
});

it('trains a line to the bytes of the one that has learned all, says so, and leaves nothing else behind', async () => {
  const before = await createFileObjects(state).list();
  const trained = await documentOf(on('retrain', '--reason', 'a try', '--by', 'ada'));
  expect(trained).toMatchObject({ verdict: 'deployed', version: '4.0', learner: 'logistic' });
  const head = await createFileHeads(state).load('drifting');
  const [own, fresh] = head!.lines.filter(({ learner }) => learner === 'logistic');
  expect(fresh).toMatchObject({ major: 4, minor: 0, checkpoint: own!.checkpoint });
  expect((await createFileObjects(state).list()).sort()).toEqual(before.sort());
  const { entries } = await documentOf(['ledger', '--state', state, '--limit', '2']);
  expect(entries).toMatchObject([
    { kind: 'retrain-started', by: 'ada', reason: 'a try; a person asked for it' },
    { kind: 'line-started', version: '4.0', evidence: trained.evidence },
  ]);
});

it('and the next replay learns it on, beside the other, to bytes that are rebuilt', async () => {
  const { lines } = await replay(7_000);
  const [own, fresh] = lines.filter(({ learner }: { learner: string }) => learner === 'logistic');
  expect(fresh.line).toBe(4);
  expect(fresh.version).not.toBe('4.0');
  expect(fresh.checkpoint).toBe(own.checkpoint);
  for (const version of ['4.0', fresh.version]) {
    const { verified } = await documentOf(on('rebuild', version, '--verify'));
    expect(verified.matches).toBe(true);
  }
});
