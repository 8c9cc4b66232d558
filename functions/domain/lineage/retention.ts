/**
 * Which checkpoints are kept: what served and can be gone back to, the live candidates, the last few of each line, and one a day
 * of each line for a year. The rest go, since their lineage rebuilds them. Nothing that a rollback could name is ever dropped.
 */
import type { Contest } from '../promotion/contest';
import type { Line, Reign, StoredVersion } from './head';

const LATEST_PER_LINE = 3;
const DAY_MS = 86_400_000;
const DAILY_FOR_MS = 366 * DAY_MS;

export interface Retained {
  readonly stored: readonly StoredVersion[];
  /** Objects that no kept version names any longer. */
  readonly dropped: readonly string[];
}

/** Reigns that can still answer for an outcome, or be gone back to; always the current one and the one before it. */
export function retainReigns(reigns: readonly Reign[], clockMs: number, keepMs: number): readonly Reign[] {
  return reigns.filter((_, at) => at >= reigns.length - 2 || reigns[at + 1]!.sinceMs >= clockMs - keepMs);
}

/** @param stored in order of commit  O(stored) */
export function retain(
  stored: readonly StoredVersion[],
  {
    lines,
    reigns,
    contest,
    clockMs,
  }: {
    readonly lines: readonly Line[];
    readonly reigns: readonly Reign[];
    readonly contest: Contest;
    readonly clockMs: number;
  },
): Retained {
  const needed = new Set([...reigns, ...contest.candidates, ...lines].map(({ checkpoint }) => checkpoint));
  const latest = new Map<string, number>();
  const days = new Set<string>();
  const kept: StoredVersion[] = [];
  for (const version of [...stored].reverse()) {
    const line = version.version.slice(0, version.version.indexOf('.'));
    const rank = latest.get(line) ?? 0;
    latest.set(line, rank + 1);
    const day = `${line}/${Math.floor(version.clockMs / DAY_MS)}`;
    const daily = !days.has(day) && version.clockMs >= clockMs - DAILY_FOR_MS;
    if (rank < LATEST_PER_LINE || daily || needed.has(version.checkpoint)) kept.push(version);
    if (daily) days.add(day);
  }
  kept.reverse();
  const names = new Set([...needed, ...kept.map(({ checkpoint }) => checkpoint)]);
  const dropped = new Set(stored.map(({ checkpoint }) => checkpoint).filter((name) => !names.has(name)));
  return { stored: kept, dropped: [...dropped] };
}
