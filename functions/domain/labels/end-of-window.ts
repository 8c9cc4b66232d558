/**
 * What closing does to one item, given how far the windows of its model were closed before. An item that slipped in behind that
 * position cannot be completed in order any more, so it is given as late: under the code that its window's end would have
 * given it, or, had it become an example, as a prediction (or example) that came too late.
 *
 * Its own sequence has passed, so it gets one just after the position: a retry from the same position numbers it the same, and
 * the position moves past it. The 15 digits come from its hash; of the 25 digits that order the ends of one millisecond, a
 * window that really ends in that gap has probability 1e-9. O(1).
 */
import { isTaken, type Sequence } from '../lineage/sequence';
import { type Due, endWindow, type Item, type Mark, type WindowRule } from './waiting';
import { windowOrigin, windowSequence } from './window-sequence';

const STRAGGLER_DIGITS = 15;

export function endOfWindow(
  model: string,
  eventId: string,
  item: Item,
  after: Sequence | null,
  rule: WindowRule,
): { readonly item: Item; readonly due: Due } {
  const own = windowSequence(item.endMs, eventId);
  const origin = windowOrigin(model);
  if (after === null || !isTaken(own, after)) return endWindow(item, eventId, { origin, sequence: own }, rule);
  const sequence = String(BigInt(after) + 1n + BigInt(own.slice(-STRAGGLER_DIGITS)));
  return endStraggler(item, eventId, { origin, sequence }, rule);
}

/** What closing gave for an item whose window it has ended, from the item alone; undefined for one that a join completed, or none. */
export function dueAgain(eventId: string, item: Item, rule: WindowRule): Due | undefined {
  const { ended, predictedAtMs, outcomeAtMs } = item;
  if (ended === null) return undefined;
  const state = predictedAtMs === null ? 'outcome-first' : outcomeAtMs === null ? 'predicted' : 'labelled';
  const open: Item = { ...item, state, ended: null };
  const inOrder = ended.sequence === windowSequence(item.endMs, eventId);
  return (inOrder ? endWindow : endStraggler)(open, eventId, ended, rule).due;
}

function endStraggler(item: Item, eventId: string, mark: Mark, rule: WindowRule): ReturnType<typeof endWindow> {
  const ended = endWindow(item, eventId, mark, rule);
  if (ended.due.kind === 'late') return ended;
  const code = item.events === 1 && item.label !== null ? 'late-example' : 'late-prediction';
  const { sequence } = mark;
  return { item: ended.item, due: { sequence, eventId, kind: 'late', code, events: item.events, item } };
}
