/**
 * A state folder that is not what was written: the replay stops with exit 1, names the file and what to do, loses nothing, and, once
 * the file is restored, ends as if nothing had happened.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStateFolder } from '../../functions/adapters/file/state-folder';
import type { Head } from '../../functions/domain/lineage/head';
import { comeHalfWay, type HalfWay } from '../support/cli/half-way';
import { leftBehind, outcomeIn } from '../support/cli/outcome';
import { documentOf } from '../support/cli/perennial';
import { createPrng } from '../support/prng';

let halfWay: HalfWay;

beforeAll(async () => {
  halfWay = await comeHalfWay();
});

const headOf = async (stateDir: string): Promise<Head> =>
  (await (await readStateFolder(stateDir)).heads.load(halfWay.model.name))!;

describe('a file that is not what was written', () => {
  const random = createPrng(4);

  const flipped = (bytes: Buffer): Buffer => {
    const broken = Buffer.from(bytes);
    broken[random.int(broken.length)]! ^= 1 << random.int(8);
    return broken;
  };
  /** Before the last tenth, so that whole records of a log follow. */
  const flippedEarly = (bytes: Buffer): Buffer => {
    const broken = Buffer.from(bytes);
    broken[random.int(Math.floor(broken.length * 0.9))]! ^= 1 << random.int(8);
    return broken;
  };
  const truncated = (bytes: Buffer): Buffer => bytes.subarray(0, random.int(bytes.length));
  const newerFormat = (bytes: Buffer): Buffer => Buffer.from(bytes.toString().replace('"format":1', '"format":2'));

  const object = (name: string): string => join('objects', name.slice(0, 2), name);
  const newestHead = ({ revision }: Head): string =>
    join('heads', halfWay.model.name, `${String(revision).padStart(12, '0')}.json`);
  const journal = (_: unknown, stateDir: string): string => join('waiting', readdirSync(join(stateDir, 'waiting'))[0]!);

  type Case = readonly [string, (head: Head, stateDir: string) => string, (bytes: Buffer) => Buffer, string, RegExp];
  const damaged = /is damaged: its bytes hash to \w{64}; restore it from a backup, or/;
  const cases: readonly Case[] = [
    ['a truncated checkpoint', ({ lines }) => object(lines[0]!.checkpoint), truncated, 'ObjectDamaged', damaged],
    [
      "a flipped bit in a line's checkpoint",
      ({ lines }) => object(lines[1]!.checkpoint),
      flipped,
      'ObjectDamaged',
      damaged,
    ],
    [
      "a flipped bit in the champion's checkpoint",
      ({ reigns }) => object(reigns.at(-1)!.checkpoint),
      flipped,
      'ObjectDamaged',
      damaged,
    ],
    [
      "a flipped bit in a candidate's checkpoint",
      ({ contest }) => object(contest.candidates[0]!.checkpoint),
      flipped,
      'ObjectDamaged',
      damaged,
    ],
    ['a flipped bit in the workspace', ({ workspace }) => object(workspace), flipped, 'ObjectDamaged', damaged],
    [
      'an empty checkpoint',
      ({ lines }) => object(lines[0]!.checkpoint),
      () => Buffer.alloc(0),
      'ObjectDamaged',
      damaged,
    ],
    ['a truncated head', newestHead, truncated, 'StateDamaged', /; restore the state folder from a backup/],
    ['a flipped bit in the head', newestHead, flipped, 'StateDamaged', /; restore the state folder from a backup/],
    [
      'a head of a newer format',
      newestHead,
      newerFormat,
      'StateTooNew',
      /has format 2, .* up to 1: use a newer perennial/,
    ],
    [
      'a flipped bit in the journal of waiting events',
      journal,
      flippedEarly,
      'StateDamaged',
      /is damaged at byte \d+.*restore/,
    ],
    ['an unreadable marker', () => 'perennial.json', flipped, 'StateDamaged', /should be {"format":1}/],
    [
      'a state folder of a newer format',
      () => 'perennial.json',
      newerFormat,
      'StateTooNew',
      /has format 2, .* up to 1: use a newer perennial/,
    ],
  ];

  it('is named, with what to do, and nothing is lost: restored, the replay goes on', async () => {
    const stateDir = halfWay.copy('damaged');
    const head = await headOf(stateDir);
    for (const [what, fileOf, broken, name, says] of cases) {
      const path = join(stateDir, fileOf(head, stateDir));
      const bytes = readFileSync(path);
      writeFileSync(path, broken(bytes));
      const said = await halfWay.expectToStop(stateDir, name, says);
      expect(said).toContain(what === 'a state folder of a newer format' ? stateDir : path);
      writeFileSync(path, bytes);
    }
    await halfWay.expectToGoOn(stateDir);
  }, 120_000);

  it('was torn at its end by a power loss if it is the journal: what it lost is read again', async () => {
    const stateDir = halfWay.copy('torn');
    const path = join(stateDir, journal(undefined, stateDir));
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length - 1 - random.int(1000)));
    const document = await documentOf(halfWay.command(stateDir));
    expect(outcomeIn(document)).toEqual(halfWay.undisturbed);
    expect(await leftBehind(stateDir, halfWay.model.name)).toEqual([]);
  });

  it('can be made again from the archive if it is a checkpoint', async () => {
    const stateDir = halfWay.copy('rebuilt');
    const { lines } = await headOf(stateDir);
    const { major, minor, checkpoint } = lines[0]!;
    const path = join(stateDir, object(checkpoint));
    writeFileSync(path, 'no checkpoint');
    await halfWay.expectToStop(stateDir, 'ObjectDamaged', /perennial rebuild VERSION --out FILE/);
    const rebuilding = ['rebuild', `${major}.${minor}`, '--model-file', halfWay.model.modelFile, '--state', stateDir];
    const { verified } = await documentOf([...rebuilding, '--out', path]);
    expect(verified).toMatchObject({ recorded: checkpoint, actual: checkpoint, matches: true });
    await halfWay.expectToGoOn(stateDir);
  });
});
