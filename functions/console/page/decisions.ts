/**
 * What the live region says: the decisions since the last time it spoke, in one sentence. A replay decides several times a
 * second; whoever listens gets a sum at most every `QUIET_MS`. The decisions that were there when the page opened are
 * history, and the end of the replay is said at once.
 */
import type { LedgerEntry } from '../../domain/lineage/entries';
import { isAboutServing } from '../about-serving';
import type { ConsoleState } from '../state';
import { formatMany } from './format';

const QUIET_MS = 5_000;

export class Decisions {
  private seen: Set<string> | undefined;
  private unspoken: LedgerEntry[] = [];
  private spokenMs = Number.NEGATIVE_INFINITY;
  private wasRunning = false;

  /** The sentence to say now; undefined: nothing new, or too soon. */
  next({ ledger, earlierServing, champion, running, stopped }: ConsoleState, nowMs: number): string | undefined {
    const serving = [...ledger.filter(isAboutServing), ...earlierServing];
    const finished = this.wasRunning && !running && stopped === null;
    this.wasRunning = running;
    const seen = this.seen;
    if (seen !== undefined) this.unspoken.push(...serving.filter((entry) => !seen.has(ledgerKey(entry))).reverse());
    this.seen = new Set(serving.map(ledgerKey));
    if (finished) return `The replay has finished; version ${champion.version} answers.`;
    if (this.unspoken.length === 0 || nowMs - this.spokenMs < QUIET_MS) return undefined;
    const said = sentence(this.unspoken, champion.version);
    this.unspoken = [];
    this.spokenMs = nowMs;
    return said;
  }
}

function sentence(entries: readonly LedgerEntry[], champion: string): string {
  const only = entries.length === 1 ? entries[0] : undefined;
  if (only?.kind === 'promoted') return `Version ${only.version} was promoted.`;
  if (only?.kind === 'rolled-back') return `Rolled back to version ${only.version}.`;
  if (only !== undefined) return `Version ${only.version} waits for approval.`;
  const of = (kind: string) => entries.filter((entry) => entry.kind === kind).length;
  const parts = [
    of('promoted') > 0 ? formatMany(of('promoted'), 'promotion') : '',
    of('rolled-back') > 0 ? formatMany(of('rolled-back'), 'rollback') : '',
    of('candidate-awaits-approval') > 0
      ? `${formatMany(of('candidate-awaits-approval'), 'candidate')} awaiting approval`
      : '',
  ].filter((part) => part !== '');
  return `${parts.join(', ')}; version ${champion} answers now.`;
}

/** What a decision is known by; a head commits a kind of decision on a version once per revision. */
export function ledgerKey({ revision, kind, version, timeMs }: LedgerEntry): string {
  return `${revision}-${kind}-${version}-${timeMs}`;
}
