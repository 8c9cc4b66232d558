/**
 * How a candidate's comparison narrows: the confidence sequence of the mean loss difference (champion's minus candidate's)
 * over the examples since the seal, its mean, and the zero that the lower edge must pass. The first looks are wide beyond
 * any use; the axis is cut to the later ones and the band leaves the frame on the left. A decision ends it with a dot.
 */
import { areaY, axisX, axisY, dot, gridY, lineY, type Markish, ruleX, ruleY } from '@observablehq/plot';
import type { Look } from '../../state';
import { formatCount, formatSigned } from '../format';
import { decisionDot } from './decision-dot';
import { endLabels } from './end-labels';
import { areFew, bandRange } from './looks';
import { AXIS, contestFrame, GRID, plotSvg, tickDecimals } from './plot-svg';

export function confidenceSequenceChart(
  looks: readonly Look[],
  { decided, colour, label }: { decided: boolean; colour: string; label: string },
  width: number,
): SVGSVGElement {
  const frame = contestFrame(width);
  const range = bandRange(looks);
  const decimals = tickDecimals(range, 4);
  const last = looks.at(-1);
  const ends =
    last === undefined
      ? []
      : [
          { x: last.examples, y: last.upper, name: 'upper edge', colour: 'var(--muted)' },
          { x: last.examples, y: last.meanDifference, name: 'mean', colour: 'var(--muted)' },
          { x: last.examples, y: last.lower, name: 'lower edge', colour },
        ];
  const x = 'examples';
  return plotSvg(label, {
    ...frame,
    x: { domain: [0, last?.examples ?? 1] },
    y: { domain: range },
    marks: [
      gridY({ ...GRID, ticks: 4 }),
      axisX({ ...AXIS, ticks: 4, tickFormat: formatCount }),
      axisY({
        ...AXIS,
        ticks: 4,
        tickFormat: (value: number) => formatSigned(value, (size) => size.toFixed(decimals)),
      }),
      areaY(looks, { x, y1: 'lower', y2: 'upper', fill: colour, fillOpacity: 0.14, clip: true }),
      lineY(looks, { x, y: 'upper', stroke: colour, strokeWidth: 1, strokeOpacity: 0.5, clip: true }),
      lineY(looks, { x, y: 'meanDifference', stroke: colour, strokeWidth: 1.5, strokeDasharray: '4 3', clip: true }),
      // The decision is the lower edge's.
      lineY(looks, { x, y: 'lower', stroke: colour, strokeWidth: 2.5, className: 'lower-edge', clip: true }),
      ...(areFew(looks) ? [dot(looks, { x, y: 'lower', r: 3, fill: colour, clip: true })] : []),
      ...(looks.length === 1 ? interval(looks, colour) : []),
      ruleY([0], { stroke: 'var(--ink)', strokeWidth: 1.5 }),
      ...(decided && last !== undefined ? [decisionDot(last, 'lower', colour)] : []),
      ...(width >= 400 ? [endLabels(ends, range, (range[1] - range[0]) / (frame.height - 36))] : []),
    ],
  });
}

/** A single look has no band: its interval, upright. */
const interval = (looks: readonly Look[], colour: string): Markish[] => [
  ruleX(looks, { x: 'examples', y1: 'lower', y2: 'upper', stroke: colour, strokeWidth: 2, className: 'interval' }),
  dot(looks, { x: 'examples', y: 'meanDifference', r: 4, stroke: colour, fill: 'var(--ground)' }),
];
