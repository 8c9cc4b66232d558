/**
 * Counting events exactly once: a tally belongs to an origin and is saved with its position, so that what a retry counts again
 * was never counted before. The identity accepted = learned + pending + late + rejected is checked against counts kept apart:
 * what waits is counted by the store that holds it, what was learned by the head.
 */
import { emptyTally, type OriginState, type Tally } from './waiting';

export interface Counts {
  readonly accepted: number;
  readonly learned: number;
  readonly pending: number;
  readonly late: number;
  readonly rejected: number;
  readonly duplicates: number;
}

export type MutableTally = { -readonly [K in keyof Tally]: Tally[K] };

/** Detached copies of an origin's tallies, to be counted on. */
export function openTallies(state: OriginState | undefined): Map<string, MutableTally> {
  return new Map(Object.entries(state?.tallies ?? {}).map(([model, tally]) => [model, { ...tally }]));
}

/** The tally of `model`, begun at nothing. */
export function tallyOf(tallies: Map<string, MutableTally>, model: string): MutableTally {
  let tally = tallies.get(model);
  if (tally === undefined) {
    tally = { ...emptyTally };
    tallies.set(model, tally);
  }
  return tally;
}

/** Adds up the tallies of one model (or, for undefined, of all) over all origins. */
export function sumTallies(origins: Readonly<Record<string, OriginState>>, model: string | undefined): Tally {
  const sum: MutableTally = { ...emptyTally };
  for (const { tallies } of Object.values(origins)) {
    for (const [name, tally] of Object.entries(tallies)) {
      if (model !== undefined && name !== model) continue;
      sum.latestMs = Math.max(sum.latestMs, tally.latestMs);
      sum.accepted += tally.accepted;
      sum.duplicates += tally.duplicates;
      sum.late += tally.late;
      sum.rejected += tally.rejected;
      sum.released += tally.released;
    }
  }
  return sum;
}

/** @param waiting accepted events in the waiting store  @param learned accepted events in learned examples */
export const countsOf = (sum: Tally, waiting: number, learned: number): Counts => ({
  accepted: sum.accepted,
  learned,
  pending: waiting + (sum.released - learned),
  late: sum.late,
  rejected: sum.rejected,
  duplicates: sum.duplicates,
});

/** How far the counts are from accepted = learned + pending + late + rejected; 0 when every event is accounted for. */
export const unaccounted = (counts: Counts): number =>
  counts.accepted - counts.learned - counts.pending - counts.late - counts.rejected;
