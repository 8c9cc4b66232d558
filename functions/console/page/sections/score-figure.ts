/**
 * One score's chart with its heading and its words, the lead over the control line beneath it, and the slider or pointer area
 * that lies over both.
 */
import type { ConsoleSeries, ConsoleState } from '../../state';
import { dailyLeadChart } from '../charts/daily-lead';
import { dailyScoreChart, outsideFrame, type ScoreLine } from '../charts/daily-score';
import { dayPoints, leadPoints } from '../daily';
import { h } from '../element';
import { formatMany, formatSigned, isFigure } from '../format';
import { type DayMetricKey, METRICS } from '../metrics';
import { seriesLooks } from '../palette';
import { isShown, type Scene } from '../view';
import { choosableDays, chosenDay, daySlider } from './chosen-day';

/** The first chart carries the slider that chooses the day for all; the others follow the pointer only. */
export function scoreFigure(scene: Scene, metric: DayMetricKey, first: boolean): Element {
  const { name, better } = METRICS[metric];
  const lines = scoreLines(scene, metric);
  const drawable = lines.some((line) => line.points.length > 1);
  return h(
    'figure',
    { 'data-key': metric },
    h(
      'figcaption',
      {},
      h('h3', {}, `${name} by day`),
      h('p', { class: 'note' }, `${better} is better${outside(lines, metric)}`),
    ),
    drawable
      ? h(
          'div',
          { class: 'frame', 'data-key': 'frame' },
          chart(scene, metric, lines),
          ...lead(scene, metric, lines),
          first ? daySlider(scene) : h('div', { class: 'pointer-days', 'data-key': 'days', 'data-days': true }),
        )
      : h('p', { class: 'empty' }, 'Not enough data: a line starts with its second day.'),
  );
}

function outside(lines: readonly ScoreLine[], metric: DayMetricKey): string {
  const named = outsideFrame(lines).map(
    ({ name, points }) => `${name} (${METRICS[metric].format(points.at(-1)?.smooth)})`,
  );
  return named.length === 0 ? '' : `; outside this frame: ${named.join(', ')}`;
}

function chart({ state, view, painter }: Scene, metric: DayMetricKey, lines: readonly ScoreLine[]): Element {
  const chosenMs = chosenDay({ state, view })?.fromMs ?? null;
  return painter.holder(metric, [state, chosenMs, lines.map((line) => line.name).join(), view.showMarks], (width) =>
    dailyScoreChart(
      {
        metric,
        lines,
        marks: view.showMarks ? state.marks : [],
        frozenMs: lines.some((line) => line.role === 'control') ? controlUntilMs(state) : null,
        daysMs: choosableDays(state).map((day) => day.fromMs),
        chosenMs,
        label: inWords(state, metric, lines),
      },
      width,
    ),
  );
}

/** Nothing where not both are drawn, or on fewer than two days. */
function lead({ state, view, painter }: Scene, metric: DayMetricKey, lines: readonly ScoreLine[]): Element[] {
  const served = lines.find((line) => line.role === 'served');
  const control = lines.find((line) => line.role === 'control');
  if (served === undefined || control === undefined) return [];
  const { better, format, name } = METRICS[metric];
  const points = leadPoints(served.points, control.points, better);
  if (points.length < 2) return [];
  const chosenMs = chosenDay({ state, view })?.fromMs ?? null;
  const shown = points.find((point) => point.fromMs === chosenMs) ?? points.at(-1);
  const text = formatSigned(shown?.lead, format);
  const daysMs = choosableDays(state).map((day) => day.fromMs);
  return [
    h('p', { class: 'note lead-note' }, `Served ahead of ${control.name} by `, h('strong', {}, text)),
    painter.holder(`lead-${metric}`, [state, chosenMs], (width) =>
      dailyLeadChart(
        { points, daysMs, chosenMs, label: `${name}: served ahead of ${control.name} by ${text}, seven-day mean.` },
        width,
      ),
    ),
  ];
}

function scoreLines({ state, view }: Scene, metric: DayMetricKey): readonly ScoreLine[] {
  const looks = seriesLooks(state.series);
  return state.series.flatMap((series) => {
    const look = looks.get(series.name);
    if (look === undefined || !isShown(view, series)) return [];
    const name = series.role === 'served' ? 'Served' : series.name;
    return [{ name, role: series.role, look, points: dayPoints(series, metric) }];
  });
}

function inWords({ marks }: ConsoleState, metric: DayMetricKey, lines: readonly ScoreLine[]): string {
  const { name, format } = METRICS[metric];
  const latest = lines.flatMap((line) => {
    const point = line.points.at(-1);
    return point === undefined ? [] : [`${line.name} ${format(point.smooth)}`];
  });
  const promoted = marks.filter((mark) => mark.kind === 'promoted').length;
  return `${name} by day. Latest seven-day mean: ${latest.join(', ')}. ${formatMany(promoted, 'promotion')} so far.`;
}

export function seriesName({ name, role }: ConsoleSeries): string {
  if (role === 'served') return 'Served';
  return role === 'contender' ? name : `${name} (${role})`;
}

/** When the control line stopped learning; null when there is none, or it is still learning, or nobody said. */
export function controlUntilMs({ lines, series, clockMs }: ConsoleState): number | null {
  const control = series.find(({ role }) => role === 'control');
  const untilMs = lines.find((line) => line.role === 'control' && line.learner === control?.name)?.untilMs;
  return isFigure(untilMs) && untilMs <= clockMs ? untilMs : null;
}
