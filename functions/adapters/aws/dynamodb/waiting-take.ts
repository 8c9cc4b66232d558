/**
 * Takes the arrivals of one call: everything that happens to one event id is folded in memory, then written once.
 *
 *   an id whose first event here is a prediction   is most likely new: written on condition that there is none, without a read
 *   any other                                      is read first, 100 to a call
 *   the condition fails                            the failure brings what is there: folded again from that, and written
 *
 * A retry finds its own marks and gets its own answers, so it does not matter which of the writes of a lost call went through.
 * Cost: one write an id that changes, one read an id that began elsewhere, and one closing bucket for some 400 ids opened.
 */
import type { Answer, Arrival, OriginState, WindowRule } from '../../../domain/labels/waiting';
import type { ClosingBuckets } from './closing-buckets';
import { type Arrivals, type Folded, fold, isForgettableIn } from './fold-arrivals';
import { CALLS_AT_ONCE, inParallel } from './in-parallel';
import type { StoredItem, WaitingRows } from './waiting-rows';

export interface TakeFrom {
  readonly model: string;
  readonly rule: WindowRule;
  readonly rows: WaitingRows;
  readonly buckets: ClosingBuckets;
  readonly origins: () => Promise<Readonly<Record<string, OriginState>>>;
}

/** One event id in this call. */
interface Taking {
  readonly eventId: string;
  readonly arrivals: Arrivals;
  stored: StoredItem | undefined;
  /** The end that a closing bucket of this call has for it. */
  enteredMs: number | null;
}

interface Change {
  readonly taking: Taking;
  readonly folded: Folded;
}

/** Whoever is faster makes a transition, and an item has three: more than this is no accident. */
const ROUNDS = 20;

export async function takeArrivals(from: TakeFrom, arrivals: readonly Arrival[]): Promise<Answer[]> {
  const answers: Answer[] = new Array(arrivals.length);
  let open = byEventId(arrivals);
  await readThose(
    from.rows,
    open.filter((taking) => !isLikelyNew(taking, from.rule)),
  );
  for (let round = 1; open.length > 0; round += 1) {
    if (round > ROUNDS)
      throw new Error(
        `${from.model}: others changed ${open.length} waiting events ${ROUNDS} times in a row; deliver the batch again`,
      );
    const changes = await foldAll(from, open, answers);
    await enter(from, changes);
    open = await writeAll(from.rows, changes);
  }
  return answers;
}

function byEventId(arrivals: readonly Arrival[]): Taking[] {
  const takings = new Map<string, { eventId: string; arrivals: { at: number; arrival: Arrival }[] }>();
  arrivals.forEach((arrival, at) => {
    const { eventId } = arrival;
    const taking = takings.get(eventId);
    if (taking === undefined) takings.set(eventId, { eventId, arrivals: [{ at, arrival }] });
    else taking.arrivals.push({ at, arrival });
  });
  return [...takings.values()].map((taking) => ({ ...taking, stored: undefined, enteredMs: null }));
}

/** Only a write can tell that there was none: what would change nothing if there were none must be looked up. */
const isLikelyNew = ({ arrivals }: Taking, rule: WindowRule): boolean =>
  arrivals[0]!.arrival.kind !== 'outcome' && fold(undefined, arrivals, rule, {}).item !== undefined;

async function readThose(rows: WaitingRows, takings: readonly Taking[]): Promise<void> {
  const stored = await rows.read(takings.map(({ eventId }) => eventId));
  for (const taking of takings) taking.stored = stored.get(taking.eventId);
}

/** Answers all; gives those back whose item changes. */
async function foldAll({ rule, origins }: TakeFrom, open: readonly Taking[], answers: Answer[]): Promise<Change[]> {
  const isAnyForgettable = open.some(({ stored, arrivals }) => isForgettableIn(stored?.item, arrivals, rule));
  const positions = isAnyForgettable ? await origins() : {};
  const changes: Change[] = [];
  for (const taking of open) {
    const folded = fold(taking.stored?.item, taking.arrivals, rule, positions);
    taking.arrivals.forEach(({ at }, nth) => {
      answers[at] = folded.answers[nth]!;
    });
    if (folded.item !== undefined) changes.push({ taking, folded });
  }
  return changes;
}

/** No item waits for an end that no closing bucket has. */
async function enter({ buckets }: TakeFrom, changes: readonly Change[]): Promise<void> {
  const entries = [];
  for (const { taking, folded } of changes) {
    const { state, endMs } = folded.item!;
    const before = taking.stored?.item;
    const hasEntry = before !== undefined && before.state !== 'done' && before.endMs === endMs;
    if (state === 'done' || hasEntry || taking.enteredMs === endMs) continue;
    taking.enteredMs = endMs;
    entries.push({ eventId: taking.eventId, endMs });
  }
  if (entries.length > 0) await buckets.add(entries);
}

/** Those that somebody else changed meanwhile, with what they found. */
async function writeAll(rows: WaitingRows, changes: readonly Change[]): Promise<Taking[]> {
  const again: Taking[] = [];
  await inParallel(changes, CALLS_AT_ONCE, async ({ taking, folded }) => {
    const write = await rows.write(taking.eventId, folded.item!, taking.stored);
    if (write.written) return;
    taking.stored = write.found;
    again.push(taking);
  });
  return again;
}
