/**
 * Counts a batch of one shard's events into the windows of what was served: a second reader of the events stream, beside the
 * loop. What does not parse is left to join-labels, which keeps it with its reason; no event can fail a batch here.
 *
 * A window is kept per model, shard and bucket of event time, an eighth of the declared window. Each remembers the last event
 * that it counts, so that a batch delivered again, or cut otherwise, counts once. One read and one write per bucket and batch.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import { createEventParser, type EventParser, type ParsedEvent } from '../contracts/events';
import { Sketcher } from '../domain/drift/feature-sketches';
import { allRows, sketchNumbers } from '../domain/drift/sketch-numbers';
import { addWindows, emptyWindow, featuresHashOf, type Window } from '../domain/drift/window';
import { isTaken, type Sequence } from '../domain/lineage/sequence';
import type { EventRecord } from '../join-labels/join-labels';
import type { DriftWindows, StoredWindow, WindowPlace } from '../ports/drift-windows';

export const BUCKETS_PER_WINDOW = 8;
/** A window is looked at until it is this many windows old; nothing that is older when it arrives is counted. */
const WINDOWS_KEPT = 2;
/** Two readers of one shard take turns at most once a batch; more than this is no accident. */
const ATTEMPTS = 20;

interface Watched {
  readonly declaration: ModelDeclaration;
  readonly sketcher: Sketcher;
}

export interface WatchDrift {
  readonly models: ReadonlyMap<string, Watched>;
  readonly parse: EventParser;
  readonly windows: DriftWindows;
}

export const createWatchDrift = (models: readonly ModelDeclaration[], windows: DriftWindows): WatchDrift => ({
  models: new Map(
    models.map((declaration) => [declaration.name, { declaration, sketcher: new Sketcher(declaration) }]),
  ),
  parse: createEventParser(models),
  windows,
});

export const bucketLengthMs = ({ drift }: ModelDeclaration): number => Math.ceil(drift.windowMs / BUCKETS_PER_WINDOW);

interface Served {
  readonly sequence: Sequence;
  readonly served: NonNullable<ParsedEvent['served']>;
}

interface Bucket {
  readonly place: WindowPlace;
  readonly events: Served[];
}

/** @throws when another reader of the shard was faster at every attempt; whatever the windows throw */
export async function observe(deps: WatchDrift, shard: string, records: readonly EventRecord[]): Promise<void> {
  const buckets = new Map<string, Bucket>();
  for (const { data, sequence, arrivedAtMs } of records) {
    const parsed = deps.parse(data);
    if (!('event' in parsed) || parsed.event.served === null) continue;
    const { model, timeMs, served } = parsed.event;
    const { declaration } = deps.models.get(model)!;
    if (!isLately(timeMs, arrivedAtMs, declaration)) continue;
    const lengthMs = bucketLengthMs(declaration);
    const place = { model, shard, bucketMs: Math.floor(timeMs / lengthMs) * lengthMs };
    const key = `${model} ${place.bucketMs}`;
    const bucket = buckets.get(key) ?? { place, events: [] };
    bucket.events.push({ sequence, served });
    buckets.set(key, bucket);
  }
  await Promise.all([...buckets.values()].map((bucket) => countBucket(deps, bucket)));
}

/** One application's wrong clock must not become the latest window; and what is sent much later was not served lately. */
function isLately(timeMs: number, arrivedAtMs: number | null, { drift, aheadMs }: ModelDeclaration): boolean {
  if (arrivedAtMs === null) return true;
  return timeMs <= arrivedAtMs + aheadMs && timeMs > arrivedAtMs - WINDOWS_KEPT * drift.windowMs;
}

async function countBucket({ models, windows }: WatchDrift, { place, events }: Bucket): Promise<void> {
  const { declaration, sketcher } = models.get(place.model)!;
  const expiresAtMs = place.bucketMs + (WINDOWS_KEPT + 1) * declaration.drift.windowMs;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const stored = await windows.load(place);
    const fresh = events.filter(({ sequence }) => !isTaken(sequence, stored?.position));
    if (fresh.length === 0) return;
    const window = addWindows(before(stored, declaration), windowOf(declaration, sketcher, fresh));
    const next = { ...place, position: fresh.at(-1)!.sequence, window };
    if ((await windows.save(next, stored?.position ?? null, expiresAtMs)) === 'saved') return;
  }
  throw new Error(
    `shard ${place.shard}: another reader was faster ${ATTEMPTS} times in a row; deliver the batch again`,
  );
}

/** What was counted under another declaration of the features is let go. */
const before = (stored: StoredWindow | undefined, declaration: ModelDeclaration): Window =>
  stored?.window.featuresHash === featuresHashOf(declaration) ? stored.window : emptyWindow(declaration);

function windowOf(declaration: ModelDeclaration, sketcher: Sketcher, events: readonly Served[]): Window {
  const byVersion = new Map<string, number[]>();
  for (const { served } of events) {
    if (served.prediction === null) continue;
    const version = served.version ?? '';
    const values = byVersion.get(version) ?? [];
    values.push(served.prediction);
    byVersion.set(version, values);
  }
  const sketched = [...byVersion].map(
    ([version, values]) => [version, sketchNumbers(Float64Array.from(values), allRows(values.length))] as const,
  );
  return {
    featuresHash: featuresHashOf(declaration),
    served: events.length,
    features: sketcher.ofServed(events.map(({ served }) => served.features)),
    predictions: new Map(sketched),
  };
}
