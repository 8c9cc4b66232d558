/** The figures that a reader wants first: the served scores beside the control line's, and how often the champion changed. */
import type { ConsoleState } from '../../state';
import { meanOfLastDays } from '../daily';
import { h } from '../element';
import { formatCount, formatDay, formatMany, formatSigned, formatTime, isFigure } from '../format';
import { type DayMetricKey, dayMetrics, METRICS } from '../metrics';
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

function servedFigure(state: ConsoleState, metric: DayMetricKey): Element {
  const { name, format } = METRICS[metric];
  const since = state.sinceControl;
  const control = controlName(state);
  if (since && control !== undefined && isFigure(since.served[metric]) && isFigure(since.control[metric])) {
    const difference = formatSigned(since.served[metric] - since.control[metric], format);
    const note = `${difference} against ${control}, both since ${formatDay(since.sinceMs)}; ${format(state.served[metric])} over all`;
    return figure(`${name}, served`, format(since.served[metric]), note);
  }
  return figure(`${name}, served`, format(state.served[metric]), lastDays(state, metric));
}

const controlName = ({ series }: ConsoleState): string | undefined =>
  series.find(({ role }) => role === 'control')?.name;

/** What the last four weeks say, against the control line on the same days. */
function lastDays(state: ConsoleState, metric: DayMetricKey): string {
  const { format } = METRICS[metric];
  const served = state.series.find((series) => series.role === 'served');
  const control = state.series.find((series) => series.role === 'control');
  const own = served === undefined ? null : meanOfLastDays(served, metric, LAST_DAYS);
  if (own === null) return 'no scored examples yet';
  const other = control === undefined ? null : meanOfLastDays(control, metric, LAST_DAYS);
  const dayCount = Math.min(LAST_DAYS, served?.days.length ?? 0);
  const days = `${dayCount > 1 ? `mean of the last ${dayCount} days` : 'first day'} ${format(own)}`;
  if (other === null || control === undefined) return days;
  return `${days}, ${formatSigned(own - other, format)} against ${control.name}`;
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
