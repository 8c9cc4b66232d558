/**
 * What is where in the two tables. Both have the string keys pk and sk, and no index: every question below is one GetItem, or one
 * Query of one partition. Times in sort keys are ms since the epoch in 15 digits, revisions have 12 digits, so that text sorts as
 * numbers do.
 *
 *   Records    pk            sk                         attributes
 *              <model>       head                       r revision, b | o body                 load; the commit's condition is on r
 *              <model>       lineage#<revision>         b | o the commit's edges               all, in order
 *              <model>       ledger#<revision>          b | o the commit's entries             all, in order
 *              <model>       drift#<bucket>#<shard>     p position, b window, expiresAt        by bucket; the condition is on p
 *              models        model#<model>                                                     names, sorted; written by revision 1
 *
 *   Waiting    event#<model>#<event id>     item        r, b, [w], [n, h], [expiresAt]         by id; the condition is on r
 *              event#<model>#<event id>     part#<h>#<at>   b, [expiresAt]                     what was served, too large for its item
 *              closing#<model>              <first end>#<written>#<hash>   b                   ids by the end of their window
 *              origins                      <origin>    b                                      where it stands; the condition is on b
 *
 *   b  a text, gzipped where that makes it smaller           o  the object that holds the body: it was too large for an item
 *   r  revision of the item, for conditional writes          w  accepted events that wait in it; absent when it is done
 *   n  number of parts, h their hash                         expiresAt  epoch seconds (the TTL attribute), only when it is done
 *
 * All of a model's records have its name as partition key, so that a role can be fenced in to one model (dynamodb:LeadingKeys); it
 * needs `models` beside it. Model names are [a-z0-9-], so `#` ends them; an event id may hold anything, and comes last.
 *
 * Closing finds windows by their end without an index, which would double what an event costs: whoever opens items writes first,
 * in one closing bucket, which ids they are and when their windows end (see closing-bucket.ts).
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Row = Record<string, AttributeValue>;
export type Key = { readonly pk: { readonly S: string }; readonly sk: { readonly S: string } };

export const TTL_ATTRIBUTE = 'expiresAt';

const keyOf = (pk: string, sk: string): Key => ({ pk: { S: pk }, sk: { S: sk } });
const REVISION_DIGITS = 12;
const TIME_DIGITS = 15;
const revisionKey = (revision: number): string => String(revision).padStart(REVISION_DIGITS, '0');
/** Whole ms: whatever is finer is in the body. */
export const timeKey = (timeMs: number): string => String(Math.floor(timeMs)).padStart(TIME_DIGITS, '0');

export const headKey = (model: string): Key => keyOf(model, 'head');
export const HISTORY_PREFIX = { lineage: 'lineage#', ledger: 'ledger#' } as const;
export const historyKey = (model: string, kind: keyof typeof HISTORY_PREFIX, revision: number): Key =>
  keyOf(model, HISTORY_PREFIX[kind] + revisionKey(revision));

const DRIFT_PREFIX = 'drift#';
export const driftKey = (model: string, bucketMs: number, shard: string): Key =>
  keyOf(model, `${DRIFT_PREFIX}${timeKey(bucketMs)}#${shard}`);
/** Sort keys of all shards' buckets from one time to another, both included: `$` comes after `#`. */
export const driftRange = (fromMs: number, toMs: number): { readonly from: string; readonly to: string } => ({
  from: DRIFT_PREFIX + timeKey(Math.max(0, fromMs)),
  to: `${DRIFT_PREFIX}${timeKey(Math.max(0, toMs))}$`,
});

/** No model's own partition can be mistaken for the list, not even that of a model called `models`: its sort keys differ. */
export const MODELS_PARTITION = 'models';
export const MODEL_PREFIX = 'model#';
export const modelKey = (model: string): Key => keyOf(MODELS_PARTITION, MODEL_PREFIX + model);

const EVENT_ITEM = 'item';
export const eventsPrefix = (model: string): string => `event#${model}#`;
export const ALL_EVENTS_PREFIX = 'event#';
export const eventKey = (model: string, eventId: string): Key => keyOf(eventsPrefix(model) + eventId, EVENT_ITEM);
export const partKey = (item: Key, hash: string, at: number): Key => keyOf(item.pk.S, `part#${hash}#${at}`);

export const closingPartition = (model: string): string => `closing#${model}`;
export const closingKey = (model: string, firstEndMs: number, writtenMs: number, hash: string): Key =>
  keyOf(closingPartition(model), `${timeKey(firstEndMs)}#${timeKey(writtenMs)}#${hash}`);

export const ORIGINS_PARTITION = 'origins';
export const originKey = (origin: string): Key => keyOf(ORIGINS_PARTITION, origin);
