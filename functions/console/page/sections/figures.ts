/** The figures that a reader wants first: the served scores beside the control line's, and how often the champion changed. */
import type { ConsoleState } from '../../state';
import { meanOfLastDays } from '../daily';
import { h } from '../element';
import { formatCount, formatMany, formatSigned, formatTime, isFigure } from '../format';
import { dayMetrics, METRICS } from '../metrics';
import type { Scene } from '../view';

const LAST_DAYS = 28;

export function figures({ state }: Scene): Element {
  return h(
    'section',
    { class: 'figures', 'aria-labelledby': 'figures-title', 'data-key': 'figures' },
    h('h2', { id: 'figures-title', class: 'unseen' }, 'At a glance'),
    h(
      'dl',
      {},
      ...dayMetrics(state.task).map((metric) => servedFigure(state, metric)),
      promotions(state),
      examples(state),
    ),
  );
}

function servedFigure(state: ConsoleState, metric: ReturnType<typeof dayMetrics>[number]): Element {
  const { name, format } = METRICS[metric];
  return figure(`${name}, served`, format(state.served[metric]), lastDays(state, metric));
}

/** What the last four weeks say, against the control line on the same days. */
function lastDays(state: ConsoleState, metric: ReturnType<typeof dayMetrics>[number]): string {
  const { format } = METRICS[metric];
  const served = state.series.find((series) => series.role === 'served');
  const control = state.series.find((series) => series.role === 'control');
  const own = served === undefined ? null : meanOfLastDays(served, metric, LAST_DAYS);
  if (own === null) return 'no scored examples yet';
  const other = control === undefined ? null : meanOfLastDays(control, metric, LAST_DAYS);
  if (other === null || control === undefined) return `last ${LAST_DAYS} days ${format(own)}`;
  return `last ${LAST_DAYS} days ${format(own)}, ${formatSigned(own - other, format)} against ${control.name}`;
}

function promotions({ marks }: ConsoleState): Element {
  const promoted = marks.filter((mark) => mark.kind === 'promoted');
  const rollbacks = marks.length - promoted.length;
  const last = promoted.at(-1);
  const note = last === undefined ? 'none yet' : `last ${formatTime(last.timeMs)}`;
  return figure(
    'Promotions',
    formatCount(promoted.length),
    rollbacks > 0 ? `${note}; ${formatMany(rollbacks, 'rollback')}` : note,
  );
}

function examples({ counts, lines }: ConsoleState): Element {
  const lineCount = lines.filter((line) => line.role !== 'baseline').length;
  const note =
    isFigure(counts.learned) && counts.learned > 0
      ? `by ${formatMany(lineCount, 'line')}, each exactly once`
      : 'none yet';
  return figure('Learned', formatCount(counts.learned), note);
}

function figure(name: string, value: string, note: string): Element {
  return h('div', {}, h('dt', {}, name), h('dd', { class: 'value' }, value), h('dd', { class: 'aside' }, note));
}
