/**
 * Is a training from scratch to be started now? Triggers only ask; this decides, so that no storm of them can start more than the
 * declaration allows:
 *
 * - A person is always admitted, and with that takes note of what was before.
 * - The calendar and the volume are admitted when as much time has passed, or as many examples were learned, as declared.
 * - An alarm is admitted at most `atMost.count` times within `atMost.withinMs`. One more means that training does not help: from then on
 *   alarms start nothing until a person has asked for a training.
 * - Nothing but a person is admitted within `cooldownMs` of the last start, whatever that one was for.
 *
 * O(history). An empty history: nothing was ever started, so what goes by time or volume is due.
 */
import type { RetrainDeclaration } from '../../contracts/declaration';
import type { CauseKind } from '../../contracts/retrain-state';
import { isByAlarm, type Refusal, type RetrainRecord, sincePerson, wasStarted } from './history';

export type Admission =
  | { readonly verdict: 'start'; readonly reason: string }
  | { readonly verdict: Refusal; readonly reason: string };

/** A schedule fires every so often after the one before fired, which was a little before that one was admitted. */
const EARLY_SHARE = 0.01;

/** @param examples that the model has learned by now */
export function admit(
  rule: RetrainDeclaration | null,
  history: readonly RetrainRecord[],
  examples: number,
  cause: CauseKind,
  nowMs: number,
): Admission {
  if (cause === 'person') return { verdict: 'start', reason: 'a person asked for it' };
  if (rule === null) return notDue('the model declares no retrain: only a person starts one');
  const starts = history.filter(wasStarted);
  const elapsedMs = nowMs - Math.max(Number.NEGATIVE_INFINITY, ...starts.map(({ atMs }) => atMs));
  const due = dueFor(rule, history, examples - (starts.at(-1)?.examples ?? 0), cause, nowMs, elapsedMs);
  if (due.verdict !== 'start') return due;
  if (elapsedMs < rule.cooldownMs) {
    return {
      verdict: 'cooldown',
      reason: `the last one was started ${span(elapsedMs)} ago, and the cooldown is ${span(rule.cooldownMs)}`,
    };
  }
  return isByAlarm(cause) ? withinBudget(rule, history, due, nowMs) : due;
}

function dueFor(
  { everyMs, everyExamples, onDrift }: RetrainDeclaration,
  history: readonly RetrainRecord[],
  fresh: number,
  cause: CauseKind,
  nowMs: number,
  elapsedMs: number,
): Admission {
  switch (cause) {
    case 'schedule':
      if (everyMs === null) return notDue('the model declares no retrain by time');
      if (elapsedMs < everyMs * (1 - EARLY_SHARE))
        return notDue(`the last one was started ${span(elapsedMs)} ago, and it is due every ${span(everyMs)}`);
      return start(`due every ${span(everyMs)}`);
    case 'volume':
      if (everyExamples === null) return notDue('the model declares no retrain by volume');
      if (fresh < everyExamples)
        return notDue(`${fresh} examples were learned since the last one, and it is due every ${everyExamples}`);
      return start(`${fresh} examples were learned since the last one; it is due every ${everyExamples}`);
    default: {
      if (cause === 'drift' && !onDrift) return notDue('the model declares that drift starts no training');
      const blocked = sincePerson(history).find(({ state }) => state === 'needs-person');
      return blocked === undefined
        ? start('an alarm went off')
        : needsPerson(`for ${span(nowMs - blocked.atMs)} a person has been needed`);
    }
  }
}

function withinBudget(
  { atMost }: RetrainDeclaration,
  history: readonly RetrainRecord[],
  due: Admission,
  nowMs: number,
): Admission {
  const spent = sincePerson(history).filter(
    (record) => wasStarted(record) && isByAlarm(record.cause) && nowMs - record.atMs < atMost.withinMs,
  );
  return spent.length < atMost.count
    ? due
    : needsPerson(`alarms have started ${spent.length} within ${span(atMost.withinMs)} and still go off`);
}

const start = (reason: string): Admission => ({ verdict: 'start', reason });
const notDue = (reason: string): Admission => ({ verdict: 'not-due', reason });
const needsPerson = (why: string): Admission => ({
  verdict: 'needs-person',
  reason: `${why}: training does not help; look into the data, and start the next one by hand`,
});

const SPANS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const;

/** In the largest unit of which there is at least one, with at most one decimal. */
function span(ms: number): string {
  const [unitMs, unit] = SPANS.find(([length]) => ms >= length) ?? [1, 'ms'];
  return `${Number((ms / unitMs).toFixed(1))} ${unit}`;
}
