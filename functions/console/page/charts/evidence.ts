/** How the evidence for a candidate grows: its log e-value over the examples since the seal, and the threshold to reach. */
import { areaY, axisX, axisY, dot, gridY, lineY, type Markish, ruleY, text } from '@observablehq/plot';
import type { Look } from '../../state';
import { formatCount, formatFixed } from '../format';
import { decisionDot } from './decision-dot';
import { areFew } from './looks';
import { AXIS, contestFrame, GRID, plotSvg } from './plot-svg';

/** An e-value is 1 before the first example. */
const NOTHING = { examples: 0, logEValue: 0 };

export function evidenceChart(
  looks: readonly Look[],
  { logThreshold, decided, colour, label }: { logThreshold: number; decided: boolean; colour: string; label: string },
  width: number,
): SVGSVGElement {
  const last = looks.at(-1);
  const grown = [NOTHING, ...looks];
  const values = looks.map((look) => look.logEValue);
  const high = Math.max(logThreshold, ...values);
  const low = Math.min(0, ...values);
  const margin = 0.1 * (high - low || 1);
  return plotSvg(label, {
    ...contestFrame(width),
    x: { domain: [0, last?.examples ?? 1] },
    y: { domain: [low - (low < 0 ? margin : 0), high + margin] },
    marks: [
      gridY({ ...GRID, ticks: 4 }),
      axisX({ ...AXIS, ticks: 4, tickFormat: formatCount }),
      axisY({ ...AXIS, ticks: 4, tickFormat: (value: number) => formatFixed(value, 0) }),
      areaY(grown, { x: 'examples', y: 'logEValue', fill: colour, fillOpacity: 0.12 }),
      lineY(grown, { x: 'examples', y: 'logEValue', stroke: colour, strokeWidth: 2 }),
      ...(areFew(looks) ? [dot(looks, { x: 'examples', y: 'logEValue', r: 3, fill: colour })] : []),
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
        // A steep line passes behind it.
        stroke: 'var(--ground)',
        strokeWidth: 4,
      }),
      ruleY([0], { stroke: 'var(--muted)' }),
      ...(decided && last !== undefined ? decision(last, { colour, width }) : []),
    ],
  });
}

function decision(last: Look, { colour, width }: { colour: string; width: number }): Markish[] {
  const label = text([last], {
    x: 'examples',
    y: 'logEValue',
    text: () => 'promoted',
    textAnchor: 'start',
    dx: 12,
    fill: colour,
    className: 'end-labels',
  });
  return [decisionDot(last, 'logEValue', colour), ...(width >= 400 ? [label] : [])];
}
