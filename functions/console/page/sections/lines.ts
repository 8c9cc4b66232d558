/**
 * Each line's progressive score, the best first, baselines beside. Bars: how far a line is ahead of the prior, as a share
 * of how far the best is; a line that does no better than the prior has none.
 */
import type { ConsoleLine, ConsoleState } from '../../state';
import { h } from '../element';
import { dayMetrics, furtherMetrics, METRICS } from '../metrics';
import { seriesLooks } from '../palette';
import { bestFirst, leadOverPrior } from '../ranking';
import type { Scene } from '../view';
import { swatch } from './swatch';
import { barCell, caption, columnHead, figureCell, figureHead, scrolling } from './table';

export function lines({ state }: Scene): Element {
  return h(
    'section',
    { class: 'lines', 'aria-labelledby': 'lines-title', 'data-key': 'lines' },
    h('h2', { id: 'lines-title' }, 'Lines'),
    state.lines.length === 0
      ? h('p', { class: 'empty' }, 'No line has started yet.')
      : scrolling('Progressive score of each line', 'lines', table(state)),
  );
}

function table(state: ConsoleState): Element {
  const barred = dayMetrics(state.task);
  const further = furtherMetrics(state.task);
  const looks = seriesLooks(state.series);
  return h(
    'table',
    {},
    caption(
      'Test, then train: each example is predicted before it is learned, and scored when its outcome arrives. Best first; ' +
        `a bar is the lead over the prior${barred.includes('rocAuc') ? ' (over 0.5 for ROC AUC)' : ''}, as a share of the best line’s.`,
    ),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        columnHead('Line'),
        columnHead('Role'),
        columnHead('Version'),
        ...barred.map((metric) => figureHead(METRICS[metric].name)),
        ...barred.map((metric) => figureHead(`${METRICS[metric].name}, recent`)),
        ...further.map((metric) => figureHead(METRICS[metric].name)),
      ),
    ),
    h(
      'tbody',
      {},
      ...bestFirst(state).map((line) =>
        h(
          'tr',
          { 'data-key': `line-${line.line}-${line.learner}` },
          h('th', { scope: 'row' }, swatch(looks.get(line.learner)), line.learner),
          h('td', {}, h('span', { class: `role role-${line.role}` }, line.role)),
          h('td', {}, version(line, state)),
          ...barred.map((metric) =>
            barCell(
              METRICS[metric].format(line.progressive[metric]),
              leadOverPrior(state, line.progressive, metric),
              looks.get(line.learner)?.key ?? 'baseline-1',
            ),
          ),
          ...barred.map((metric) => figureCell(METRICS[metric].format(line.recent[metric]))),
          ...further.map((metric) => figureCell(METRICS[metric].format(line.progressive[metric]))),
        ),
      ),
    ),
  );
}

function version({ version: text, checkpoint }: ConsoleLine, { champion }: ConsoleState): Element {
  return h(
    'span',
    { title: checkpoint === '' ? null : `checkpoint ${checkpoint}` },
    champion.version === text ? `${text}, champion` : text,
  );
}
