/** Where the time of the replay went, the longest first; what took next to nothing is summed up. */
import type { ConsoleState } from '../../state';
import { h } from '../element';
import { formatSeconds, formatShare } from '../format';
import type { Scene } from '../view';
import { barCell, caption, columnHead, figureCell, figureHead, scrolling } from './table';

const SMALL_SHARE = 0.01;

type Stage = ConsoleState['stages'][number];

const secondsOf = (stages: readonly Stage[]): number =>
  stages.reduce((sum, stage) => sum + Math.max(0, stage.seconds), 0);

export function stages({ state }: Scene): Element {
  const total = secondsOf(state.stages);
  const isSmall = ({ seconds }: Stage) => seconds < SMALL_SHARE * total;
  const shown = state.stages.filter((stage) => !isSmall(stage)).sort((a, b) => b.seconds - a.seconds);
  const longest = shown[0]?.seconds ?? 1;
  const rest = secondsOf(state.stages.filter(isSmall));
  if (rest > 0) shown.push({ stage: 'the rest', seconds: rest });
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
            caption(`${formatSeconds(total)} in all, by stage. Joining and learning run side by side.`),
            h('thead', {}, h('tr', {}, columnHead('Stage'), figureHead('Time'), figureHead('Share'))),
            h(
              'tbody',
              {},
              ...shown.map(({ stage, seconds }) =>
                h(
                  'tr',
                  { 'data-key': `stage-${stage}` },
                  h('th', { scope: 'row' }, stage),
                  figureCell(formatSeconds(seconds)),
                  barCell(formatShare(seconds / total), seconds / longest, 'served'),
                ),
              ),
            ),
          ),
        )
      : h('p', { class: 'empty' }, 'Nothing has been measured yet.'),
  );
}
