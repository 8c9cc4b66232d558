/**
 * A tree as a picture: an SVG text in which depth goes to the right, every leaf has a line of its own, and a node stands in
 * the middle of those below it. A pure function of the rows; O(nodes).
 */
import { leafText } from './describe-tree';
import type { TreeRow } from './tree-rows';

const LINE_PX = 22;
const LEVEL_PX = 180;
const MARGIN_PX = 12;
/** Room for the text of a leaf. */
const TEXT_PX = 320;

/** @param rows of treeRows; `classes` names the columns of their counts, none for a tree for values */
export function treePicture(rows: readonly TreeRow[], classes: readonly string[] = []): string {
  const y = heightsOf(rows);
  const x = ({ depth }: TreeRow): number => MARGIN_PX + depth * LEVEL_PX;
  const deepest = rows.reduce((most, { depth }) => Math.max(most, depth), 0);
  const lines = rows.filter(({ feature }) => feature === null).length;
  const [width, height] = [2 * MARGIN_PX + deepest * LEVEL_PX + TEXT_PX, 2 * MARGIN_PX + lines * LINE_PX];
  const parts = rows.map((row) => {
    const above = row.parent === null ? undefined : rows[row.parent]!;
    const [here, there] = [y[row.id]!, above === undefined ? 0 : y[above.id]!];
    const edge =
      above === undefined ? '' : `<path d="M${x(above)},${there}H${x(above) + 8}V${here}H${x(row)}" class="edge"/>`;
    const answer = row.feature === null ? leafText(row, classes) : '';
    const text = [row.condition, answer].filter((part) => part !== '').join(': ');
    return `${edge}<circle cx="${x(row)}" cy="${here}" r="3"/><text x="${x(row) + 12}" y="${here - 4}">${escaped(text)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    '<style>text{font:11px sans-serif}.edge{fill:none;stroke:#999}</style>',
    ...parts,
    '</svg>',
  ].join('\n');
}

/** By row: leaves line by line from the top, every other node between its first and its last branch. */
function heightsOf(rows: readonly TreeRow[]): Float64Array {
  const first = new Float64Array(rows.length).fill(Number.POSITIVE_INFINITY);
  const last = new Float64Array(rows.length);
  const heights = new Float64Array(rows.length);
  let line = 0;
  for (const { id, feature } of rows) {
    if (feature !== null) continue;
    heights[id] = MARGIN_PX + (line + 0.5) * LINE_PX;
    line += 1;
  }
  // Rows below a node come after it, so that from the end on they are known before it.
  for (let id = rows.length - 1; id >= 0; id--) {
    const { feature, parent } = rows[id]!;
    if (feature !== null) heights[id] = (first[id]! + last[id]!) / 2;
    if (parent === null) continue;
    first[parent] = Math.min(first[parent]!, heights[id]!);
    last[parent] = Math.max(last[parent]!, heights[id]!);
  }
  return heights;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
