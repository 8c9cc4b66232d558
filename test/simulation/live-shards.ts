/** Which shards decide what time it is: those that are open, and, until all of these have spoken, their parents. */
import type { OriginState } from '../../functions/domain/labels/waiting';

/** null while nobody can say: a shard that was never read could still bring anything. */
export function liveShards(
  origins: Readonly<Record<string, OriginState>>,
  shards: readonly string[],
  parents: readonly string[],
): readonly string[] | null {
  if (shards.every((shard) => shard in origins)) return shards;
  return parents.length === 0 ? null : [...parents, ...shards];
}

export const parentsOf = (before: readonly string[], shards: readonly string[]): readonly string[] =>
  before.filter((shard) => !shards.includes(shard));
