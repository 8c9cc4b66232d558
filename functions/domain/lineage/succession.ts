/**
 * Two lines of one learner: which is the older, and which has to go? A training from scratch makes a second line of a learner; the two
 * learn side by side until a version of the newer one answers. What counts is when the training began, not the number: a line
 * that goes on from a rollback has a number of its own, and the training of the line that it is a fork of. O(lines^2).
 */
import type { LineageEdge } from './entries';
import { parseVersion } from './version';

export interface TrainedLine {
  readonly major: number;
  /** The line with which its training began; absent: itself. */
  readonly root?: number;
  readonly learner: string;
}

export const rootOf = ({ major, root = major }: TrainedLine): number => root;

/** The lines that a version of line `major` leaves behind when it is promoted: of the same learner, and trained since earlier. */
export function leftBehind<L extends TrainedLine>(lines: readonly L[], major: number): readonly L[] {
  const promoted = lines.find((line) => line.major === major);
  if (promoted === undefined) return [];
  return lines.filter((line) => line.learner === promoted.learner && rootOf(line) < rootOf(promoted));
}

/** The lines that make room for one more of `learner`: all but the champion's; of those that are not, the newest may stay. */
export function displaced<L extends TrainedLine>(
  lines: readonly L[],
  learner: string,
  championRoot: number,
): readonly L[] {
  const own = lines.filter((line) => line.learner === learner);
  const newest = Math.max(...own.map(rootOf));
  const staying = own.some((line) => rootOf(line) === championRoot) ? championRoot : newest;
  return own.filter((line) => rootOf(line) !== staying);
}

/** The line with which the training of line `major` began, back through its forks. O(lineage) a fork. */
export function rootIn(lineage: readonly LineageEdge[], major: number): number {
  const fork = lineage.find(({ kind, version }) => kind === 'fork' && version === `${major}.0`);
  const parent = fork === undefined ? undefined : parseVersion(fork.parents[0]!);
  return parent === undefined ? major : rootIn(lineage, parent.major);
}
