/** The first of the real flights, as each step of the loop meets them: records, blocks of examples, encoded micro-batches. */

import { createMemoryDeadLetters } from '../../functions/adapters/memory/dead-letters';
import { createMemoryExamples } from '../../functions/adapters/memory/examples';
import { createMemoryWaitingEvents } from '../../functions/adapters/memory/waiting-events';
import { closeWindows } from '../../functions/close-windows/close-windows';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import type { Block, ExampleColumns } from '../../functions/domain/examples/columns';
import { concatColumns } from '../../functions/domain/examples/concat';
import type { LabelledBatch } from '../../functions/domain/features/batch';
import { createEncoder } from '../../functions/domain/features/encoder';
import { createJoinLabels, joinLabels } from '../../functions/join-labels/join-labels';
import type { SourceRecord } from '../../functions/local/event-source';
import { FLIGHTS_SHARD, flightsSource } from '../../functions/local/flights/source';
import { flights } from '../../infra/models/flights';

export { flights };

/** Records per invocation, as `replay` cuts the stream. */
export const EVENTS_PER_BATCH = 32_768;

/** A flight is two events, its departure and its landing. */
export const EVENTS_PER_EXAMPLE = 2;

/** The flights model with seven hashed features (three of them crosses) and three numeric ones. */
export const TEN_FEATURES: ModelDeclaration = {
  ...flights,
  features: Object.fromEntries(Object.entries(flights.features).filter(([name]) => name !== 'distance')),
};

export async function flightRecords(events: number): Promise<SourceRecord[][]> {
  // No worker: the playback runs here, before anything is timed.
  const source = flightsSource({ workerFile: '' });
  const batches: SourceRecord[][] = [];
  for await (const { records } of source.batches({ after: null, size: EVENTS_PER_BATCH, limit: events })) {
    batches.push([...records]);
  }
  return batches;
}

/** The blocks that these events complete, one a batch. */
export async function flightBlocks(declaration: ModelDeclaration, events: number): Promise<Block[]> {
  const { name, outcome } = declaration;
  const examples = createMemoryExamples();
  const join = createJoinLabels([declaration], {
    waiting: createMemoryWaitingEvents({ [name]: outcome }),
    examples,
    deadLetters: createMemoryDeadLetters(),
  });
  for (const records of await flightRecords(events)) {
    await joinLabels(join, FLIGHTS_SHARD, records);
    await closeWindows(join, declaration);
  }
  return (await examples.next(Number.POSITIVE_INFINITY)).map(({ block }) => block);
}

/** The same examples as columns, in the order in which their labels became known. */
export async function flightColumns(declaration: ModelDeclaration, events: number): Promise<ExampleColumns> {
  return concatColumns((await flightBlocks(declaration, events)).map(({ examples }) => examples));
}

/** As learners see them: whole micro-batches, what is left over cut off. */
export function microBatches(declaration: ModelDeclaration, columns: ExampleColumns): LabelledBatch[] {
  const { microBatch } = declaration;
  const encoder = createEncoder(declaration);
  const batches: LabelledBatch[] = [];
  for (let from = 0; from + microBatch <= columns.count; from += microBatch) {
    batches.push(encoder.encode(columns, from, from + microBatch));
  }
  return batches;
}

export const examplesIn = (batches: readonly { readonly count: number }[]): number =>
  batches.reduce((sum, { count }) => sum + count, 0);
