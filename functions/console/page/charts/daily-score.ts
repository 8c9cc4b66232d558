/**
 * How one score went, day by day: each line's days as points and their seven-day mean as a line, promotions as ticks on
 * the served line, rollbacks as triangles, the difference between served and control shaded, the chosen day as a rule.
 * Lines without a point are left out; the caller says so in words.
 */
import { areaY, axisX, axisY, dot, gridY, lineY, type Markish, ruleX, text } from '@observablehq/plot';
import type { ConsoleState } from '../../state';
import { axisRange, DAY_MS, type DayPoint, smoothAt } from '../daily';
import { formatFixed } from '../format';
import { type DayMetricKey, METRICS } from '../metrics';
import type { SeriesLook } from '../palette';
import { AXIS, GRID, plotSvg, tickDecimals } from './plot-svg';
import { spreadLabels } from './spread-labels';

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
const MARGIN_LEFT = 48;
const LABEL_PX = 15;
/** Ticks stand off the served line on its better side, so that neither hides the other. */
const TICK_PX = { from: 5, to: 12 } as const;
/** So few days make no line yet; their points are drawn to be seen. */
const FEW_DAYS = 7;

/** Where the days lie inside a chart of this width: also read by what finds a day under the pointer. */
export function scoreFrame(width: number): { left: number; right: number; height: number; labels: boolean } {
  const labels = width >= 480;
  return { left: MARGIN_LEFT, right: labels ? 104 : 12, height: width >= 480 ? 280 : 220, labels };
}

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
  const perPx = (range[1] - range[0]) / (frame.height - 40);
  const noon = (dayMs: number | undefined) => (dayMs ?? 0) + DAY_MS / 2;
  const marks: Markish[] = [
    gridY({ ...GRID, ticks: Y_TICKS }),
    axisX({ ...AXIS, ticks: Math.max(2, Math.round(width / 120)) }),
    axisY({ ...AXIS, ticks: Y_TICKS, tickFormat: (value: number) => formatFixed(value, decimals) }),
    ...frozen(score, range),
    ...gain(lines),
    ...lines.flatMap((line) => drawnLine(line)),
    ...decisions(score, perPx),
    ...chosenDay(score.chosenMs, lines, range),
    ...(frame.labels ? [endLabels(lines, range, perPx)] : []),
  ];
  return plotSvg(score.label, {
    width,
    height: frame.height,
    marginLeft: frame.left,
    marginRight: frame.right,
    marginTop: 12,
    marginBottom: 28,
    x: { type: 'utc', domain: [noon(score.daysMs[0]), noon(score.daysMs.at(-1))] },
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

/** The area between served and control, where both are drawn. */
function gain(lines: readonly ScoreLine[]): Markish[] {
  const served = lines.find((line) => line.role === 'served');
  const control = lines.find((line) => line.role === 'control');
  if (served === undefined || control === undefined) return [];
  const of = new Map(control.points.map((point) => [point.fromMs, point.smooth]));
  const rows = served.points.flatMap(({ fromMs, atMs, smooth }) => {
    const other = of.get(fromMs);
    return other === undefined ? [] : [{ atMs, smooth, other }];
  });
  return [areaY(rows, { x: 'atMs', y1: 'other', y2: 'smooth', fill: 'var(--served)', fillOpacity: 0.09, clip: true })];
}

function frozen({ frozenMs, daysMs }: DailyScore, [, high]: readonly [number, number]): Markish[] {
  const firstMs = daysMs[0];
  if (frozenMs === null || firstMs === undefined || frozenMs < firstMs || frozenMs > (daysMs.at(-1) ?? 0)) return [];
  const at = [{ x: frozenMs, y: high }];
  return [
    ruleX(at, { x: 'x', stroke: 'var(--control)', strokeDasharray: '1 3', className: 'frozen-at' }),
    text(at, {
      x: 'x',
      y: 'y',
      text: () => 'frozen from here',
      fill: 'var(--control)',
      textAnchor: 'start',
      lineAnchor: 'top',
      dx: 4,
    }),
  ];
}

function decisions({ lines, marks, metric }: DailyScore, perPx: number): Markish[] {
  const points = lines.find((line) => line.role === 'served')?.points ?? [];
  const first = points[0]?.atMs ?? 0;
  const last = points.at(-1)?.atMs ?? 0;
  const outwards = METRICS[metric].better === 'higher' ? perPx : -perPx;
  const rows = marks.flatMap(({ kind, timeMs }) => {
    const y = smoothAt(points, timeMs);
    if (y === null) return [];
    const x = Math.min(Math.max(timeMs, first), last);
    return [{ kind, x, y, y1: y + TICK_PX.from * outwards, y2: y + TICK_PX.to * outwards }];
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

function endLabels(lines: readonly ScoreLine[], range: readonly [number, number], perPx: number): Markish {
  const shown = lines.flatMap((line) => {
    const end = line.points.at(-1);
    return end === undefined || end.smooth < range[0] || end.smooth > range[1] ? [] : [{ line, end }];
  });
  const heights = spreadLabels(
    shown.map(({ end }) => end.smooth),
    LABEL_PX * perPx,
    range,
  );
  const rows = shown.map(({ line, end }, index) => ({
    x: end.atMs,
    y: heights[index],
    name: shortened(line.name),
    colour: line.look.colour,
  }));
  return text(rows, {
    x: 'x',
    y: 'y',
    text: 'name',
    fill: (row: { colour: string }) => row.colour,
    textAnchor: 'start',
    dx: 8,
    className: 'end-labels',
  });
}

const LONGEST_LABEL = 13;
function shortened(name: string): string {
  return name.length > LONGEST_LABEL ? `${name.slice(0, LONGEST_LABEL - 1)}…` : name;
}
