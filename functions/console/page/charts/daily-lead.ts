/**
 * By how much the served predictions are ahead of the control line's, day by day: weather moves both scores by more than they
 * differ, and cancels out here. Above zero served is better, whichever way the score goes.
 */
import { axisY, differenceY, gridY, ruleX, ruleY } from '@observablehq/plot';
import { type LeadPoint, leadRange } from '../daily';
import { formatSigned } from '../format';
import { INSET_PX, noonOf, scoreFrame } from './daily-score';
import { AXIS, GRID, plotSvg, tickDecimals } from './plot-svg';

interface DailyLead {
  readonly points: readonly LeadPoint[];
  /** As in the chart of the score above it. */
  readonly daysMs: readonly number[];
  readonly chosenMs: number | null;
  readonly label: string;
}

const TICKS = 3;

export function dailyLeadChart({ points, daysMs, chosenMs, label }: DailyLead, width: number): SVGSVGElement {
  const frame = scoreFrame(width);
  const range = leadRange(points);
  const decimals = tickDecimals(range, TICKS);
  return plotSvg(label, {
    width,
    height: 96,
    marginLeft: frame.left - INSET_PX,
    marginRight: frame.right - INSET_PX,
    insetLeft: INSET_PX,
    insetRight: INSET_PX,
    marginTop: 6,
    marginBottom: 6,
    x: { type: 'utc', axis: null, domain: [noonOf(daysMs[0]), noonOf(daysMs.at(-1))] },
    y: { domain: range },
    marks: [
      gridY({ ...GRID, ticks: TICKS }),
      axisY({
        ...AXIS,
        ticks: TICKS,
        tickFormat: (value: number) => formatSigned(value, (size) => size.toFixed(decimals)),
      }),
      differenceY(points, {
        x: 'atMs',
        y1: 0,
        y2: 'lead',
        positiveFill: 'var(--served)',
        negativeFill: 'var(--control)',
        fillOpacity: 0.25,
        stroke: 'var(--ink)',
        strokeWidth: 1.25,
        className: 'lead',
        clip: true,
      }),
      ruleY([0], { stroke: 'var(--muted)' }),
      ...(chosenMs === null ? [] : [ruleX([noonOf(chosenMs)], { stroke: 'var(--muted)' })]),
    ],
  });
}
