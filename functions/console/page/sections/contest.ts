/** The candidates being compared with the champion now, each with the evidence so far and what it still lacks. */
import type { ConsoleCandidate, ConsoleState } from '../../state';
import { confidenceSequenceChart } from '../charts/confidence-sequence';
import { evidenceChart } from '../charts/evidence';
import { drawableLooks } from '../charts/looks';
import { h } from '../element';
import { formatCount, formatFixed, formatMany, formatTime, isFigure } from '../format';
import { contestMetricName, differenceFormat } from '../metrics';
import { seriesLooks } from '../palette';
import type { Scene } from '../view';

export function contest(scene: Scene): Element {
  const { contest: current, champion, marks, ledger } = scene.state;
  const begun = marks.length > 0 || ledger.some((entry) => entry.kind === 'candidate-sealed');
  return h(
    'section',
    { class: 'contest', 'aria-labelledby': 'contest-title', 'data-key': 'contest' },
    h('h2', { id: 'contest-title' }, 'The contest'),
    h('p', { class: 'note' }, rule(scene.state)),
    current.candidates.length === 0
      ? h(
          'p',
          { class: 'empty' },
          `No candidate is sealed ${begun ? 'now' : 'yet'}: version ${champion.version} answers unopposed.`,
        )
      : h(
          'div',
          { class: 'cards', 'data-key': 'cards' },
          ...current.candidates.map((candidate) => card(scene, candidate)),
        ),
  );
}

function rule({ contest: { metric, clip, alpha } }: ConsoleState): string {
  const clipped = isFigure(clip) ? `, probabilities clipped to [${clip}, ${Number((1 - clip).toFixed(10))}]` : '';
  return (
    `Sealed candidates are compared with the champion on examples predicted after their seal, by ${contestMetricName(metric)}${clipped}. ` +
    `A candidate is promoted when the lower edge of its confidence sequence passes zero; the bounds hold at every look, at level ${alpha} over a champion’s reign.`
  );
}

function card({ painter, state }: Scene, candidate: ConsoleCandidate): Element {
  const { version, learner, sealedAtMs, examples, logThreshold } = candidate;
  const colour = seriesLooks(state.series).get(learner)?.colour ?? 'var(--served)';
  const { metric } = state.contest;
  const looks = drawableLooks(candidate);
  return h(
    'article',
    { class: 'card', 'data-key': `candidate-${version}`, 'aria-labelledby': `candidate-${version}` },
    h('h3', { id: `candidate-${version}` }, version, ' ', h('span', { class: 'learner' }, learner)),
    h('p', { class: 'note' }, `sealed ${formatTime(sealedAtMs)}; ${formatMany(examples, 'example')} since`),
    h('p', { class: 'verdict' }, verdict(candidate, metric)),
    ...(looks.length < 2
      ? [h('p', { class: 'empty' }, 'Not enough data: the charts start at the second look.')]
      : [
          h(
            'figure',
            { 'data-key': 'band' },
            h('figcaption', {}, 'Mean loss difference by examples since the seal: above zero the candidate is better'),
            painter.holder(`band-${version}`, [candidate], (width) =>
              confidenceSequenceChart(looks, { colour, label: bandInWords(candidate, metric) }, width),
            ),
          ),
          h(
            'figure',
            { 'data-key': 'evidence' },
            h('figcaption', {}, 'Evidence: log e-value'),
            painter.holder(`evidence-${version}`, [candidate], (width) =>
              evidenceChart(looks, { logThreshold, colour, label: evidenceInWords(candidate) }, width),
            ),
          ),
        ]),
  );
}

/** In words what the charts show; the first figures of a candidate may not be defined yet. */
export function verdict(candidate: ConsoleCandidate, metric: string): string {
  const difference = differenceFormat(metric);
  const { meanDifference, lower, upper, logEValue, logThreshold, awaitingApproval } = candidate;
  if (![meanDifference, lower, upper, logEValue].every(isFigure)) return 'Not enough data for a bound yet.';
  const standing = `${difference(meanDifference)} an example, between ${difference(lower)} and ${difference(upper)}`;
  if (awaitingApproval) return `Better by ${standing}: waits for a person’s approval.`;
  if (logEValue >= logThreshold) return `Better by ${standing}: the threshold is reached.`;
  const reached = `log e-value ${formatFixed(logEValue, 2)} of ${formatFixed(logThreshold, 2)}`;
  if (upper < 0) return `Worse: ${standing}; ${reached}.`;
  return `${meanDifference >= 0 ? 'Ahead' : 'Behind'} so far: ${standing}; ${reached}.`;
}

function bandInWords({ version, examples, meanDifference, lower, upper }: ConsoleCandidate, metric: string): string {
  const difference = differenceFormat(metric);
  return `Confidence sequence of ${version}: after ${formatCount(examples)} examples the mean loss difference is ${difference(meanDifference)}, between ${difference(lower)} and ${difference(upper)}.`;
}

function evidenceInWords({ version, examples, logEValue, logThreshold }: ConsoleCandidate): string {
  return `Evidence for ${version}: log e-value ${formatFixed(logEValue, 2)} after ${formatCount(examples)} examples; promotes at ${formatFixed(logThreshold, 2)}.`;
}
