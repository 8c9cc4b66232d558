/**
 * How one score went, day by day: each line's days as points and their seven-day mean as a line, promotions and rollbacks as
 * marks on the served line, the moment that froze the control line and the chosen day as rules. Lines without a point are left out; the caller says so in words.
 */
import { axisX, axisY, dot, gridY, lineY, type Markish, ruleX, text } from '@observablehq/plot';
import type { ConsoleState } from '../../state';
import { axisRange, DAY_MS, type DayPoint } from '../daily';
import { formatFixed } from '../format';
import { type DayMetricKey, METRICS } from '../metrics';
import type { SeriesLook } from '../palette';
import { decisionMarks } from './decision-marks';
import { type EndLabel, endLabels, LABELS_PX } from './end-labels';
import { AXIS, GRID, plotSvg, tickDecimals } from './plot-svg';

export interface ScoreLine {
  readonly name: string;
  readonly role: 'served' | 'contender' | 'control' | 'baseline';
  readonly look: SeriesLook;
  readonly points: readonly DayPoint[];
}

export interface DailyScore {
  readonly metric: DayMetricKey;
  readonly lines: readonly ScoreLine[];
  readonly marks: ConsoleState['marks'];
  /** When the control line stopped learning. */
  readonly frozenMs: number | null;
  /** The days that the axis spans, by their beginnings. */
  readonly daysMs: readonly number[];
  readonly chosenMs: number | null;
  readonly label: string;
}

const Y_TICKS = 5;
const MARGIN_LEFT = 52;
const MARGIN_TOP = 12;
/** Ticks of two rows: the day or the month, and the month or the year beneath. */
const MARGIN_BOTTOM = 36;
/** Between the frame and the first and last day, so that their points are whole. */
export const INSET_PX = 4;
/** So few days make no line yet; their points are drawn to be seen. */
const FEW_DAYS = 7;

/** Where the days lie inside a chart of this width: also read by what finds a day under the pointer. */
export function scoreFrame(width: number): { left: number; right: number; height: number; labels: boolean } {
  const labels = width >= 480;
  return { left: MARGIN_LEFT, right: labels ? LABELS_PX : 12, height: labels ? 288 : 228, labels };
}

/** Where a day is drawn. */
export const noonOf = (dayMs: number | undefined): number => (dayMs ?? 0) + DAY_MS / 2;

/** The lines whose latest mean lies outside the frame, so that words can stand in for them. */
export function outsideFrame(lines: readonly ScoreLine[]): readonly ScoreLine[] {
  const [low, high] = rangeOf(lines);
  return lines.filter((line) => {
    const latest = line.points.at(-1);
    return latest !== undefined && (latest.smooth < low || latest.smooth > high);
  });
}

function rangeOf(lines: readonly ScoreLine[]): [number, number] {
  return axisRange(lines.map((line) => ({ points: line.points, baseline: line.role === 'baseline' })));
}

export function dailyScoreChart(score: DailyScore, width: number): SVGSVGElement {
  const frame = scoreFrame(width);
  const lines = score.lines.filter((line) => line.points.length > 0);
  const range = rangeOf(lines);
  const decimals = tickDecimals(range, Y_TICKS);
  const perPx = (range[1] - range[0]) / (frame.height - MARGIN_TOP - MARGIN_BOTTOM);
  const served = lines.find((line) => line.role === 'served');
  const marks: Markish[] = [
    gridY({ ...GRID, ticks: Y_TICKS }),
    axisX({ ...AXIS, ticks: Math.max(2, Math.round(width / 120)) }),
    axisY({ ...AXIS, ticks: Y_TICKS, tickFormat: (value: number) => formatFixed(value, decimals) }),
    ...frozen(score, range),
    ...lines.flatMap((line) => drawnLine(line)),
    ...decisionMarks(score.marks, served?.points ?? [], METRICS[score.metric].better === 'higher' ? perPx : -perPx),
    ...chosenDay(score.chosenMs, lines, range),
    ...(frame.labels ? [endLabels(ends(lines), range, perPx)] : []),
  ];
  return plotSvg(score.label, {
    width,
    height: frame.height,
    marginLeft: frame.left - INSET_PX,
    marginRight: frame.right - INSET_PX,
    insetLeft: INSET_PX,
    insetRight: INSET_PX,
    marginTop: MARGIN_TOP,
    marginBottom: MARGIN_BOTTOM,
    x: { type: 'utc', domain: [noonOf(score.daysMs[0]), noonOf(score.daysMs.at(-1))] },
    y: { domain: range },
    marks,
  });
}

function drawnLine({ look, points, role }: ScoreLine): Markish[] {
  const main = role === 'served' || role === 'control';
  const x = 'atMs';
  const few = points.length < FEW_DAYS;
  return [
    ...(main || few
      ? [dot(points, { x, y: 'value', r: few ? 3 : 1.4, fill: look.colour, fillOpacity: few ? 1 : 0.35, clip: true })]
      : []),
    lineY(points, {
      x,
      y: 'smooth',
      stroke: look.colour,
      strokeWidth: role === 'served' ? 2.5 : 1.75,
      ...(look.dash === null ? {} : { strokeDasharray: look.dash }),
      className: `line-of-${role}`,
      clip: true,
    }),
  ];
}

function frozen({ frozenMs, daysMs }: DailyScore, [, high]: readonly [number, number]): Markish[] {
  const firstMs = daysMs[0];
  const lastMs = daysMs.at(-1) ?? 0;
  if (frozenMs === null || firstMs === undefined || frozenMs < firstMs || frozenMs > lastMs) return [];
  const at = [{ x: frozenMs, y: high }];
  const early = frozenMs - firstMs < (lastMs - frozenMs) * 2;
  return [
    ruleX(at, { x: 'x', stroke: 'var(--control)', strokeDasharray: '1 3', className: 'frozen-at' }),
    text(at, {
      x: 'x',
      y: 'y',
      text: () => 'frozen from here',
      fill: 'var(--control)',
      textAnchor: early ? 'start' : 'end',
      lineAnchor: 'top',
      dx: early ? 4 : -4,
    }),
  ];
}

function chosenDay(
  chosenMs: number | null,
  lines: readonly ScoreLine[],
  [low, high]: readonly [number, number],
): Markish[] {
  if (chosenMs === null) return [];
  const rows = lines.flatMap(({ look, points }) => {
    const point = points.find((candidate) => candidate.fromMs === chosenMs);
    return point === undefined
      ? []
      : [{ x: point.atMs, value: point.value, smooth: point.smooth, colour: look.colour }];
  });
  const within = (value: number) => value >= low && value <= high;
  return [
    ruleX(rows.slice(0, 1), { x: 'x', stroke: 'var(--muted)' }),
    ...rows.flatMap((row) => [
      ...(within(row.value) ? [dot([row], { x: 'x', y: 'value', r: 3, fill: row.colour })] : []),
      ...(within(row.smooth)
        ? [dot([row], { x: 'x', y: 'smooth', r: 4, fill: row.colour, stroke: 'var(--ground)' })]
        : []),
    ]),
  ];
}

function ends(lines: readonly ScoreLine[]): EndLabel[] {
  return lines.flatMap(({ name, look, points }) => {
    const end = points.at(-1);
    return end === undefined ? [] : [{ x: end.atMs, y: end.smooth, name, colour: look.colour }];
  });
}
