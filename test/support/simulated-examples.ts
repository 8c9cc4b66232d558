/** A simulated stream as `learn` gets it: joined by the real use cases, in order, whole micro-batches. */
import { createMemoryDeadLetters } from '../../functions/adapters/memory/dead-letters';
import { createMemoryExamples } from '../../functions/adapters/memory/examples';
import { createMemoryWaitingEvents } from '../../functions/adapters/memory/waiting-events';
import { closeWindows } from '../../functions/close-windows/close-windows';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import type { ExampleColumns } from '../../functions/domain/examples/columns';
import { concatColumns } from '../../functions/domain/examples/concat';
import { sliceColumns } from '../../functions/domain/examples/slice';
import { createJoinLabels, joinLabels } from '../../functions/join-labels/join-labels';
import type { Learning } from '../../functions/learn/learn';

const EVENTS_PER_BATCH = 2048;

export async function joinedExamples(declaration: ModelDeclaration, lines: readonly string[]): Promise<ExampleColumns> {
  const examples = createMemoryExamples();
  const join = createJoinLabels([declaration], {
    waiting: createMemoryWaitingEvents({ [declaration.name]: declaration.outcome }),
    examples,
    deadLetters: createMemoryDeadLetters(),
  });
  for (let from = 0; from < lines.length; from += EVENTS_PER_BATCH) {
    const records = lines
      .slice(from, from + EVENTS_PER_BATCH)
      .map((data, at) => ({ sequence: String(from + at + 1), data, arrivedAtMs: null }));
    await joinLabels(join, 'one shard', records);
    await closeWindows(join, declaration);
  }
  const blocks = await examples.next(Number.POSITIVE_INFINITY);
  return concatColumns(blocks.map(({ block }) => block.examples));
}

/** Learns whole micro-batches, with a commit after each of these minors, in ascending order; what is left over is not given. */
export async function learnCutAt(learning: Learning, all: ExampleColumns, minors: Iterable<number>): Promise<void> {
  const { name, microBatch } = learning.declaration;
  let from = 0;
  for (const minor of minors) {
    const to = minor * microBatch;
    const sequence = Array.from({ length: to - from }, (_, at) => String(from + at + 1));
    await learning.learn([{ model: name, origin: 'one shard', sequence, examples: sliceColumns(all, from, to) }]);
    from = to;
  }
}

/** The same with a commit after every micro-batch. */
export const learnStepwise = (learning: Learning, all: ExampleColumns): Promise<void> =>
  learnCutAt(
    learning,
    all,
    Array.from({ length: Math.floor(all.count / learning.declaration.microBatch) }, (_, at) => at + 1),
  );
