/** Promotions as ticks along a line and rollbacks as triangles on it: each at its moment, at the height of the line then. */
import { dot, type Markish, ruleX } from '@observablehq/plot';
import type { ConsoleState } from '../../state';
import { type DayPoint, smoothAt } from '../daily';

/** Ticks stand off the line on its better side, so that neither hides the other. */
const TICK_PX = { from: 5, to: 12 } as const;

/**
 * What was decided before the first or after the last drawn day stands at that day.
 * @param perPx what a pixel of height is worth on the axis; negative: ticks hang below the line
 */
export function decisionMarks(marks: ConsoleState['marks'], points: readonly DayPoint[], perPx: number): Markish[] {
  const first = points[0]?.atMs ?? 0;
  const last = points.at(-1)?.atMs ?? 0;
  const rows = marks.flatMap(({ kind, timeMs }) => {
    const y = smoothAt(points, timeMs);
    if (y === null) return [];
    const x = Math.min(Math.max(timeMs, first), last);
    return [{ kind, x, y, y1: y + TICK_PX.from * perPx, y2: y + TICK_PX.to * perPx }];
  });
  return [
    ruleX(
      rows.filter((row) => row.kind === 'promoted'),
      { x: 'x', y1: 'y1', y2: 'y2', stroke: 'var(--served)', className: 'promotions', clip: true },
    ),
    dot(
      rows.filter((row) => row.kind === 'rolled-back'),
      {
        x: 'x',
        y: 'y',
        symbol: 'triangle',
        rotate: 180,
        r: 5,
        fill: 'var(--bad)',
        stroke: 'var(--ground)',
        className: 'rollbacks',
        clip: true,
      },
    ),
  ];
}
