/**
 * The examples that a stream of events gives, all at once and in memory: joined as `replay` joins them, for comparisons that go over
 * the same examples several times. Memory: all of them.
 */
import { createMemoryDeadLetters } from '../../adapters/memory/dead-letters';
import { createMemoryExamples } from '../../adapters/memory/examples';
import { createMemoryWaitingEvents } from '../../adapters/memory/waiting-events';
import type { ModelDeclaration } from '../../contracts/declaration';
import type { ExampleColumns } from '../../domain/examples/columns';
import { createColumnsBuilder } from '../../domain/examples/columns-builder';
import { concatColumns } from '../../domain/examples/concat';
import { noStages } from '../../ports/stages';
import type { EventSource } from '../event-source';
import { replay } from '../replay';

const BATCH_SIZE = 32_768;

/** @throws EventsUnreadable */
export async function joinedExamples(
  source: EventSource,
  declaration: ModelDeclaration,
  limit: number | undefined,
): Promise<ExampleColumns> {
  const ports = {
    waiting: createMemoryWaitingEvents({ [declaration.name]: declaration.outcome }),
    examples: createMemoryExamples(),
    deadLetters: createMemoryDeadLetters(),
  };
  const blocks: ExampleColumns[] = [createColumnsBuilder(declaration).finish()];
  const gather = {
    learn: async (completed: readonly { readonly examples: ExampleColumns }[]) => {
      for (const { examples } of completed) blocks.push(examples);
    },
  };
  await replay(source, declaration, ports, gather, {
    batchSize: BATCH_SIZE,
    stages: noStages,
    onBatch: () => {},
    stopped: () => false,
    ...(limit === undefined ? {} : { limit }),
  });
  return concatColumns(blocks);
}
