/**
 * From a series of days to what a chart draws: the days that can be drawn, their trailing seven-day mean, the range of the
 * axis. Pure; O(days) each.
 */
import type { ConsoleSeries } from '../state';
import { isFigure } from './format';
import type { DayMetricKey } from './metrics';

export const DAY_MS = 86_400_000;
const WINDOW_DAYS = 7;
/** A day in progress swings wildly while it has few examples; it is drawn once it has this share of a usual day's. */
const SHARE_OF_A_DAY = 0.25;
/**
 * The first days of a model are off every later scale (an unlucky first champion scores three times the loss of a later one):
 * the axis leaves out this share of the days, at most a month.
 */
const SETTLING_SHARE = 0.5;
const LONGEST_SETTLING_DAYS = 31;

export interface DayPoint {
  readonly fromMs: number;
  /** Noon, where the day is drawn. */
  readonly atMs: number;
  readonly examples: number;
  readonly value: number;
  /** Mean of the days from six days before, weighted by their examples. */
  readonly smooth: number;
}

/** No days, or none with a defined figure: no points. */
export function dayPoints(series: ConsoleSeries, metric: DayMetricKey): readonly DayPoint[] {
  const points: DayPoint[] = [];
  const days = completeDays(series);
  let first = 0;
  for (const [index, day] of days.entries()) {
    const value = day[metric];
    while ((days[first]?.fromMs ?? 0) <= day.fromMs - WINDOW_DAYS * DAY_MS) first++;
    const smooth = weightedMean(days.slice(first, index + 1), metric);
    if (isFigure(value) && smooth !== null) {
      points.push({ fromMs: day.fromMs, atMs: day.fromMs + DAY_MS / 2, examples: day.examples, value, smooth });
    }
  }
  return points;
}

/** Mean over the last `count` days that are there, weighted by examples; null when none has a figure. */
export function meanOfLastDays(series: ConsoleSeries, metric: DayMetricKey, count: number): number | null {
  return weightedMean(completeDays(series).slice(-count), metric);
}

type Day = ConsoleSeries['days'][number];

/** All days, without a last one that has hardly begun. */
export function completeDays({ days }: ConsoleSeries): readonly Day[] {
  const last = days.at(-1);
  if (last === undefined || days.length < 3) return days;
  const sizes = days
    .slice(0, -1)
    .map((day) => day.examples)
    .sort((a, b) => a - b);
  const usual = sizes[sizes.length >> 1] ?? 0;
  return last.examples < usual * SHARE_OF_A_DAY ? days.slice(0, -1) : days;
}

function weightedMean(days: readonly Day[], metric: DayMetricKey): number | null {
  let sum = 0;
  let weight = 0;
  for (const day of days) {
    const value = day[metric];
    if (!isFigure(value) || !(day.examples > 0)) continue;
    sum += value * day.examples;
    weight += day.examples;
  }
  return weight > 0 ? sum / weight : null;
}

/** The seven-day mean at a moment, between two days by a straight line, before the first and after the last their own. */
export function smoothAt(points: readonly DayPoint[], timeMs: number): number | null {
  const after = points.findIndex((point) => point.atMs >= timeMs);
  const right = points[after === -1 ? points.length - 1 : after];
  if (right === undefined) return null;
  const left = points[after - 1];
  if (left === undefined || after === -1) return right.smooth;
  const share = (timeMs - left.atMs) / (right.atMs - left.atMs);
  return left.smooth + share * (right.smooth - left.smooth);
}

/**
 * The range of the axis: the seven-day means of every line that was not drawn from a baseline, past the first days, with a
 * margin. Baselines may widen it by one and a half times at most: next to a log loss of 6 nothing else could be told apart.
 */
export function axisRange(
  lines: readonly { readonly points: readonly DayPoint[]; readonly baseline: boolean }[],
): [number, number] {
  const settled = (points: readonly DayPoint[]) => points.slice(settlingDays(points));
  const values = (baseline: boolean) =>
    lines.flatMap((line) => (line.baseline === baseline ? settled(line.points).map((point) => point.smooth) : []));
  const baselines = values(true);
  let base = values(false);
  if (base.length === 0) base = baselines;
  if (base.length === 0) return [0, 1];
  let low = Math.min(...base);
  let high = Math.max(...base);
  const reach = 1.5 * (high - low || Math.abs(high) || 1);
  const [lowest, highest] = [low - reach, high + reach];
  for (const value of baselines) {
    if (value < low && value >= lowest) low = value;
    if (value > high && value <= highest) high = value;
  }
  const margin = 0.15 * (high - low || Math.abs(high) || 1);
  return [low - margin, high + margin];
}

export interface LeadPoint {
  readonly fromMs: number;
  readonly atMs: number;
  /** Difference of the seven-day means; above zero `own` is better. */
  readonly lead: number;
}

/** How far `own` is ahead of `other`, on the days that both have. */
export function leadPoints(
  own: readonly DayPoint[],
  other: readonly DayPoint[],
  better: 'higher' | 'lower',
): readonly LeadPoint[] {
  const others = new Map(other.map((point) => [point.fromMs, point.smooth]));
  return own.flatMap(({ fromMs, atMs, smooth }) => {
    const against = others.get(fromMs);
    return against === undefined
      ? []
      : [{ fromMs, atMs, lead: better === 'higher' ? smooth - against : against - smooth }];
  });
}

/** Zero, and the lead past the first days, with a margin. */
export function leadRange(points: readonly LeadPoint[]): [number, number] {
  const leads = points.slice(settlingDays(points)).map((point) => point.lead);
  const low = Math.min(0, ...leads);
  const high = Math.max(0, ...leads);
  const margin = 0.15 * (high - low || 1);
  return [low - margin, high + margin];
}

const settlingDays = (points: readonly unknown[]): number =>
  Math.min(LONGEST_SETTLING_DAYS, Math.floor(points.length * SETTLING_SHARE));
