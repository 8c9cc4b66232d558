/** How a version came to be: its edges from the beginning of its line on, through the forks on the way. O(edges). */
import type { LineageEdge } from './entries';
import { formatVersion, parseVersion, type Version } from './version';

/**
 * The last edge is that of the commit which made `version`, or passed it: a version between two commits has no edge of its own.
 * A sentence when there is no such path.
 */
export function pathTo(lineage: readonly LineageEdge[], version: Version): LineageEdge[] | string {
  const found = lineage.find((edge) => covers(edge, version));
  if (found === undefined)
    return `version ${formatVersion(version)} is not in the lineage; \`perennial versions\` lists what is`;
  const byVersion = new Map(lineage.map((edge) => [edge.version, edge]));
  const path = [found];
  for (let edge = found; edge.kind === 'stateful-update' || edge.kind === 'fork'; ) {
    const name = edge.parents[0]!;
    const parent = byVersion.get(name) ?? lineage.find((one) => covers(one, parseVersion(name)!));
    if (parent === undefined) return `the lineage of ${formatVersion(version)} breaks off before ${name}`;
    path.unshift(parent);
    edge = parent;
  }
  return path;
}

function covers({ version }: LineageEdge, { major, minor }: Version): boolean {
  const made = parseVersion(version)!;
  return made.major === major && made.minor >= minor;
}
