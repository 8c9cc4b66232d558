import fs from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeFrame, readFrames } from '../../../../functions/adapters/file/frame';
import { FramedLog, readFramedLog } from '../../../../functions/adapters/file/framed-log';
import { StateDamaged } from '../../../../functions/adapters/file/state-damaged';
import { StateUnwritable } from '../../../../functions/adapters/file/state-unwritable';
import { failNextWrite, handlePrototype, systemError } from './failing-handle';
import { tempFolder } from './temp-state';

const WORDS = ['first', '', 'third '.repeat(20)];

async function openIn(folder: string): Promise<{ log: FramedLog; texts: string[]; path: string }> {
  const path = join(folder, 'a.log');
  const { log, payloads } = await FramedLog.open(path, 'a test log');
  return { log, texts: payloads.map(String), path };
}

/** The bytes of a log of WORDS, and where each record begins. */
async function written(): Promise<{ bytes: Buffer; starts: number[] }> {
  const { log, path } = await openIn(await tempFolder());
  const starts: number[] = [];
  for (const word of WORDS) {
    starts.push(log.sizeBytes);
    await log.append(Buffer.from(word));
  }
  await log.close();
  return { bytes: await readFile(path), starts };
}

afterEach(() => jest.restoreAllMocks());

describe('a log of framed records', () => {
  it('is laid out as documented', () => {
    // Checksums by Python: zlib.crc32(payload, zlib.crc32(b'a.log:<offset>:<length>:')).
    expect(encodeFrame('a.log', 0, Buffer.from('hello')).toString()).toBe(
      '{"bytes":"0000000005","crc32":"77ecc1e0"}\nhello',
    );
    expect(encodeFrame('a.log', 47, Buffer.from('')).toString()).toBe('{"bytes":"0000000000","crc32":"face0c29"}\n');
  });

  it('gives its records back in order', async () => {
    const folder = await tempFolder();
    const { log } = await openIn(folder);
    for (const text of ['one', 'two', '', 'three']) await log.append(Buffer.from(text));
    await log.close();
    const again = await openIn(folder);
    expect(again.texts).toEqual(['one', 'two', '', 'three']);
    await again.log.close();
  });

  it('drops a last record torn at any byte, and nothing else, and goes on behind the others', async () => {
    const { bytes, starts } = await written();
    const folder = await tempFolder();
    for (let length = starts[2]!; length < bytes.length; length += 1) {
      await writeFile(join(folder, 'a.log'), bytes.subarray(0, length));
      const { log, texts, path } = await openIn(folder);
      expect(texts).toEqual(WORDS.slice(0, 2));
      await log.append(Buffer.from('instead'));
      await log.close();
      expect((await readFile(path)).length).toBe(log.sizeBytes);
      expect((await readFramedLog(path)).payloads.map(String)).toEqual([...WORDS.slice(0, 2), 'instead']);
    }
  });

  it('drops a last record with any stretch of it lost, its head too: blocks of a disk are not written in order', async () => {
    const { bytes, starts } = await written();
    for (let from = starts[2]!; from < bytes.length; from += 7) {
      const torn = Buffer.from(bytes);
      torn.fill(0, from, Math.min(from + 16, bytes.length));
      expect(readFrames('a.log', torn)).toMatchObject({ wholeBytes: starts[2], damagedAt: null });
      expect(readFrames('a.log', torn).payloads).toHaveLength(2);
    }
  });

  it('stops loudly when any bit of an earlier record has flipped, naming the file and the byte', async () => {
    const { bytes, starts } = await written();
    for (let at = 0; at < starts[2]!; at += 1) {
      const damaged = Buffer.from(bytes);
      damaged[at] = damaged[at]! ^ 2;
      expect(readFrames('a.log', damaged).damagedAt).toBe(at < starts[1]! ? 0 : starts[1]);
    }
    const folder = await tempFolder();
    const path = join(folder, 'a.log');
    await writeFile(path, Buffer.concat([Buffer.from('x'), bytes.subarray(1)]));
    await expect(openIn(folder)).rejects.toThrow(StateDamaged);
    await expect(openIn(folder)).rejects.toThrow(`${path} is damaged at byte 0`);
    expect((await readFile(path)).length).toBe(bytes.length);
  });

  it('takes no record for its own that was written to another file or place', async () => {
    const { bytes, starts } = await written();
    expect(readFrames('b.log', bytes).payloads).toEqual([]);
    const moved = Buffer.concat([bytes, bytes.subarray(0, starts[1])]);
    expect(readFrames('a.log', moved)).toMatchObject({ wholeBytes: bytes.length, damagedAt: null });
  });

  it('is as before when a write fails half-way, and the same append can be tried again', async () => {
    const folder = await tempFolder();
    const { log, path } = await openIn(folder);
    await log.append(Buffer.from('before'));
    const before = await readFile(path);
    const { writeSync } = fs;
    jest.spyOn(fs, 'writeSync').mockImplementationOnce((...args: unknown[]) => {
      const [file, bytes, , , at] = args;
      Reflect.apply(writeSync, fs, [file, bytes, 0, 20, at]);
      throw systemError('ENOSPC');
    });
    const failing = log.append(Buffer.from('after'));
    await expect(failing).rejects.toThrow(StateUnwritable);
    await expect(failing).rejects.toThrow(`cannot write a test log to ${path} (ENOSPC): the disk is full`);
    expect(await readFile(path)).toEqual(before);
    await log.append(Buffer.from('after'));
    expect((await readFramedLog(path)).payloads.map(String)).toEqual(['before', 'after']);
    await log.close();
  });

  it.each(['the flush fails', 'neither the write nor its undoing works'])(
    'takes nothing more when %s, until it is opened anew',
    async (what) => {
      const folder = await tempFolder();
      const { log } = await openIn(folder);
      await log.append(Buffer.from('before'));
      const handle = await handlePrototype();
      if (what === 'the flush fails') {
        jest.spyOn(handle, 'datasync').mockRejectedValueOnce(systemError('EIO'));
      } else {
        jest.spyOn(handle, 'truncate').mockRejectedValueOnce(systemError('EIO'));
        failNextWrite('EIO');
      }
      await expect(log.append(Buffer.from('lost'))).rejects.toThrow(StateUnwritable);
      await expect(log.append(Buffer.from('refused'))).rejects.toThrow(/EIO/);
      await log.close();
      const { log: anew, texts } = await openIn(folder);
      expect(texts).toEqual(['before']);
      await anew.append(Buffer.from('after'));
      await anew.close();
    },
  );
});
