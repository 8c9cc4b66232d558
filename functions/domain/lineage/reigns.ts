/** Who answered when, and who can be gone back to. */
import type { Reign } from './head';

/** The reign that a prediction made at `timeMs` was answered in; -1 for a time before all that are known. O(reigns), newest first. */
export function reignAt(reigns: readonly Reign[], timeMs: number): number {
  let at = reigns.length - 1;
  while (at >= 0 && reigns[at]!.sinceMs > timeMs) at -= 1;
  return at;
}

/** The last champion before the current one that was not itself rolled back from. */
export function previousReign(reigns: readonly Reign[]): Reign | undefined {
  const current = reigns.at(-1);
  return reigns.findLast((reign) => !reign.withdrawn && reign.version !== current?.version);
}
