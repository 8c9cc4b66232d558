/** Names at the right ends of lines, each in its line's colour, moved apart where they would overlap. */
import { type Markish, text } from '@observablehq/plot';
import { spreadLabels } from './spread-labels';

export interface EndLabel {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly colour: string;
}

/** What the longest name takes beside the frame. */
export const LABELS_PX = 122;
const LABEL_PX = 15;
const LONGEST_NAME = 16;

/** @param perPx what a pixel of height is worth on the axis  Ends outside the range have no label. */
export function endLabels(ends: readonly EndLabel[], range: readonly [number, number], perPx: number): Markish {
  const within = ends.filter(({ y }) => y >= range[0] && y <= range[1]);
  const heights = spreadLabels(
    within.map(({ y }) => y),
    LABEL_PX * perPx,
    range,
  );
  const rows = within.map((end, index) => ({ ...end, y: heights[index], name: shortened(end.name) }));
  return text(rows, {
    x: 'x',
    y: 'y',
    text: 'name',
    fill: (row: EndLabel) => row.colour,
    textAnchor: 'start',
    dx: 8,
    className: 'end-labels',
  });
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}
