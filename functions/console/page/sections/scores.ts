/** How the served predictions score day by day, beside the control line and whichever lines the reader switches on. */
import type { ConsoleSeries } from '../../state';
import { h } from '../element';
import { formatTime } from '../format';
import { dayMetrics } from '../metrics';
import { seriesLooks } from '../palette';
import { isShown, type Scene } from '../view';
import { dayFigures } from './chosen-day';
import { controlUntilMs, scoreFigure, seriesName } from './score-figure';
import { swatch } from './swatch';

export function scores(scene: Scene): Element {
  const { state } = scene;
  const control = state.series.find((series) => series.role === 'control');
  const drawable = state.series.some(({ days }) => days.some((day) => day.examples > 0));
  return h(
    'section',
    { class: 'scores', 'aria-labelledby': 'scores-title', 'data-key': 'scores' },
    h('h2', { id: 'scores-title' }, control === undefined ? 'Scores by day' : 'Learning on, against the frozen model'),
    ...(drawable
      ? [
          h('p', { class: 'note' }, explanation(control, controlUntilMs(state))),
          legend(scene),
          charts(scene),
          dayFigures(scene),
        ]
      : [
          h('p', { class: 'empty' }, 'No examples yet: a day is scored once outcomes of its predictions have arrived.'),
        ]),
  );
}

function explanation(control: ConsoleSeries | undefined, untilMs: number | null): string {
  const end =
    untilMs === null
      ? 'stops learning at its declared moment'
      : `learned nothing that came after ${formatTime(untilMs)}`;
  const against = control === undefined ? '' : ` “${control.name}” is scored on the same events and ${end}.`;
  return (
    `Served: the prediction that the champion of the moment gave.${against} Points are UTC days of the prediction, lines their ` +
    'seven-day mean; the first days may lie outside the frame, the last may still change while outcomes arrive.'
  );
}

function legend({ state, view }: Scene): Element {
  const looks = seriesLooks(state.series);
  return h(
    'fieldset',
    { class: 'legend', 'data-key': 'legend' },
    h('legend', { class: 'unseen' }, 'Lines drawn'),
    ...state.series.map((series) =>
      h(
        'label',
        { 'data-key': `toggle-${series.name}` },
        h('input', { type: 'checkbox', 'data-toggle': series.name, checked: isShown(view, series) }),
        swatch(looks.get(series.name)),
        seriesName(series),
      ),
    ),
    h(
      'label',
      { 'data-key': 'toggle-marks' },
      h('input', { type: 'checkbox', 'data-toggle-marks': true, checked: view.showMarks }),
      h('span', { class: 'swatch swatch-marks', 'aria-hidden': 'true' }),
      'Promotions and rollbacks',
    ),
  );
}

function charts(scene: Scene): Element {
  const metrics = dayMetrics(scene.state.task);
  return h(
    'div',
    { class: `pair pair-${metrics.length}`, 'data-key': 'charts' },
    ...metrics.map((metric, index) => scoreFigure(scene, metric, index === 0)),
  );
}
