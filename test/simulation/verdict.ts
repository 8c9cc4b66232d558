/** Did a run keep the promises? What the watch saw, what the stream is known to hold, and what the undisturbed run came to. */
import { unaccounted } from '../../functions/domain/labels/tally';
import { brokenHistory } from './history';
import type { Ended, Outcome } from './outcome';
import type { Stream } from './stream';
import type { World } from './world';

/** What holds of every run of this stream, in whatever order its shards came. */
export function brokenPromises({ watch }: World, { facts }: Stream, ended: Ended): string[] {
  const { counts, examples, head, letters } = ended.outcome;
  const broken = [...watch.violations, ...brokenHistory(ended)];
  const expect = (what: string, got: unknown, wanted: unknown): void => {
    if (JSON.stringify(got) !== JSON.stringify(wanted))
      broken.push(`${what}: got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`);
  };
  expect('events unaccounted for', unaccounted(counts), 0);
  expect('accepted events', counts.accepted, facts.sent - facts.duplicates);
  expect('duplicates', counts.duplicates, facts.duplicates);
  expect('rejected events', counts.rejected, facts.rejected);
  expect('late events', counts.late, facts.late);
  expect('pending events', counts.pending, head.waiting.events + facts.waiting);
  expect('letters', letters.length, facts.rejected + facts.late);
  const labels = Object.fromEntries(watch.streamed.map(({ eventId, label }) => [eventId, label]));
  expect('labels by event id', sorted(labels), sorted(facts.examples));
  expect('examples of the stream', watch.streamed.length, Object.keys(facts.examples).length);
  expect(
    'examples as they were learned',
    examples,
    watch.streamed.map(({ eventId }) => eventId),
  );
  return broken;
}

const sorted = (labels: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));

/** Bit for bit what the undisturbed run came to. */
export const differencesFrom = (undisturbed: Outcome, outcome: Outcome): string[] =>
  differing(undisturbed, outcome, ['counts', 'letters', 'examples', 'head', 'workspace', 'ledger']);

function differing(wanted: Outcome, got: Outcome, fields: readonly (keyof Outcome)[]): string[] {
  return fields
    .filter((field) => JSON.stringify(wanted[field]) !== JSON.stringify(got[field]))
    .map((field) => `${field} ${firstDifference(wanted[field], got[field], '')}`);
}

/** Shards of equal standing came in another order: the same events learned, each once, if not in the same micro-batches. */
export function differencesBesideOrder(undisturbed: Outcome, outcome: Outcome): string[] {
  const blind = ({ counts, ...rest }: Outcome): Outcome => {
    const { learned, pending } = counts;
    return {
      ...rest,
      examples: [...rest.examples].sort(),
      counts: { ...counts, learned: 0, pending: learned + pending },
    };
  };
  return differing(blind(undisturbed), blind(outcome), ['counts', 'letters', 'examples']);
}

/** Where two values part, as a path with both values. */
function firstDifference(wanted: unknown, got: unknown, path: string): string {
  const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null;
  if (isBranch(wanted) && isBranch(got)) {
    for (const key of new Set([...Object.keys(wanted), ...Object.keys(got)])) {
      const [a, b]: unknown[] = [Reflect.get(wanted, key), Reflect.get(got, key)];
      if (JSON.stringify(a) !== JSON.stringify(b)) return firstDifference(a, b, `${path}.${key}`);
    }
  }
  return `${path}: got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`;
}
