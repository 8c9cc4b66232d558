/** What a model's head remembers of the trainings from scratch that were asked for: as much as the next decision needs. */
import type { RetrainDeclaration } from '../../contracts/declaration';
import type { CauseKind } from '../../contracts/retrain-state';

/** 'not-possible': there is no such learner, or nothing to learn from. */
export type Refusal = 'not-due' | 'cooldown' | 'needs-person' | 'not-possible';

export interface RetrainRecord {
  /** Names the request: asked again under the same name, it is this one. */
  readonly id: string;
  /** When it was decided on, ms since the epoch on the clock that predictions are stamped with. */
  readonly atMs: number;
  readonly cause: CauseKind;
  /** Examples that the model had learned by then. */
  readonly examples: number;
  readonly learner: string | null;
  readonly state: 'started' | 'deployed' | 'failed' | Refusal;
  /** The line that it made; null as long as it made none. */
  readonly version: string | null;
}

export const wasStarted = ({ state }: RetrainRecord): boolean =>
  state === 'started' || state === 'deployed' || state === 'failed';

/** An alarm may go off again because the training did not help; the calendar, the volume and a person ask for reasons of their own. */
export const isByAlarm = (cause: CauseKind): boolean => cause === 'drift' || cause === 'alarm';

/** What came after the last training that a person asked for: with it a person has taken note of all before. */
export function sincePerson(history: readonly RetrainRecord[]): readonly RetrainRecord[] {
  const last = history.findLastIndex((record) => record.cause === 'person' && wasStarted(record));
  return history.slice(last + 1);
}

const RECENT = 16;

/**
 * The history without what no decision will ask for again: at most `RECENT` starts, as many refusals, the starts that count for the
 * budget, the last start, and the word that a person is needed. O(history).
 */
export function pruned(
  history: readonly RetrainRecord[],
  rule: RetrainDeclaration | null,
  nowMs: number,
): readonly RetrainRecord[] {
  const kept = new Set([
    ...history.filter(wasStarted).slice(-RECENT),
    ...history.filter((record) => !wasStarted(record)).slice(-RECENT),
  ]);
  const unnoticed = sincePerson(history);
  const blocked = unnoticed.find(({ state }) => state === 'needs-person');
  if (blocked !== undefined) kept.add(blocked);
  const person = history.findLast((record) => record.cause === 'person' && wasStarted(record));
  if (person !== undefined) kept.add(person);
  for (const record of unnoticed) {
    if (rule !== null && wasStarted(record) && isByAlarm(record.cause) && nowMs - record.atMs < rule.atMost.withinMs)
      kept.add(record);
  }
  return history.filter((record) => kept.has(record));
}
