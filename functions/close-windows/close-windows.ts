/**
 * Ends the windows that event time has passed: default labels become examples, predictions without an outcome and outcomes
 * without a prediction are counted late and kept as letters. The windows of a model are an origin of their own.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import { lateReason } from '../domain/labels/late-reasons';
import { openTallies, tallyOf } from '../domain/labels/tally';
import type { Due, Item, OriginState } from '../domain/labels/waiting';
import { windowOrigin } from '../domain/labels/window-sequence';
import { compareSequences, type Sequence } from '../domain/lineage/sequence';
import { type JoinLabels, putBlock, settled } from '../join-labels/join-labels';
import type { DeadLetter } from '../ports/dead-letters';
import type { LiveShard } from '../ports/events-shards';

const ENDINGS_PER_BLOCK = 8192;
const IDLE_AFTER_MS = 5 * 60_000;

/**
 * @param liveShards the shards that still bring events: the slowest of them decides what time it is. Absent: all that ever did.
 * @param idleAfterMs how long a shard must have been silent before the wall clock, less this time, speaks for it: as long as
 *   an event may be under way. Default: 5 minutes.
 */
export async function closeWindows(
  deps: JoinLabels,
  declaration: ModelDeclaration,
  liveShards?: readonly LiveShard[],
  idleAfterMs = IDLE_AFTER_MS,
): Promise<void> {
  const model = declaration.name;
  const origin = windowOrigin(model);
  const origins = await deps.waiting.origins();
  const watermarkMs = watermarkOf(origins, declaration, liveShards, idleAfterMs);
  let state: OriginState | undefined = origins[origin];
  const closedUpToMs = state?.tallies[model]?.latestMs ?? 0;
  if (watermarkMs <= closedUpToMs) return;
  for (;;) {
    const from = state ?? null;
    const dues = await deps.waiting.close(model, watermarkMs, state?.position ?? null, ENDINGS_PER_BLOCK);
    const tallies = openTallies(state);
    const tally = tallyOf(tallies, model);
    const isLast = dues.length < ENDINGS_PER_BLOCK;
    // Before the last part the clock stays: a crash between two parts must find the rest still open.
    if (isLast) tally.latestMs = watermarkMs;
    const letters: DeadLetter[] = [];
    const completed = [];
    let position: Sequence = state?.position ?? '0';
    for (const due of dues) {
      if (compareSequences(due.sequence, position) > 0) position = due.sequence;
      if (due.kind === 'completes') {
        completed.push(due.example);
        tally.released += due.example.events;
      } else {
        tally.late += due.events;
        letters.push(letterOf(declaration, due));
      }
    }
    await putBlock(deps.examples, declaration, origin, completed);
    if (letters.length > 0) await deps.deadLetters.put(letters);
    state = settled(position, tallies);
    // Somebody else is closing them: what is left is due at the next call.
    if ((await deps.waiting.settle(origin, state, from)) === 'conflict') return;
    if (isLast) return;
  }
}

/**
 * The time up to which all live shards have brought their events, less the disorder allowed: 0, so that nothing ends, as long
 * as one of them has brought none. A shard that has been silent for long no longer holds the others back, and with all of them
 * silent the windows end by the wall clock. History that is sent late is safe as long as it keeps coming.
 */
function watermarkOf(
  origins: Readonly<Record<string, OriginState>>,
  { name, disorderMs }: ModelDeclaration,
  liveShards: readonly LiveShard[] | undefined,
  idleAfterMs: number,
): number {
  const latestMs = (shard: string): number => origins[shard]?.tallies[name]?.latestMs ?? 0;
  const brought = (origin: string): boolean =>
    origin !== windowOrigin(name) && origins[origin]!.tallies[name] !== undefined;
  const timesMs =
    liveShards === undefined
      ? Object.keys(origins).filter(brought).map(latestMs)
      : liveShards.map((live) =>
          Math.max(latestMs(live.shard), silentUpToMs(name, live, origins[live.shard], idleAfterMs)),
        );
  return timesMs.length === 0 ? 0 : Math.min(...timesMs) - disorderMs;
}

/** A model is silent, too, on a shard that other models keep busy: then up to where the shard was read. */
function silentUpToMs(
  model: string,
  { silence }: LiveShard,
  state: OriginState | undefined,
  idleAfterMs: number,
): number {
  const arrivedAtMs = state?.arrivedAtMs ?? {};
  const untilMs = silence?.untilMs ?? arrivedAtMs[''] ?? 0;
  const sinceMs = arrivedAtMs[model] ?? (arrivedAtMs[''] === undefined ? (silence?.sinceMs ?? 0) : 0);
  return untilMs - sinceMs < idleAfterMs ? 0 : untilMs - idleAfterMs;
}

function letterOf(declaration: ModelDeclaration, { item, code, eventId }: Due & { kind: 'late' }): DeadLetter {
  return {
    ...item.opened,
    model: declaration.name,
    code,
    reason: lateReason(code),
    data: JSON.stringify(eventOf(declaration, eventId, item)),
  };
}

/** The event that opened the item, as it would be sent again; with both halves, the example that they make. */
function eventOf({ name, outcome }: ModelDeclaration, eventId: string, item: Item): Record<string, unknown> {
  const { served, label, predictedAtMs, outcomeAtMs } = item;
  const type = served === null ? 'outcome' : label === null ? 'prediction' : 'example';
  const logged =
    served === null ? {} : Object.fromEntries(Object.entries(served).filter(([, value]) => value !== null));
  const sent = label === null ? {} : { outcome: outcome.kind === 'multiclass' ? outcome.classes[label] : label };
  return {
    type,
    model: name,
    eventId,
    time: new Date(predictedAtMs ?? outcomeAtMs ?? 0).toISOString(),
    ...logged,
    ...sent,
  };
}
