/**
 * How an event waits for its other half: the states of one item per event id, and every transition between them, as pure
 * functions. Adapters store items and make each transition once; what a transition means is decided here alone.
 *
 *   (nothing) ──prediction──▶ predicted ──outcome──▶ done          early release: the join completes the example
 *       │                        │   └────outcome──▶ labelled ──window's end──▶ done     (a default label exists)
 *       │                        └──window's end──▶ done           default label, or discarded and counted late
 *       ├──outcome──▶ outcome-first ──prediction──▶ done or labelled
 *       │                   └──window's end──▶ done                no prediction ever came: counted late
 *       └──example──▶ done or labelled
 *
 * A transition remembers the origin and sequence that made it. The same origin and sequence again (a retry) gets the same
 * answer again; any other event that finds the transition taken is a duplicate.
 */
import type { Sequence } from '../lineage/head';

/** What was served: feature values by name (missing ones absent or null), and what was logged with them. */
export interface Served {
  readonly features: Readonly<Record<string, string | number | null>>;
  readonly weight: number | null;
  readonly source: string | null;
  readonly version: string | null;
  readonly prediction: number | null;
  readonly propensity: number | null;
}

/** One accepted event on its way into the waiting store. */
export interface Arrival {
  readonly kind: 'prediction' | 'outcome' | 'example';
  readonly origin: string;
  readonly sequence: Sequence;
  readonly eventId: string;
  readonly timeMs: number;
  /** Present for predictions and examples. */
  readonly served: Served | null;
  /** Class index or value; present for outcomes and examples. */
  readonly label: number | null;
  /** Windows that end at or before this are closed, as this event's shard sees it. */
  readonly watermarkMs: number;
}

export interface WindowRule {
  readonly withinMs: number;
  /** 'discard': examples are released when joined. A label: all are released at the window's end, unlabelled ones with it. */
  readonly otherwise: 'discard' | number;
}

/** Where and when a transition was made. */
export interface Mark {
  readonly origin: string;
  readonly sequence: Sequence;
}

export interface Item {
  readonly state: 'predicted' | 'outcome-first' | 'labelled' | 'done';
  readonly endMs: number;
  readonly predictedAtMs: number | null;
  readonly served: Served | null;
  readonly label: number | null;
  readonly outcomeAtMs: number | null;
  /** Accepted events in this item. */
  readonly events: 1 | 2;
  /** What opened it, what brought the other half, and what ended its window. */
  readonly opened: Mark;
  readonly joined: Mark | null;
  readonly ended: Mark | null;
}

/** An example complete with its label, at the sequence of the origin that completed it. */
export interface Completed {
  readonly sequence: Sequence;
  readonly eventId: string;
  readonly served: Served;
  readonly label: number;
  readonly predictedAtMs: number;
  readonly completedAtMs: number;
  readonly events: 1 | 2;
}

export type Answer =
  | { readonly kind: 'waits' }
  | { readonly kind: 'completes'; readonly example: Completed }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'late'; readonly code: LateCode };

export type LateCode = 'late-outcome' | 'late-prediction' | 'late-example' | 'no-outcome' | 'no-prediction';

/** What the end of a window made of an item. */
export type Due = {
  readonly sequence: Sequence;
  readonly eventId: string;
} & (
  | { readonly kind: 'completes'; readonly example: Completed }
  | { readonly kind: 'late'; readonly code: LateCode; readonly events: 1 | 2; readonly item: Item }
);

/** Counts of events of one model at one origin; `released` are those that left as part of a complete example. */
export interface Tally {
  /** The latest event time seen, 0 before the first; for the windows' origin, the time up to which windows are closed. */
  readonly latestMs: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly late: number;
  readonly rejected: number;
  readonly released: number;
}

export const emptyTally: Tally = {
  latestMs: 0,
  accepted: 0,
  duplicates: 0,
  late: 0,
  rejected: 0,
  released: 0,
};

/** Where an origin of the events stream (or the windows of a model) stands. */
export interface OriginState {
  readonly position: Sequence;
  /** By model; '' for events that name no known model. */
  readonly tallies: Readonly<Record<string, Tally>>;
  /** By model, when the stream received its last event, by the wall clock; '' for any event. Absent where no transport says so. */
  readonly arrivedAtMs?: Readonly<Record<string, number>>;
}

const WAITS: Answer = { kind: 'waits' };
const DUPLICATE: Answer = { kind: 'duplicate' };

const madeBy = (mark: Mark | null, arrival: Arrival): boolean =>
  mark !== null && mark.sequence === arrival.sequence && mark.origin === arrival.origin;

const late = (code: LateCode): { item: undefined; answer: Answer } => ({
  item: undefined,
  answer: { kind: 'late', code },
});

