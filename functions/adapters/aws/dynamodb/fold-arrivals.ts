/**
 * What the arrivals of one event id, in order, make of its item. Pure. An item that is done is kept whole until it expires; where
 * it is over for everybody (all its transitions are settled) and forgettable by the arrival's own watermark, it is taken for the
 * remnant that other stores would have kept of it, so that its id is free again. O(arrivals).
 */
import { arrive, remnantOf } from '../../../domain/labels/arrive';
import {
  type Answer,
  type Arrival,
  forgettableAtMs,
  type Item,
  type Mark,
  type OriginState,
  type WindowRule,
} from '../../../domain/labels/waiting';
import { isTaken } from '../../../domain/lineage/sequence';

/** With each arrival's place in its call. */
export type Arrivals = readonly { readonly at: number; readonly arrival: Arrival }[];

export interface Folded {
  /** What to store instead; undefined when nothing changes. */
  readonly item: Item | undefined;
  /** One for each arrival. */
  readonly answers: readonly Answer[];
}

/** @param origins needed where isForgettableIn */
export function fold(
  stored: Item | undefined,
  arrivals: Arrivals,
  rule: WindowRule,
  origins: Readonly<Record<string, OriginState>>,
): Folded {
  const isSettled = (mark: Mark | null): boolean =>
    mark === null || isTaken(mark.sequence, origins[mark.origin]?.position);
  let item = stored;
  const answers = arrivals.map(({ arrival }) => {
    const isOver =
      isForgettable(item, arrival, rule) && isSettled(item.opened) && isSettled(item.joined) && isSettled(item.ended);
    const step = arrive(isOver ? remnantOf(item!) : item, arrival, rule);
    item = step.item ?? item;
    return step.answer;
  });
  return { item: item === stored ? undefined : item, answers };
}

/** Whether it matters to one of them what is settled. */
export const isForgettableIn = (stored: Item | undefined, arrivals: Arrivals, rule: WindowRule): boolean =>
  arrivals.some(({ arrival }) => isForgettable(stored, arrival, rule));

const isForgettable = (item: Item | undefined, arrival: Arrival, rule: WindowRule): item is Item =>
  item?.state === 'done' && forgettableAtMs(item, rule) <= arrival.watermarkMs;
