/**
 * The loop on one machine: a source of events, and the use cases as AWS would call them. A batch is joined and its windows are
 * closed while the blocks of the one before are learned; what a stopped run left between two steps is taken up first.
 */
import { closeWindows } from '../close-windows/close-windows';
import type { ModelDeclaration } from '../contracts/declaration';
import type { Block } from '../domain/examples/columns';
import { createJoinLabels, joinLabels } from '../join-labels/join-labels';
import type { DeadLetters } from '../ports/dead-letters';
import type { ExamplesIn, ExamplesOut } from '../ports/examples';
import type { Stages } from '../ports/stages';
import type { WaitingEvents } from '../ports/waiting-events';
import type { EventSource } from './event-source';

export interface ReplayPorts {
  readonly waiting: WaitingEvents;
  readonly examples: ExamplesOut & ExamplesIn;
  readonly deadLetters: DeadLetters;
}

export interface Learns {
  /** When it resolves, the blocks are learned and committed. */
  learn(blocks: readonly Block[]): Promise<unknown>;
}

export interface ReplayOptions {
  /** Records per invocation. */
  readonly batchSize: number;
  readonly limit?: number;
  readonly stages: Stages;
  /** Called after each batch. A promise holds the loop back: that is how a replay is paced. */
  readonly onBatch: (progress: { readonly records: number; readonly fraction: number }) => Promise<void> | void;
  /** Asked before each batch; true ends the replay as if the stream had ended. */
  readonly stopped: () => boolean;
}

const BLOCKS_PER_INVOCATION = 16;

export async function replay(
  source: EventSource,
  declaration: ModelDeclaration,
  ports: ReplayPorts,
  learning: Learns,
  { batchSize, limit, stages, onBatch, stopped }: ReplayOptions,
): Promise<void> {
  const join = createJoinLabels([declaration], ports);
  while (await learnNext(ports.examples, learning)) {}
  const after = (await ports.waiting.origin(source.shard))?.position ?? null;
  stages.enter('read');
  const batches = source.batches({ after, size: batchSize, ...(limit === undefined ? {} : { limit }) });
  let behind: Promise<boolean> = Promise.resolve(true);
  try {
    for await (const { records, progress } of batches) {
      stages.enter('join');
      await joinLabels(join, source.shard, records);
      stages.enter('windows');
      await closeWindows(join, declaration);
      stages.enter('wait for learning');
      await behind;
      behind = learnNext(ports.examples, learning);
      // Its failure is thrown where it is awaited; a source that waits for input must not hold that up.
      void behind.catch(() => source.close());
      stages.enter('other');
      await onBatch({ records: records.length, fraction: progress });
      if (stopped()) break;
      stages.enter('read');
    }
    stages.enter('wait for learning');
    await behind;
  } finally {
    // Whatever failed: nobody closes the state under a commit.
    await Promise.allSettled([behind]);
  }
  while (await learnNext(ports.examples, learning)) {}
  stages.enter('other');
}

/** Learns what the examples stream holds at this moment, and trims it; false when it holds nothing. */
async function learnNext(examples: ExamplesIn, learning: Learns): Promise<boolean> {
  const waiting = await examples.next(BLOCKS_PER_INVOCATION);
  if (waiting.length === 0) return false;
  await learning.learn(waiting.map(({ block }) => block));
  for (const { id } of waiting) await examples.trim(id);
  return true;
}
