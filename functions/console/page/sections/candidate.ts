/** The candidate nearest to promotion: its confidence sequence, its evidence, and in words what it still lacks. */
import type { ConsoleCandidate } from '../../state';
import { confidenceSequenceChart } from '../charts/confidence-sequence';
import { evidenceChart } from '../charts/evidence';
import { drawableLooks } from '../charts/looks';
import { h } from '../element';
import { formatCount, formatFixed, formatMany, formatTime, isFigure } from '../format';
import { differenceFormat } from '../metrics';
import { seriesLooks } from '../palette';
import type { Scene } from '../view';

/** @param candidates the nearest to promotion first; the first with two looks is drawn */
export function nearestCandidate(scene: Scene, candidates: readonly ConsoleCandidate[]): Element {
  const drawable = candidates.find((candidate) => drawableLooks(candidate).length > 1);
  return h(
    'div',
    { class: scene.state.marks.length > 0 ? 'nearest nearest-often' : 'nearest', 'data-key': 'nearest' },
    ...(drawable === undefined
      ? [h('p', { class: 'empty' }, 'Not enough data: no candidate has been looked at twice yet.')]
      : charts(scene, drawable)),
  );
}

function charts({ painter, state }: Scene, candidate: ConsoleCandidate): Element[] {
  const { version, learner, sealedAtMs, examples, logThreshold } = candidate;
  const colour = seriesLooks(state.series).get(learner)?.colour ?? 'var(--served)';
  const { metric } = state.contest;
  const looks = drawableLooks(candidate);
  return [
    h(
      'p',
      { class: 'verdict' },
      h('strong', {}, `${version} `),
      h(
        'span',
        { class: 'learner' },
        `${learner}, sealed ${formatTime(sealedAtMs)}, ${formatMany(examples, 'example')} since. `,
      ),
      verdict(candidate, metric),
    ),
    h(
      'div',
      { class: 'pair pair-2', 'data-key': 'pair' },
      h(
        'figure',
        { 'data-key': 'band' },
        h(
          'figcaption',
          {},
          h('h3', {}, 'Confidence sequence'),
          h('p', { class: 'note' }, 'above zero the candidate is better'),
        ),
        painter.holder('band', [candidate], (width) =>
          confidenceSequenceChart(looks, { colour, label: bandInWords(candidate, metric) }, width),
        ),
      ),
      h(
        'figure',
        { 'data-key': 'evidence' },
        h(
          'figcaption',
          {},
          h('h3', {}, 'Evidence'),
          h('p', { class: 'note' }, 'log e-value, by examples since the seal'),
        ),
        painter.holder('evidence', [candidate], (width) =>
          evidenceChart(looks, { logThreshold, colour, label: evidenceInWords(candidate) }, width),
        ),
      ),
    ),
  ];
}

/** In words what the charts show; the first figures of a candidate may not be defined yet. */
export function verdict(candidate: ConsoleCandidate, metric: string): string {
  const difference = differenceFormat(metric);
  const { examples, meanDifference, lower, upper, logEValue, logThreshold, awaitingApproval } = candidate;
  if (examples === 0 || ![meanDifference, lower, upper, logEValue].every(isFigure))
    return 'Not enough data for a bound yet.';
  const standing = `${difference(meanDifference)} an example, between ${difference(lower)} and ${difference(upper)}`;
  if (awaitingApproval) return `Better by ${standing}: waits for a person’s approval.`;
  if (logEValue >= logThreshold) return `Better by ${standing}: the threshold is reached.`;
  if (upper < 0) return `Worse: ${standing}.`;
  return `${meanDifference >= 0 ? 'Ahead' : 'Behind'} so far: ${standing}.`;
}

function bandInWords({ version, examples, meanDifference, lower, upper }: ConsoleCandidate, metric: string): string {
  const difference = differenceFormat(metric);
  return `Confidence sequence of ${version}: after ${formatCount(examples)} examples the mean loss difference is ${difference(meanDifference)}, between ${difference(lower)} and ${difference(upper)}.`;
}

function evidenceInWords({ version, examples, logEValue, logThreshold }: ConsoleCandidate): string {
  return `Evidence for ${version}: log e-value ${formatFixed(logEValue, 2)} after ${formatCount(examples)} examples; promotes at ${formatFixed(logThreshold, 2)}.`;
}
