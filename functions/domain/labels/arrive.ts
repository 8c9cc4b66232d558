/**
 * What an arrival does when the item of its id may be over already. An item that is done, and whose transitions nobody will
 * retry, needs to be kept only as a remnant: when its window ended, and which half never came.
 *
 *   the half that never came      late: it is counted, and kept as a letter, before and after the item is forgotten alike
 *   anything else                 a duplicate, until the item is forgotten
 *   after it is forgotten         as if the id had never been seen: copies are late by then, a new event opens a new item
 *
 * Forgetting is decided by the arrival's own watermark, not by when an adapter gets round to dropping things: the answer does
 * not depend on how the stream was cut into calls. O(1).
 */
import { isTaken } from '../lineage/sequence';
import {
  type Answer,
  type Arrival,
  forgettableAtMs,
  type Item,
  type Mark,
  transition,
  type WindowRule,
} from './waiting';

/** What is kept of an item that is done and whose transitions are settled. */
export interface Remnant {
  readonly state: 'settled';
  readonly endMs: number;
  readonly lacks: 'outcome' | 'prediction' | null;
}

export type Stored = Item | Remnant;

export function remnantOf({ endMs, ended, predictedAtMs, outcomeAtMs }: Item): Remnant {
  const lacks = ended === null ? null : predictedAtMs === null ? 'prediction' : outcomeAtMs === null ? 'outcome' : null;
  return { state: 'settled', endMs, lacks };
}

interface Step {
  /** What to store instead; undefined when nothing changes. */
  readonly item: Item | undefined;
  readonly answer: Answer;
}

const LATE = {
  outcome: { item: undefined, answer: { kind: 'late', code: 'late-outcome' } },
  prediction: { item: undefined, answer: { kind: 'late', code: 'late-prediction' } },
} as const satisfies Record<string, Step>;

const DUPLICATE: Step = { item: undefined, answer: { kind: 'duplicate' } };

/** As `transition`, for an item that may be settled. */
export function arrive(stored: Stored | undefined, arrival: Arrival, rule: WindowRule): Step {
  if (stored === undefined) return transition(undefined, arrival, rule);
  if (stored.state === 'settled') return afterwards(stored, arrival, rule);
  if (isBefore(arrival, stored.opened)) return lateAgain(undefined, arrival, rule);
  if (stored.joined !== null && isBefore(arrival, stored.joined) && !isMark(arrival, stored.opened))
    return lateAgain(withoutHalf(stored, arrival.kind, rule), arrival, rule);
  const step = transition(stored, arrival, rule);
  if (stored.state !== 'done' || step.answer.kind !== 'duplicate') return step;
  const after = afterwards(remnantOf(stored), arrival, rule);
  // A retry of the item's own transitions may still come and must find it: its id is not free for a new event yet.
  return after.item === undefined ? after : step;
}

const isMark = (arrival: Arrival, { origin, sequence }: Mark): boolean =>
  arrival.origin === origin && arrival.sequence === sequence;

const isBefore = (arrival: Arrival, mark: Mark): boolean =>
  arrival.origin === mark.origin && arrival.sequence !== mark.sequence && isTaken(arrival.sequence, mark.sequence);

/**
 * A retry of what its own origin had read before the transition that is stored. It came to nothing then, or that transition
 * would be its own: it was late, and is so again, or it was a copy. What was a copy of an id's former use can be late here:
 * rather a letter too many than an event lost.
 */
function lateAgain(before: Item | undefined, arrival: Arrival, rule: WindowRule): Step {
  const step = transition(before, arrival, rule);
  return step.answer.kind === 'late' ? step : DUPLICATE;
}

/** The item as it was before an event of this kind joined it. */
function withoutHalf(item: Item, kind: Arrival['kind'], { withinMs }: WindowRule): Item {
  const alone = { ...item, events: 1, joined: null, ended: null } as const;
  return kind === 'prediction'
    ? { ...alone, state: 'outcome-first', served: null, predictedAtMs: null, endMs: item.outcomeAtMs! + withinMs }
    : { ...alone, state: 'predicted', label: null, outcomeAtMs: null };
}

function afterwards(remnant: Remnant, arrival: Arrival, rule: WindowRule): Step {
  if (forgettableAtMs(remnant, rule) <= arrival.watermarkMs) return transition(undefined, arrival, rule);
  if (remnant.lacks !== null && arrival.kind === remnant.lacks) return LATE[remnant.lacks];
  return DUPLICATE;
}