const latenessOf = { prediction: 'late-prediction', outcome: 'late-outcome', example: 'late-example' } as const;

/**
 * What `arrival` does to the item of its event id. `item` is what is stored (undefined: nothing); the answer's `item` is what
 * to store instead, undefined when nothing changes.
 */
export function transition(
  item: Item | undefined,
  arrival: Arrival,
  rule: WindowRule,
): { readonly item: Item | undefined; readonly answer: Answer } {
  if (item === undefined) return open(arrival, rule);
  if (madeBy(item.joined, arrival)) {
    return { item: undefined, answer: rule.otherwise === 'discard' ? released(item, arrival.eventId) : WAITS };
  }
  if (madeBy(item.opened, arrival)) {
    const alone = arrival.kind === 'example' && rule.otherwise === 'discard';
    return { item: undefined, answer: alone ? released(item, arrival.eventId) : WAITS };
  }
  const wanted = item.state === 'predicted' ? 'outcome' : item.state === 'outcome-first' ? 'prediction' : null;
  if (arrival.kind !== wanted) return { item: undefined, answer: DUPLICATE };
  return join(item, arrival, rule);
}

function open(arrival: Arrival, rule: WindowRule): { item: Item | undefined; answer: Answer } {
  const endMs = arrival.timeMs + rule.withinMs;
  if (endMs <= arrival.watermarkMs) return late(latenessOf[arrival.kind]);
  const complete = arrival.kind === 'example';
  const item: Item = {
    state:
      arrival.kind === 'outcome'
        ? 'outcome-first'
        : !complete
          ? 'predicted'
          : rule.otherwise === 'discard'
            ? 'done'
            : 'labelled',
    endMs,
    predictedAtMs: arrival.kind === 'outcome' ? null : arrival.timeMs,
    served: arrival.served,
    label: arrival.label,
    outcomeAtMs: arrival.kind === 'prediction' ? null : arrival.timeMs,
    events: 1,
    opened: { origin: arrival.origin, sequence: arrival.sequence },
    joined: null,
    ended: null,
  };
  return { item, answer: item.state === 'done' ? released(item, arrival.eventId) : WAITS };
}

function join(item: Item, arrival: Arrival, rule: WindowRule): { item: Item | undefined; answer: Answer } {
  const predictedAtMs = item.predictedAtMs ?? arrival.timeMs;
  const outcomeAtMs = item.outcomeAtMs ?? arrival.timeMs;
  const endMs = predictedAtMs + rule.withinMs;
  if (outcomeAtMs > endMs || endMs <= arrival.watermarkMs) return late(latenessOf[arrival.kind]);
  const joined: Item = {
    state: rule.otherwise === 'discard' ? 'done' : 'labelled',
    endMs,
    predictedAtMs,
    served: item.served ?? arrival.served,
    label: item.label ?? arrival.label,
    outcomeAtMs,
    events: 2,
    opened: item.opened,
    joined: { origin: arrival.origin, sequence: arrival.sequence },
    ended: null,
  };
  return { item: joined, answer: joined.state === 'done' ? released(joined, arrival.eventId) : WAITS };
}

/** The answer that a joined item gave, or gives again. */
function released(item: Item, eventId: string): Answer {
  const by = item.joined ?? item.opened;
  return {
    kind: 'completes',
    example: complete(item, eventId, by.sequence, Math.max(item.predictedAtMs!, item.outcomeAtMs!), item.label!),
  };
}

function complete(item: Item, eventId: string, sequence: Sequence, completedAtMs: number, label: number): Completed {
  return {
    sequence,
    eventId,
    served: item.served!,
    label,
    predictedAtMs: item.predictedAtMs!,
    completedAtMs,
    events: item.events,
  };
}

/** What the end of its window makes of an item that is not done; `mark` is the windows' origin and its sequence for this item. */
export function endWindow(
  item: Item,
  eventId: string,
  mark: Mark,
  rule: WindowRule,
): { readonly item: Item; readonly due: Due } {
  const done: Item = { ...item, state: 'done', ended: mark };
  const at = { sequence: mark.sequence, eventId };
  if (item.state === 'outcome-first')
    return { item: done, due: { ...at, kind: 'late', code: 'no-prediction', events: item.events, item } };
  const label = item.label ?? (rule.otherwise === 'discard' ? null : rule.otherwise);
  if (label === null)
    return { item: done, due: { ...at, kind: 'late', code: 'no-outcome', events: item.events, item } };
  return {
    item: done,
    due: { ...at, kind: 'completes', example: complete(item, eventId, mark.sequence, item.endMs, label) },
  };
}

/** A done item is forgotten when a copy of either of its events would be late anyhow. */
export const forgettableAtMs = (item: Pick<Item, 'endMs'>, rule: WindowRule): number => item.endMs + rule.withinMs;
