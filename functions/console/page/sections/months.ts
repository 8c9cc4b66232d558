/** The same comparison as the charts, month by month, as a table. */
import type { ConsoleSeries, ConsoleState } from '../../state';
import { h } from '../element';
import { formatCount, formatMonth, formatSigned, isFigure } from '../format';
import { type DayMetricKey, dayMetrics, METRICS } from '../metrics';
import type { Scene } from '../view';
import { caption, columnHead, figureCell, figureHead, scrolling } from './table';

export function months({ state }: Scene): Element {
  const compared = state.series.filter((series) => series.role === 'served' || series.role === 'control');
  const starts = [...new Set(compared.flatMap((series) => series.months.map((month) => month.fromMs)))].sort(
    (a, b) => a - b,
  );
  return h(
    'section',
    { class: 'months', 'aria-labelledby': 'months-title', 'data-key': 'months' },
    h('h2', { id: 'months-title' }, 'By month'),
    starts.length === 0
      ? h('p', { class: 'empty' }, 'No examples yet: a month is listed with its first scored prediction.')
      : scrolling('Scores by month', 'months', table(state, compared, starts)),
  );
}

function table(state: ConsoleState, compared: readonly ConsoleSeries[], starts: readonly number[]): Element {
  const metrics = dayMetrics(state.task);
  const pair = pairOf(compared);
  const width = compared.length + (pair === undefined ? 0 : 1);
  return h(
    'table',
    {},
    caption(
      'Scores of all predictions of a UTC month.',
      pair === undefined ? null : ' Difference: served less control.',
    ),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('td', {}),
        h('td', {}),
        ...metrics.map((metric) =>
          h('th', { scope: 'colgroup', colspan: width, class: 'group' }, METRICS[metric].name),
        ),
      ),
      h(
        'tr',
        {},
        columnHead('Month'),
        figureHead('Examples'),
        ...metrics.flatMap(() => [
          ...compared.map((series) => figureHead(series.role === 'served' ? 'Served' : series.name)),
          ...(pair === undefined ? [] : [figureHead('Difference')]),
        ]),
      ),
    ),
    h(
      'tbody',
      {},
      ...starts.map((fromMs) =>
        h(
          'tr',
          { 'data-key': `month-${fromMs}` },
          h('th', { scope: 'row' }, formatMonth(fromMs)),
          figureCell(formatCount(examplesOf(compared[0], fromMs))),
          ...metrics.flatMap((metric) => [
            ...compared.map((series) => figureCell(METRICS[metric].format(scoreOf(series, fromMs, metric)))),
            ...(pair === undefined ? [] : [difference(pair, fromMs, metric)]),
          ]),
        ),
      ),
    ),
  );
}

type Pair = readonly [served: ConsoleSeries, control: ConsoleSeries];

function pairOf(compared: readonly ConsoleSeries[]): Pair | undefined {
  const served = compared.find((series) => series.role === 'served');
  const control = compared.find((series) => series.role === 'control');
  return served === undefined || control === undefined ? undefined : [served, control];
}

function difference([served, control]: Pair, fromMs: number, metric: DayMetricKey): Element {
  const [own, other] = [scoreOf(served, fromMs, metric), scoreOf(control, fromMs, metric)];
  const { format, better } = METRICS[metric];
  const gain = isFigure(own) && isFigure(other) ? own - other : null;
  const good = gain !== null && gain !== 0 && (better === 'higher') === gain > 0;
  return h('td', { class: good ? 'figure gain' : 'figure' }, formatSigned(gain, format));
}

function scoreOf(series: ConsoleSeries, fromMs: number, metric: DayMetricKey): number | null | undefined {
  return series.months.find((month) => month.fromMs === fromMs)?.metrics[metric];
}

/** The days of that month, summed. */
function examplesOf(series: ConsoleSeries | undefined, fromMs: number): number {
  const month = formatMonth(fromMs);
  return (series?.days ?? []).reduce((sum, day) => (formatMonth(day.fromMs) === month ? sum + day.examples : sum), 0);
}
