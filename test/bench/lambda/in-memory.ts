/** The same invocations without AWS: our own code alone, over the memory adapters, in this process. */
import { createMemoryHeads } from '../../../functions/adapters/memory/heads';
import { createMemoryObjects } from '../../../functions/adapters/memory/objects';
import { decodeBlock } from '../../../functions/domain/examples/block-codec';
import { Learning } from '../../../functions/learn/learn';
import { Monitor } from '../../../functions/learn/monitor';
import { noMetrics } from '../../../functions/ports/metrics';
import { noStages } from '../../../functions/ports/stages';
import { median } from '../measure';
import { megabyte, recordMaker } from './blocks';

export interface OwnTime {
  readonly examples: number;
  readonly wallMs: number;
  readonly checkpointKiB: number;
}

export async function ownTimes(
  filling: { readonly blocks: number; readonly examples: number },
  learned: readonly number[],
  repeats: number,
): Promise<OwnTime[]> {
  const objects = createMemoryObjects();
  const heads = createMemoryHeads();
  const monitor = new Monitor(megabyte, noMetrics);
  const learning = new Learning(
    {
      heads,
      objects,
      archive: objects,
      clock: { effectiveMs: () => Date.now() },
      codeHash: 'of a benchmark',
      runtime: `node ${process.versions.node}`,
      stages: noStages,
      onCommit: (commit) => monitor.committed(commit),
    },
    megabyte,
  );
  const records = recordMaker();
  const invoke = async (examples: number): Promise<number> => {
    const { Records } = records(examples);
    const beganMs = performance.now();
    const blocks = Records.map(({ kinesis: { data } }) => decodeBlock(Buffer.from(data, 'base64'), megabyte));
    await learning.learn(blocks);
    monitor.learned(await learning.view(), Date.now());
    return performance.now() - beganMs;
  };
  for (let block = 0; block < filling.blocks; block++) await invoke(filling.examples);
  const times: OwnTime[] = [];
  for (const examples of learned) {
    const took: number[] = [];
    for (let repeat = 0; repeat < repeats + 3; repeat++) took.push(await invoke(examples));
    const head = await heads.load(megabyte.name);
    const { length } = await objects.get(head!.lines[0]!.checkpoint);
    times.push({ examples, wallMs: median(took.slice(3)), checkpointKiB: length / 1024 });
  }
  return times;
}
