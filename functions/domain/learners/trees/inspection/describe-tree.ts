/**
 * A tree as text: a line of totals, then a line per node below the root, indented by depth, with what led there; a leaf with
 * the class that it would tell and the weight of each, or with the mean of its values. O(nodes). A tree that has not split is its one leaf.
 */
import type { TreeRow } from './tree-rows';

/** @param rows of treeRows; `classes` names the columns of their counts, none for a tree for values */
export function describeTree(rows: readonly TreeRow[], classes: readonly string[] = []): string {
  const leaves = rows.filter(({ feature }) => feature === null).length;
  const depth = rows.reduce((deepest, row) => Math.max(deepest, row.depth), 0);
  const lines = [`${counted(rows.length, 'node', 'nodes')}, ${counted(leaves, 'leaf', 'leaves')}, depth ${depth}`];
  for (const row of rows) {
    if (row.parent === null && row.feature !== null) continue;
    const answer = row.feature === null ? leafText(row, classes) : '';
    const text = [row.condition, answer].filter((part) => part !== '').join(': ');
    lines.push(`${'  '.repeat(Math.max(0, row.depth - 1))}${text}`);
  }
  return lines.join('\n');
}

/** The first class of the greatest weight, as `UP (DOWN 3, UP 12.5)`; or what a leaf of values has seen. */
export function leafText({ counts, answer }: TreeRow, classes: readonly string[]): string {
  if (answer !== undefined) return answer;
  const most = counts.reduce((best, count, at) => (count > counts[best]! ? at : best), 0);
  if (!(counts[most]! > 0)) return 'nothing seen';
  return `${classes[most]} (${classes.map((name, at) => `${name} ${Number(counts[at]!.toFixed(2))}`).join(', ')})`;
}

const counted = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;
