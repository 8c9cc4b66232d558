/** A model that has learned, events that were served, and what watching them needs. */
import { createMemoryDriftWindows } from '../../../functions/adapters/memory/drift-windows';
import { hours } from '../../../functions/contracts/duration';
import type { MetricName } from '../../../functions/contracts/metrics';
import type { EventRecord } from '../../../functions/join-labels/join-labels';
import type { Metrics } from '../../../functions/ports/metrics';
import { createWatchDrift } from '../../../functions/watch-drift/observe';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  EVERY_MS,
  learnBlocks,
  memoryStores,
  STARTS_AT_MS,
  type Stores,
  sequenceOf,
} from '../../support/learning';
import { createPrng } from '../../support/prng';

export const LEARNED = 1600;
/** The served events begin where the learned ones end. */
export const SERVED_FROM_MS = STARTS_AT_MS + LEARNED * EVERY_MS;
export const WINDOW_MS = hours(8);
export const BUCKET_MS = WINDOW_MS / 8;

export const declaration = binaryModel({ drift: { window: WINDOW_MS, minimumSample: 200 } });

export interface Put {
  readonly name: MetricName;
  readonly value: number;
  readonly detail?: Readonly<Record<string, string | number>>;
}

export const collectMetrics = (): Metrics & { readonly put: Metrics['put']; readonly puts: Put[] } => {
  const puts: Put[] = [];
  return {
    puts,
    put: (_, name, value, detail) => void puts.push({ name, value, ...(detail === undefined ? {} : { detail }) }),
  };
};

export async function learnedStores(): Promise<Stores> {
  const stores = memoryStores();
  await learnBlocks(stores, declaration, blocksOf(declaration, completedExamples(declaration, LEARNED), 200));
  return stores;
}

export interface Change {
  /** Added to x. */
  readonly shift?: number;
  readonly place?: string;
  readonly y?: number | null;
  readonly prediction?: number;
  readonly version?: string;
  readonly arrivedAfterMs?: number;
}

/** One prediction a minute, with features as they were learned but for what is changed. */
export function servedRecords(count: number, change: Change = {}, from = 0): EventRecord[] {
  const prng = createPrng(4711 + from);
  const like = completedExamples(declaration, count, { seed: 99 + from });
  return like.map(({ served: { features } }, at) => {
    const timeMs = SERVED_FROM_MS + (from + at) * EVERY_MS;
    const { shift = 0, place = features.place, y = features.y, prediction = prng.next() } = change;
    const event = {
      type: 'prediction',
      model: declaration.name,
      eventId: `s${from + at}`,
      time: new Date(timeMs).toISOString(),
      features: { ...features, x: Number(features.x) + shift, place, y },
      prediction,
      ...(change.version === undefined ? {} : { version: change.version }),
    };
    const { arrivedAfterMs = 0 } = change;
    return { sequence: sequenceOf(from + at), data: JSON.stringify(event), arrivedAtMs: timeMs + arrivedAfterMs };
  });
}

export const newWatch = () => createWatchDrift([declaration], createMemoryDriftWindows());
