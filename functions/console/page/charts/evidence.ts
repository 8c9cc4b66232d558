/** How the evidence for a candidate grows: its log e-value over the examples since the seal, and the threshold to reach. */
import { areaY, axisX, axisY, gridY, lineY, ruleY, text } from '@observablehq/plot';
import type { Look } from '../../state';
import { formatCount, formatFixed } from '../format';
import { AXIS, contestFrame, GRID, plotSvg } from './plot-svg';

export function evidenceChart(
  looks: readonly Look[],
  { logThreshold, colour, label }: { logThreshold: number; colour: string; label: string },
  width: number,
): SVGSVGElement {
  const values = looks.map((look) => look.logEValue);
  const high = Math.max(logThreshold, ...values);
  const low = Math.min(0, ...values);
  const margin = 0.1 * (high - low || 1);
  return plotSvg(label, {
    ...contestFrame(width),
    x: { domain: [0, looks.at(-1)?.examples ?? 1] },
    y: { domain: [low - (low < 0 ? margin : 0), high + margin] },
    marks: [
      gridY({ ...GRID, ticks: 4 }),
      axisX({ ...AXIS, ticks: 4, tickFormat: formatCount }),
      axisY({ ...AXIS, ticks: 4, tickFormat: (value: number) => formatFixed(value, 0) }),
      areaY(looks, { x: 'examples', y: 'logEValue', fill: colour, fillOpacity: 0.12 }),
      lineY(looks, { x: 'examples', y: 'logEValue', stroke: colour, strokeWidth: 2 }),
      ruleY([logThreshold], {
        stroke: 'var(--ink)',
        strokeWidth: 1.5,
        strokeDasharray: '5 3',
        className: 'threshold',
      }),
      text([logThreshold], {
        y: (threshold: number) => threshold,
        text: (threshold: number) => `promotes at ${formatFixed(threshold, 2)}`,
        frameAnchor: 'left',
        dx: 4,
        dy: -4,
        lineAnchor: 'bottom',
        fill: 'var(--ink)',
      }),
      ruleY([0], { stroke: 'var(--muted)' }),
    ],
  });
}
