/**
 * The day whose figures are written out beneath the charts: the latest, or the one under the pointer or the slider. One
 * slider for all charts: one stop of the tab key instead of one per promotion.
 */
import type { ConsoleSeries, ConsoleState } from '../../state';
import { completeDays, DAY_MS } from '../daily';
import { h } from '../element';
import { formatCount, formatMany, formatTimeOfDay, formatWeekday } from '../format';
import { dayMetrics, METRICS } from '../metrics';
import { seriesLooks } from '../palette';
import { isShown, type Scene } from '../view';
import { swatch } from './swatch';

const VERSIONS_NAMED = 4;

type Day = ConsoleSeries['days'][number];

/** The days that a reader can choose from: those of the first series, which is the served one where there is one. */
export function choosableDays({ series }: ConsoleState): readonly Day[] {
  const served = series.find((candidate) => candidate.role === 'served') ?? series[0];
  return served === undefined ? [] : completeDays(served);
}

export function chosenDay({ state, view }: Pick<Scene, 'state' | 'view'>): Day | undefined {
  return choosableDays(state).find((day) => day.fromMs === view.chosenDayMs);
}

export function daySlider(scene: Scene): Element {
  const days = choosableDays(scene.state);
  const day = chosenDay(scene) ?? days.at(-1);
  return h('div', {
    class: 'pointer-days',
    'data-key': 'days',
    'data-days': true,
    role: 'slider',
    tabindex: 0,
    'aria-label': 'Day whose figures are shown beneath the charts',
    'aria-orientation': 'horizontal',
    'aria-valuemin': 0,
    'aria-valuemax': Math.max(0, days.length - 1),
    'aria-valuenow': day === undefined ? 0 : days.indexOf(day),
    'aria-valuetext': day === undefined ? 'no day yet' : inWords(scene, day),
  });
}

export function dayFigures(scene: Scene): Element {
  const { state, view } = scene;
  const days = choosableDays(state);
  const day = chosenDay(scene) ?? days.at(-1);
  if (day === undefined) return h('p', { class: 'note', 'data-key': 'day' }, 'No day can be chosen yet.');
  const looks = seriesLooks(state.series);
  const metrics = dayMetrics(state.task);
  const shown = state.series.filter((series) => isShown(view, series));
  return h(
    'div',
    { class: 'day', 'data-key': 'day' },
    h(
      'p',
      { class: 'day-title' },
      h('strong', {}, formatWeekday(day.fromMs)),
      ` UTC${chosenDay(scene) === undefined ? ' (latest)' : ''}: ${formatMany(day.examples, 'example')}`,
    ),
    h(
      'ul',
      {},
      ...shown.map((series) => {
        const own = series.days.find((candidate) => candidate.fromMs === day.fromMs);
        return h(
          'li',
          {},
          swatch(looks.get(series.name)),
          `${series.role === 'served' ? 'Served' : series.name} `,
          ...metrics.map((metric) =>
            h(
              'span',
              { class: 'score' },
              h('span', { class: 'unit' }, METRICS[metric].name),
              ' ',
              h('strong', {}, METRICS[metric].format(own?.[metric])),
              ' ',
            ),
          ),
        );
      }),
    ),
    h('p', { class: 'day-marks' }, decisionsOf(state, day)),
    h(
      'p',
      { class: 'hint note' },
      'Point at a chart, or focus it and use the arrow keys, to read another day; Escape returns to the latest.',
    ),
  );
}

function inWords(scene: Scene, day: Day): string {
  const figures = dayMetrics(scene.state.task).map(
    (metric) => `${METRICS[metric].name} ${METRICS[metric].format(day[metric])}`,
  );
  return `${formatWeekday(day.fromMs)}: served ${figures.join(', ')}. ${decisionsOf(scene.state, day)}`;
}

/** "2 promotions: 1.340 at 03:00, 1.352 at 14:00." */
function decisionsOf({ marks }: ConsoleState, day: Day): string {
  const own = marks.filter(({ timeMs }) => timeMs >= day.fromMs && timeMs < day.fromMs + DAY_MS);
  const say = (kind: (typeof own)[number]['kind'], one: string) => {
    const some = own.filter((mark) => mark.kind === kind);
    if (some.length === 0) return [];
    const named = some
      .slice(0, VERSIONS_NAMED)
      .map(({ version, timeMs }) => `${version} at ${formatTimeOfDay(timeMs)}`);
    if (some.length > VERSIONS_NAMED) named.push(`${formatCount(some.length - VERSIONS_NAMED)} more`);
    return [`${formatMany(some.length, one)}: ${named.join(', ')}.`];
  };
  return [...say('promoted', 'promotion'), ...say('rolled-back', 'rollback')].join(' ') || 'No promotion or rollback.';
}
