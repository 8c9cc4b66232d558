/**
 * The candidates being compared with the champion now: the one nearest to promotion as charts, all of them as a table. Most of a
 * candidate's life is a wait for outcomes; while none has anything to draw, the last promotion is drawn instead. A fast replay
 * changes them several times a second, so the section keeps its shape whoever is in it.
 */
import type { ConsoleCandidate, ConsoleState } from '../../state';
import { drawableLooks } from '../charts/looks';
import { h } from '../element';
import { formatCount, formatFixed, formatMany, formatTime, isFigure, NONE } from '../format';
import { contestMetricName, differenceFormat } from '../metrics';
import { seriesLooks } from '../palette';
import { nearestFirst } from '../ranking';
import type { Scene } from '../view';
import { nearestCandidate } from './candidate';
import { lastPromotion } from './promotion';
import { barCell, caption, columnHead, figureCell, figureHead, scrolling } from './table';

export function contest(scene: Scene): Element {
  const candidates = nearestFirst(scene.state.contest.candidates);
  return h(
    'section',
    { class: 'contest', 'aria-labelledby': 'contest-title', 'data-key': 'contest' },
    h('h2', { id: 'contest-title' }, 'The contest'),
    h('p', { class: 'note' }, rule(scene.state)),
    closeUp(scene, candidates),
    candidates.length === 0
      ? h('p', { class: 'empty', 'data-key': 'unopposed' }, unopposed(scene.state))
      : scrolling('Candidates', 'candidates', table(scene.state, candidates)),
  );
}

function closeUp(scene: Scene, candidates: readonly ConsoleCandidate[]): Element | null {
  const { contest: current, marks } = scene.state;
  const candidate = candidates.find((one) => drawableLooks(one).length > 1);
  const promotion = current.lastPromotion;
  const drawn =
    candidate !== undefined
      ? nearestCandidate(scene, candidate)
      : promotion !== null && drawableLooks(promotion).length > 0
        ? lastPromotion(scene, promotion)
        : null;
  if (drawn === null && candidates.length === 0) return null;
  return h(
    'div',
    { class: marks.length > 0 ? 'nearest nearest-often' : 'nearest', 'data-key': 'nearest' },
    ...(drawn ?? [h('p', { class: 'empty' }, 'Not enough data: no candidate has been looked at twice yet.')]),
  );
}

function unopposed({ champion, marks, ledger }: ConsoleState): string {
  const begun = marks.length > 0 || ledger.some((entry) => entry.kind === 'candidate-sealed');
  return `No candidate is sealed ${begun ? 'now' : 'yet'}: version ${champion.version} answers unopposed.`;
}

function rule({ contest: { metric, clip, alpha, minimumExamples } }: ConsoleState): string {
  const clipped = isFigure(clip) ? `, probabilities clipped to [${clip}, ${Number((1 - clip).toFixed(10))}]` : '';
  return (
    `Sealed candidates are compared with the champion on examples predicted after their seal, by ${contestMetricName(metric)}${clipped}. ` +
    `A candidate is promoted when, over at least ${formatMany(minimumExamples, 'example')}, the lower edge of its confidence sequence passes zero; the bounds hold at every look, at level ${alpha} over a champion’s reign.`
  );
}

function table(state: ConsoleState, candidates: readonly ConsoleCandidate[]): Element {
  return h(
    'table',
    {},
    caption(
      'All candidates, the nearest to promotion first. Differences: champion’s loss less candidate’s, a mean over the examples.',
    ),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        columnHead('Version'),
        columnHead('Sealed'),
        ...['Examples since', 'Difference', 'Lower edge', 'Upper edge', 'Log e-value'].map((name) => figureHead(name)),
      ),
    ),
    h('tbody', {}, ...candidates.map((candidate) => row(state, candidate))),
  );
}

function row(state: ConsoleState, candidate: ConsoleCandidate): Element {
  const { version, learner, sealedAtMs, examples, meanDifference, lower, upper, logEValue, logThreshold } = candidate;
  const difference = differenceFormat(state.contest.metric);
  const shown = (value: number) => (examples > 0 && isFigure(value) ? difference(value) : NONE);
  return h(
    'tr',
    { 'data-key': `candidate-${version}` },
    h('th', { scope: 'row' }, version, ' ', h('span', { class: 'learner' }, learner)),
    h('td', { class: 'time' }, formatTime(sealedAtMs)),
    figureCell(formatCount(examples)),
    figureCell(shown(meanDifference)),
    figureCell(shown(lower)),
    figureCell(shown(upper)),
    barCell(
      `${formatFixed(logEValue, 2)} of ${formatFixed(logThreshold, 2)}${candidate.awaitingApproval ? ', awaits approval' : ''}`,
      logEValue / logThreshold,
      seriesLooks(state.series).get(learner)?.key ?? 'served',
    ),
  );
}
