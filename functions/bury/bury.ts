/**
 * Records that a function failed on until Lambda gave up on them: each becomes a letter with its reason, and is counted, once,
 * under an origin of its own. An event was accepted and is rejected; an example was accepted as its events, and they are
 * rejected now.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import { createEventParser } from '../contracts/events';
import { exampleEvent } from '../domain/examples/as-event';
import { decodeBlock } from '../domain/examples/block-codec';
import { type MutableTally, openTallies, tallyOf } from '../domain/labels/tally';
import type { Sequence } from '../domain/lineage/sequence';
import type { DeadLetter, DeadLetters } from '../ports/dead-letters';
import type { WaitingEvents } from '../ports/waiting-events';

export interface BuryDeps {
  readonly models: readonly ModelDeclaration[];
  readonly waiting: WaitingEvents;
  readonly deadLetters: DeadLetters;
}

export interface FailedRecord {
  readonly sequence: Sequence;
  /** On the examples stream: the model. */
  readonly partitionKey: string;
  readonly bytes: Uint8Array;
  /** The bytes as they are kept in a letter. */
  readonly text: string;
}

export interface FailedBatch {
  readonly stream: 'events' | 'examples';
  readonly shard: string;
  /** Why it was given up, and after how many attempts. */
  readonly condition: string;
  readonly attempts: number;
  readonly records: readonly FailedRecord[];
}

/** Letters by model ('' for those that name none), for the metrics; nothing when this batch was buried before. */
export async function bury(deps: BuryDeps, batch: FailedBatch): Promise<Readonly<Record<string, number>>> {
  const [first] = batch.records;
  if (first === undefined) return {};
  const records = batch.stream === 'events' ? batch.records : ofOneModel(batch.records, first);
  const origin = `buried:${batch.stream}:${batch.shard}:${first.sequence}`;
  const tallies = openTallies(undefined);
  const parse = createEventParser(deps.models);
  const letters = records.flatMap((record) =>
    batch.stream === 'events'
      ? [eventLetter(batch, record, modelOf(parse(record.text)), tallies)]
      : blockLetters(deps.models, batch, record, tallies),
  );
  // The letters first: a crash between the two counts them at the retry.
  await deps.deadLetters.put(letters);
  const state = { position: records.at(-1)!.sequence, tallies: Object.fromEntries(tallies) };
  if ((await deps.waiting.settle(origin, state, null)) === 'conflict') return {};
  const buried: Record<string, number> = {};
  for (const { model } of letters) buried[model ?? ''] = (buried[model ?? ''] ?? 0) + 1;
  return buried;
}

/**
 * Each learn is given its own model's blocks; those of others that stand between them in the shard were not given up on.
 * @throws where the ends of the batch are not of one model: nobody can tell whose batch it was, and it stays in the queue
 */
function ofOneModel(records: readonly FailedRecord[], first: FailedRecord): readonly FailedRecord[] {
  const last = records.at(-1)!;
  if (last.partitionKey !== first.partitionKey)
    throw new Error(
      `blocks ${first.sequence}..${last.sequence}: the first is of ${first.partitionKey} and the last of ${last.partitionKey}; a batch is of one model`,
    );
  return records.filter(({ partitionKey }) => partitionKey === first.partitionKey);
}

const modelOf = (parsed: ReturnType<ReturnType<typeof createEventParser>>): string | null =>
  'event' in parsed ? parsed.event.model : parsed.refused.model;

function eventLetter(
  { shard, condition, attempts }: FailedBatch,
  { sequence, text }: FailedRecord,
  model: string | null,
  tallies: Map<string, MutableTally>,
): DeadLetter {
  const tally = tallyOf(tallies, model ?? '');
  tally.accepted += 1;
  tally.rejected += 1;
  const reason = `the event could not be joined (${condition} after ${attempts} attempts); see the log of join-labels, mend the cause, and send it again`;
  return { origin: shard, sequence, model, code: 'not-joined', reason, data: text };
}

function blockLetters(
  models: readonly ModelDeclaration[],
  { shard, condition, attempts }: FailedBatch,
  { sequence, partitionKey, bytes, text }: FailedRecord,
  tallies: Map<string, MutableTally>,
): DeadLetter[] {
  const origin = `examples:${shard}`;
  const gaveUp = `${condition} after ${attempts} attempts`;
  const declaration = models.find(({ name }) => name === partitionKey);
  const block = declaration === undefined ? null : readable(bytes, declaration);
  if (declaration === undefined || block === null) {
    const reason = `the block of examples could not be read (${gaveUp}); it is kept as base64`;
    return [{ origin, sequence, model: partitionKey, code: 'unreadable-block', reason, data: text }];
  }
  const tally = tallyOf(tallies, declaration.name);
  const reason = `the example could not be learned (${gaveUp}); see the log of learn and mend the cause; an event id is joined once, so send it again under another one`;
  return block.sequence.map((at, row) => {
    const events = block.examples.events[row]!;
    tally.released -= events;
    tally.rejected += events;
    const data = exampleEvent(declaration, block.examples, row);
    return { origin: block.origin, sequence: at, model: declaration.name, code: 'not-learned', reason, data };
  });
}

function readable(bytes: Uint8Array, declaration: ModelDeclaration): ReturnType<typeof decodeBlock> | null {
  try {
    return decodeBlock(bytes, declaration);
  } catch {
    // Whatever is wrong with it, it is kept whole, under a code that says so.
    return null;
  }
}
