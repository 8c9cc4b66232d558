/** The real `learn` over blocks of flights, one commit a block, with one of its stages metered. */
import type { Block } from '../../functions/domain/examples/columns';
import { Learning } from '../../functions/learn/learn';
import type { Heads } from '../../functions/ports/heads';
import type { Objects } from '../../functions/ports/objects';
import { flights } from './flights';
import { costOf, type Sample } from './measure';
import type { Cost } from './result';
import { StageMeter } from './stage-meter';

export interface StageCost {
  readonly cost: Cost;
  /** Candidates that were compared when the last block was learned. */
  readonly liveCandidates: number;
  readonly promotions: number;
}

/** @param warmUps blocks at the beginning that do not count: slots fill, candidates enter, code is compiled */
export async function costOfStage(
  stage: string,
  stores: { readonly heads: Heads; readonly objects: Objects },
  blocks: readonly Block[],
  warmUps: number,
): Promise<StageCost> {
  const stages = new StageMeter(stage);
  const learning = new Learning(
    {
      ...stores,
      archive: stores.objects,
      clock: { effectiveMs: (streamMs) => streamMs },
      codeHash: 'of a benchmark',
      runtime: `node ${process.versions.node}`,
      stages,
    },
    flights,
  );
  const samples: Sample[] = [];
  for (const [at, block] of blocks.entries()) {
    await learning.learn([block]);
    const sample = stages.take(block.examples.count);
    if (at >= warmUps) samples.push(sample);
  }
  const { contest, reigns } = await learning.view();
  return { cost: costOf(samples), liveCandidates: contest.candidates.length, promotions: reigns.length - 1 };
}
