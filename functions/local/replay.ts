/**
 * The loop on one machine: a source of events, the use cases in the order in which AWS would call them, one batch after the
 * other. A batch is joined, its windows closed, its blocks learned, and only then is the next one read; what a stopped run left
 * between two steps is taken up first.
 */
import { closeWindows } from '../close-windows/close-windows';
import type { ModelDeclaration } from '../contracts/declaration';
import { createJoinLabels, joinLabels } from '../join-labels/join-labels';
import type { Learning } from '../learn/learn';
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
  learning: Learning,
  { batchSize, limit, stages, onBatch, stopped }: ReplayOptions,
): Promise<void> {
  const join = createJoinLabels([declaration], ports);
  await learnAll(ports.examples, learning);
  const after = (await ports.waiting.origin(source.shard))?.position ?? null;
  stages.enter('read');
  const batches = source.batches({ after, size: batchSize, ...(limit === undefined ? {} : { limit }) });
  for await (const { records, progress } of batches) {
    stages.enter('join');
    await joinLabels(join, source.shard, records);
    stages.enter('windows');
    await closeWindows(join, declaration);
    await learnAll(ports.examples, learning);
    stages.enter('other');
    await onBatch({ records: records.length, fraction: progress });
    if (stopped()) break;
    stages.enter('read');
  }
  stages.enter('other');
}

/** Learns what the examples stream holds, and trims it. */
async function learnAll(examples: ExamplesIn, learning: Learning): Promise<void> {
  for (;;) {
    const waiting = await examples.next(BLOCKS_PER_INVOCATION);
    if (waiting.length === 0) return;
    await learning.learn(waiting.map(({ block }) => block));
    for (const { id } of waiting) await examples.trim(id);
  }
}
