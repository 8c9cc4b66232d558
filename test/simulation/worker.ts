/** The use cases of one process, as its handlers would put them together, over ports that may fail. */

import { closeWindows } from '../../functions/close-windows/close-windows';
import type { Head } from '../../functions/domain/lineage/head';
import { previousReign } from '../../functions/domain/lineage/reigns';
import { formatVersion } from '../../functions/domain/lineage/version';
import { type EventRecord, type JoinLabels, joinLabels } from '../../functions/join-labels/join-labels';
import { Learning } from '../../functions/learn/learn';
import type { ExamplesIn } from '../../functions/ports/examples';
import { noStages } from '../../functions/ports/stages';
import { type PromoteDeps, promoteVersion, rollBack } from '../../functions/promote/promote';
import type { Process } from './process';
import type { Phase } from './stream';
import type { World } from './world';

const about = { clock: { effectiveMs: (streamMs: number) => streamMs }, codeHash: 'code', runtime: 'simulated' };

/** What a person asks for by name, so that asking again asks for the same. */
export interface Request {
  readonly order: Exclude<Phase['order'], 'none'>;
  readonly version: string;
}

export class Worker {
  private readonly joining: JoinLabels;
  private readonly learning: Learning;
  private readonly moving: PromoteDeps;
  private readonly blocks: ExamplesIn;

  constructor(
    private readonly world: World,
    readonly process: Process,
  ) {
    const { declaration, ports } = world;
    const waiting = process.through('waiting', ports.waiting);
    const examples = process.through('examples', ports.examples);
    const deadLetters = process.through('deadLetters', ports.deadLetters);
    const heads = process.through('heads', ports.heads);
    const objects = process.through('objects', ports.objects);
    this.joining = { models: [declaration], parse: world.parse, waiting, examples, deadLetters };
    this.learning = new Learning({ ...about, heads, objects, archive: objects, stages: noStages }, declaration);
    this.moving = { ...about, heads };
    this.blocks = examples;
  }

  async join(shard: string, records: readonly EventRecord[]): Promise<void> {
    await joinLabels(this.joining, shard, records);
  }

  close(liveShards: readonly string[]): Promise<void> {
    const live = liveShards.map((shard) => ({ shard, silence: null }));
    return closeWindows(this.joining, this.world.declaration, live);
  }

  /** Learns at most so many blocks; false when there are none. */
  async learn(limit: number): Promise<boolean> {
    const delivered = await this.blocks.next(limit);
    if (delivered.length === 0) return false;
    await this.learning.learn(delivered.map(({ block }) => block));
    for (const { id } of delivered) await this.blocks.trim(id);
    return true;
  }

  /** A second yes to the same request finds that it was done. */
  async ask({ order, version }: Request): Promise<void> {
    const by = { by: 'a person', reason: `asked to ${order}` };
    const moved = await (order === 'promote'
      ? promoteVersion(this.moving, this.world.declaration, version, by)
      : rollBack(this.moving, this.world.declaration, version, by));
    if (moved.kind === 'refused' && !moved.reason.includes('answers already')) throw new Error(moved.reason);
  }
}

/** Which version a person names who looks at this head; null when there is none to name. */
export function requestFor(head: Head | null, order: Phase['order']): Request | null {
  if (head === null || order === 'none') return null;
  const champion = head.reigns.at(-1)!.version;
  const line = head.lines[0]!;
  const version =
    order === 'roll-back'
      ? previousReign(head.reigns)?.version
      : (head.contest.candidates[0]?.version ?? formatVersion(line));
  return version === undefined || version === champion ? null : { order, version };
}
