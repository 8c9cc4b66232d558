/**
 * Ends the windows of a model up to a watermark, the lowest sequences first, at most `limit` of them.
 *
 * Buckets come in order of their first ends, and the sequence of a window begins with its end: once `limit` endings are known
 * that come before anything a further bucket can hold, reading stops. Stragglers, whose own sequence has passed, get sequences just
 * after `after`; so as long as buckets may hold such, all are read, and only the lowest are kept. O(due + log limit) rows in
 * memory: twice `limit` at most.
 */
import { dueAgain, endOfWindow } from '../../../domain/labels/end-of-window';
import type { Due, Item, WindowRule } from '../../../domain/labels/waiting';
import { compareSequences, isTaken, type Sequence } from '../../../domain/lineage/sequence';
import type { ClosingBucket, ClosingEntry } from './closing-bucket';
import type { ClosingBuckets } from './closing-buckets';
import { CALLS_AT_ONCE, inParallel } from './in-parallel';
import { type Ending, LowestDues } from './lowest-dues';
import type { StoredItem, WaitingRows } from './waiting-rows';

export interface CloseFrom {
  readonly model: string;
  readonly rule: WindowRule;
  readonly rows: WaitingRows;
  readonly buckets: ClosingBuckets;
  /** Where the model's windows are settled; undefined: nowhere yet. */
  readonly settled: () => Promise<Sequence | undefined>;
  readonly nowMs: () => number;
}

export interface UpTo {
  readonly watermarkMs: number;
  readonly after: Sequence | null;
  readonly limit: number;
}

const ENTRIES_READ_AT_ONCE = 1_000;
/** No invocation that wrote a bucket is still about to write its items: Lambda ends one after 15 minutes. */
const ITEMS_WRITTEN_MS = 3_600_000;
const ATTEMPTS = 20;

export async function closeDue(from: CloseFrom, upTo: UpTo): Promise<Due[]> {
  for (;;) {
    const endings = await lowestEndings(from, upTo);
    const dues = await writeAll(from, upTo, endings);
    // Where others have taken some away, there may be more below the limit.
    if (dues.length === endings.length || endings.length < upTo.limit)
      return dues.sort((a, b) => compareSequences(a.sequence, b.sequence));
  }
}

async function lowestEndings(from: CloseFrom, upTo: UpTo): Promise<Ending[]> {
  const settled = await from.settled();
  const lowest = new LowestDues(upTo.limit);
  for await (const group of groups(from.buckets.upTo(upTo.watermarkMs), upTo)) {
    if (lowest.isBefore(group[0]!.firstEndMs)) break;
    const ids = new Set(group.flatMap((bucket) => dueEntries(bucket, upTo).map(({ eventId }) => eventId)));
    const items = await from.rows.read([...ids]);
    for (const bucket of group)
      for (const entry of dueEntries(bucket, upTo)) {
        const stored = items.get(entry.eventId);
        const ending = isIts(entry, stored) ? endingOf(from, upTo, entry.eventId, stored, settled) : undefined;
        if (ending !== undefined) lowest.add(ending);
      }
    const over = group.filter((bucket) => isOver(bucket, upTo, items, settled, from.nowMs()));
    await inParallel(over, CALLS_AT_ONCE, (bucket) => from.buckets.remove(bucket));
  }
  return lowest.inOrder();
}

/** Whether it is the window that the entry speaks of. */
const isIts = ({ endMs }: ClosingEntry, stored: StoredItem | undefined): stored is StoredItem =>
  stored?.item.endMs === endMs;

/** Whether nothing more can come of it. An entry whose item is another's, or none, may have its own yet to come. */
function isOver(
  { entries, writtenMs }: ClosingBucket,
  { watermarkMs }: UpTo,
  items: ReadonlyMap<string, StoredItem>,
  settled: Sequence | undefined,
  nowMs: number,
): boolean {
  const isWritten = nowMs - writtenMs >= ITEMS_WRITTEN_MS;
  return entries.every((entry) => {
    if (entry.endMs > watermarkMs) return false;
    const stored = items.get(entry.eventId);
    return isIts(entry, stored) ? isPast(stored.item, settled) : isWritten;
  });
}

const dueEntries = ({ entries }: ClosingBucket, { watermarkMs }: UpTo): ClosingEntry[] =>
  entries.filter(({ endMs }) => endMs <= watermarkMs);

/** Buckets of enough entries to read together. */
async function* groups(buckets: AsyncIterable<ClosingBucket>, upTo: UpTo): AsyncGenerator<ClosingBucket[]> {
  let group: ClosingBucket[] = [];
  let entries = 0;
  for await (const bucket of buckets) {
    group.push(bucket);
    entries += dueEntries(bucket, upTo).length;
    if (entries < ENTRIES_READ_AT_ONCE) continue;
    yield group;
    group = [];
    entries = 0;
  }
  if (group.length > 0) yield group;
}

/** Closing has nothing to do with it any more. */
const isPast = ({ state, ended }: Item, settled: Sequence | undefined): boolean =>
  state === 'done' && (ended === null || isTaken(ended.sequence, settled));

/** undefined when there is nothing to give: it was joined, or given by a call up to `after`, or is not due. */
function endingOf(
  { model, rule }: CloseFrom,
  { watermarkMs, after }: UpTo,
  eventId: string,
  stored: StoredItem,
  settled: Sequence | undefined,
): Ending | undefined {
  const { item } = stored;
  if (item.endMs > watermarkMs) return undefined;
  if (item.state !== 'done') return { ...endOfWindow(model, eventId, item, after, rule), stored };
  const due = dueAgain(eventId, item, rule);
  const isGiven = due === undefined || isTaken(due.sequence, settled) || isTaken(due.sequence, after ?? undefined);
  return isGiven ? undefined : { due, item: null, stored };
}

/** What came of them; others may have joined or ended some meanwhile. */
async function writeAll(from: CloseFrom, upTo: UpTo, endings: readonly Ending[]): Promise<Due[]> {
  const dues: Due[] = [];
  await inParallel(endings, CALLS_AT_ONCE, async (found) => {
    const { eventId } = found.due;
    let ending: Ending | undefined = found;
    for (let attempt = 1; ending !== undefined && ending.item !== null; attempt += 1) {
      if (attempt > ATTEMPTS)
        throw new Error(`${from.model}: others changed one waiting event ${ATTEMPTS} times in a row`);
      const write = await from.rows.write(eventId, ending.item, ending.stored);
      if (write.written) break;
      ending = write.found === undefined ? undefined : endingOf(from, upTo, eventId, write.found, undefined);
    }
    if (ending !== undefined) dues.push(ending.due);
  });
  return dues;
}
