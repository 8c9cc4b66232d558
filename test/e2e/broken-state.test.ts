/**
 * A state folder that cannot be written: the replay stops with exit 1, says where and what to do, loses nothing, and, once that is
 * mended, ends as if nothing had happened.
 */
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comeHalfWay, expectStopped, type HalfWay } from '../support/cli/half-way';
import { inNamespace, noMounts } from '../support/cli/mounts';
import { leftBehind, outcomeIn } from '../support/cli/outcome';
import { documentOf, perennial } from '../support/cli/perennial';

const NOBODY = 65_534;

let halfWay: HalfWay;

beforeAll(async () => {
  halfWay = await comeHalfWay();
});

const notRun = noMounts === null ? '' : ` (but for what a file system of its own shows: ${noMounts})`;

describe(`a place that takes no more${notRun}`, () => {
  if (noMounts === null) {
    it('stops each time the disk is full, wherever that hits it, and goes on when there is space', async () => {
      const out = join(halfWay.folder, 'out');
      // In a file system of 8 MiB a ballast leaves so many KiB; each time it is run again with a little more.
      const leftKiB = [4, 64, 300, 500];
      const script = `
        mkdir -p "$1" "$2"; out=$2; left=$3; mount -t tmpfs -o size=8m tmpfs "$1"; cd "$1"; shift 3
        for kib in $left; do
          rm -f ballast; head -c $(( 8388608 - kib * 1024 - $(du -sB1 . | cut -f1) )) /dev/zero > ballast
          "$@" > $out/$kib.json 2> $out/$kib.err && echo 0 > $out/$kib.code || echo $? > $out/$kib.code
        done
        rm ballast; "$@" > $out/mended.json; cp -a state $out/state`;
      const disk = join(halfWay.folder, 'disk');
      const within = inNamespace(script, disk, out, leftKiB.join(' '));
      const ended = await perennial([...halfWay.command(join(disk, 'state')), '--json'], { within });
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      const read = (name: string): string => readFileSync(join(out, name), 'utf8');
      for (const kib of leftKiB) {
        const full = { code: Number(read(`${kib}.code`)), stdout: read(`${kib}.json`), stderr: read(`${kib}.err`) };
        expectStopped(
          full,
          'StateUnwritable',
          /cannot write .* to \S*disk\/state\S* \(ENOSPC\): the disk is full: free/,
        );
      }
      expect(outcomeIn(JSON.parse(read('mended.json')))).toEqual(halfWay.undisturbed);
      expect(await leftBehind(join(out, 'state'), halfWay.model.name)).toEqual([]);
    });

    it('stops on a file system that became read-only, can still be looked into, and goes on when it is writable', async () => {
      const stateDir = halfWay.copy('read-only');
      const within = inNamespace('mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; shift; exec "$@"', stateDir);
      const says = /cannot write .* to \S*read-only\S* \(EROFS\): .*mounted read-only: mount it writable/;
      await halfWay.expectToStop(stateDir, 'StateUnwritable', says, { within });
      const looks = ['status', '--model-file', halfWay.model.modelFile, '--state', stateDir];
      expect((await documentOf(looks, { within })).counts.accepted).toBeGreaterThan(0);
      await halfWay.expectToGoOn(stateDir);
    });
  }

  it('stops where a file may not grow, and goes on when it may', async () => {
    const stateDir = join(halfWay.folder, 'limited');
    const within = ['bash', '-c', 'ulimit -f 60; exec "$@"', 'bash'];
    const says = /cannot write .* to \S*limited\S* \(EFBIG\): the limit on file sizes is reached .*: raise it/;
    await halfWay.expectToStop(stateDir, 'StateUnwritable', says, { within });
    await halfWay.expectToStop(stateDir, 'StateUnwritable', says, { within });
    await halfWay.expectToGoOn(stateDir, 0);
  });

  it('stops where this user may not write, and goes on when it may', async () => {
    const stateDir = halfWay.copy('forbidden');
    const folders = [
      '',
      ...readdirSync(stateDir, { recursive: true, withFileTypes: true })
        .filter((one) => one.isDirectory())
        .map((one) => join(one.parentPath, one.name).slice(stateDir.length)),
    ];
    const permit = (mode: number): void => {
      for (const path of folders) chmodSync(join(stateDir, path), mode);
    };
    permit(0o555);
    const asNobody = process.getuid?.() === 0 ? { uid: NOBODY } : {};
    const says = /cannot write .* to \S*forbidden\S* \(EACCES\): this user may not write there: grant it/;
    await halfWay.expectToStop(stateDir, 'StateUnwritable', says, asNobody);
    permit(0o755);
    await halfWay.expectToGoOn(stateDir);
  });
});
