/** Where the time of the replay went, the longest first. */
import { h } from '../element';
import { formatSeconds, formatShare } from '../format';
import type { Scene } from '../view';
import { barCell, caption, columnHead, figureCell, figureHead, scrolling } from './table';

export function stages({ state }: Scene): Element {
  const measured = state.stages.filter((stage) => stage.seconds > 0).sort((a, b) => b.seconds - a.seconds);
  const total = measured.reduce((sum, stage) => sum + stage.seconds, 0);
  return h(
    'section',
    { class: 'stages', 'aria-labelledby': 'stages-title', 'data-key': 'stages' },
    h('h2', { id: 'stages-title' }, 'Where the time went'),
    total > 0
      ? scrolling(
          'Seconds by stage',
          'stages',
          h(
            'table',
            {},
            caption(`${formatSeconds(total)} measured, by stage. Stages on two threads overlap.`),
            h('thead', {}, h('tr', {}, columnHead('Stage'), figureHead('Time'), figureHead('Share'))),
            h(
              'tbody',
              {},
              ...measured.map(({ stage, seconds }) =>
                h(
                  'tr',
                  { 'data-key': `stage-${stage}` },
                  h('th', { scope: 'row' }, stage),
                  figureCell(formatSeconds(seconds)),
                  barCell(formatShare(seconds / total), seconds / (measured[0]?.seconds ?? 1), 'served'),
                ),
              ),
            ),
          ),
        )
      : h('p', { class: 'empty' }, 'Nothing has been measured yet.'),
  );
}
