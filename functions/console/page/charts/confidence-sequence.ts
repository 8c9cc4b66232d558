/**
 * How a candidate's comparison narrows: the confidence sequence of the mean loss difference (champion's minus candidate's)
 * over the examples since the seal, its mean, and the zero that the lower edge must pass. The first looks are wide beyond
 * any use; the axis is cut to the later ones and the band leaves the frame on the left.
 */
import { areaY, axisX, axisY, gridY, lineY, ruleY } from '@observablehq/plot';
import type { Look } from '../../state';
import { formatCount, formatSigned } from '../format';
import { bandRange } from './looks';
import { AXIS, GRID, plotSvg, tickDecimals } from './plot-svg';

export function confidenceSequenceChart(
  looks: readonly Look[],
  { colour, label }: { colour: string; label: string },
  width: number,
): SVGSVGElement {
  const range = bandRange(looks);
  const decimals = tickDecimals(range, 4);
  return plotSvg(label, {
    width,
    height: 168,
    marginLeft: 58,
    marginRight: 12,
    marginTop: 8,
    marginBottom: 24,
    x: { domain: [0, looks.at(-1)?.examples ?? 1] },
    y: { domain: range },
    marks: [
      gridY({ ...GRID, ticks: 4 }),
      axisX({ ...AXIS, ticks: 3, tickFormat: formatCount }),
      axisY({
        ...AXIS,
        ticks: 4,
        tickFormat: (value: number) => formatSigned(value, (size) => size.toFixed(decimals)),
      }),
      areaY(looks, { x: 'examples', y1: 'lower', y2: 'upper', fill: colour, fillOpacity: 0.16, clip: true }),
      lineY(looks, { x: 'examples', y: 'lower', stroke: colour, strokeWidth: 1, clip: true }),
      lineY(looks, {
        x: 'examples',
        y: 'upper',
        stroke: colour,
        strokeWidth: 1,
        strokeOpacity: 0.4,
        clip: true,
      }),
      lineY(looks, { x: 'examples', y: 'meanDifference', stroke: colour, strokeWidth: 2, clip: true }),
      ruleY([0], { stroke: 'var(--ink)', strokeWidth: 1 }),
    ],
  });
}
