import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFileExamples } from '../../../../functions/adapters/file/examples';
import { StateDamaged } from '../../../../functions/adapters/file/state-damaged';
import { examplesContract } from '../../../contracts/examples';
import { sampleBlock } from '../../../contracts/sample-block';
import { jsonCodec } from './json-codec';
import { openedOver, tempFolder } from './temp-state';

examplesContract(() => openedOver((folder) => openFileExamples(folder, jsonCodec)));

describe('the examples stream as files', () => {
  it('decodes no block that this process has put', async () => {
    const decode = jest.fn(jsonCodec.decode);
    const examples = await openFileExamples(await tempFolder(), { ...jsonCodec, decode });
    for (let first = 1; first <= 64; first += 1) await examples.put(sampleBlock(first));
    await examples.next(64);
    expect(decode).not.toHaveBeenCalled();
  });

  it('stops loudly on a damaged block, whatever its damage', async () => {
    const folder = await tempFolder();
    await (await openFileExamples(folder, jsonCodec)).put(sampleBlock(1));
    const path = join(folder, 'examples', '000000000001.block');
    const bytes = await readFile(path);
    const open = () => openFileExamples(folder, jsonCodec);
    for (let at = 0; at < bytes.length; at += 13) {
      const damaged = Buffer.from(bytes);
      damaged[at] = damaged[at]! ^ 4;
      await writeFile(path, damaged);
      await expect((await open()).next(1)).rejects.toThrow(StateDamaged);
    }
    await writeFile(path, bytes);
    await truncate(path, bytes.length - 1);
    await expect((await open()).next(1)).rejects.toThrow(path);
  });
});
