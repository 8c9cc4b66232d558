/** Is what was appended one history? Each version once, each edge from where the one before ended, each decision from its champion. */
import type { LedgerEntry, LineageEdge } from '../../functions/domain/lineage/entries';
import { parseVersion } from '../../functions/domain/lineage/version';
import type { Ended } from './outcome';

export function brokenHistory({ head, ledger, lineage }: Ended): string[] {
  return [...brokenLineage(lineage), ...brokenLedger(ledger, head.revision)];
}

function brokenLineage(lineage: readonly LineageEdge[]): string[] {
  const broken: string[] = [];
  const newest = new Map<number, LineageEdge>();
  const seen = new Set<string>();
  for (const edge of lineage) {
    const { version, parents, kind, batches, from } = edge;
    if (seen.has(version)) broken.push(`version ${version} was appended twice`);
    seen.add(version);
    const { major, minor } = parseVersion(version)!;
    const before = newest.get(major);
    newest.set(major, edge);
    if (kind !== 'stateful-update') continue;
    if (before === undefined || parents[0] !== before.version) {
      broken.push(`version ${version} says that it follows ${parents[0]}; its line stood at ${before?.version}`);
      continue;
    }
    const steps = batches === null ? 0 : batches.last - batches.first + 1;
    if (minor - parseVersion(before.version)!.minor !== steps)
      broken.push(`version ${version} follows ${before.version} with ${steps} micro-batches`);
    if (before.batches !== null && batches !== null && batches.first !== before.batches.last + 1)
      broken.push(`version ${version} begins at micro-batch ${batches.first}, after ${before.batches.last}`);
    // A commit without a micro-batch moves the positions and appends no edge.
    for (const [origin, position] of Object.entries(before.to)) {
      if (!(origin in from)) broken.push(`version ${version} has forgotten ${origin}, which stood at ${position}`);
    }
  }
  return broken;
}

function brokenLedger(ledger: readonly LedgerEntry[], revision: number): string[] {
  const broken: string[] = [];
  let champion: string | null = null;
  let last = 1;
  for (const entry of ledger) {
    if (entry.revision < last || entry.revision > revision)
      broken.push(`the ledger goes from revision ${last} to ${entry.revision}, the head stands at ${revision}`);
    last = entry.revision;
    if (entry.kind !== 'promoted' && entry.kind !== 'rolled-back') continue;
    if (entry.from !== champion)
      broken.push(`${entry.version} was ${entry.kind} over ${entry.from}; the champion was ${champion}`);
    champion = entry.version;
  }
  return broken;
}
