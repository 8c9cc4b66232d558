/**
 * Waiting events in the Waiting table (see keys.ts). Every transition is a conditional write of one item, so that any number of
 * readers, retries and crashes make each of them once. What is done is not forgotten by a crash, unlike the port allows.
 */
import type { WindowRule } from '../../../domain/labels/waiting';
import { windowOrigin } from '../../../domain/labels/window-sequence';
import type { WaitingEvents } from '../../../ports/waiting-events';
import { type Backoff, jittered } from './backoff';
import { closingBuckets } from './closing-buckets';
import { countWaiting } from './count-waiting';
import { dynamoOrigins } from './origins';
import type { Table } from './rows';
import { closeDue } from './waiting-close';
import { waitingRows } from './waiting-rows';
import { takeArrivals } from './waiting-take';

export interface DynamoWaitingEvents extends Table {
  /** By model. */
  readonly rules: Readonly<Record<string, WindowRule>>;
  /**
   * How long after its arrival an event can still be delivered again: the retention of the events stream, and a day.
   * @default 8 days
   */
  readonly retriesMs?: number;
  /** @default Date.now */
  readonly nowMs?: () => number;
  /** @default jittered */
  readonly backoff?: Backoff;
}

const EIGHT_DAYS_MS = 8 * 86_400_000;

export function createDynamoWaitingEvents(options: DynamoWaitingEvents): WaitingEvents {
  const { client, table, rules, retriesMs = EIGHT_DAYS_MS, nowMs = Date.now, backoff = jittered } = options;
  const origins = dynamoOrigins({ client, table });
  const of = (model: string) => {
    const rule = Object.hasOwn(rules, model) ? rules[model] : undefined;
    if (rule === undefined)
      throw new Error(`the waiting store was made without the model ${model}; pass its window rule`);
    return {
      model,
      rule,
      rows: waitingRows({ client, table, nowMs, backoff, retriesMs }, model, rule.withinMs),
      buckets: closingBuckets({ client, table }, model, nowMs),
    };
  };
  return {
    ...origins,
    async take(model, arrivals) {
      return takeArrivals({ ...of(model), origins: origins.origins }, arrivals);
    },
    async close(model, watermarkMs, after, limit) {
      const settled = async () => (await origins.origin(windowOrigin(model)))?.position;
      return closeDue({ ...of(model), settled, nowMs }, { watermarkMs, after, limit });
    },
    count: (model) => countWaiting({ client, table }, model),
  };
}
