/** A version's comparison with a champion, close up: a sentence on where it stands, its confidence sequence, its evidence. */
import type { ComparedVersion } from '../../state';
import { confidenceSequenceChart } from '../charts/confidence-sequence';
import { evidenceChart } from '../charts/evidence';
import { drawableLooks } from '../charts/looks';
import { type Child, h } from '../element';
import { formatCount, formatFixed } from '../format';
import { differenceFormat } from '../metrics';
import { seriesLooks } from '../palette';
import type { Scene } from '../view';

export interface Words {
  readonly title: Child[];
  readonly standing: string;
  /** Under the name of the confidence sequence: how to read it. */
  readonly reading: string;
}

/** @param decided the last look is the one on which it took over */
export function comparison(
  { painter, state }: Scene,
  compared: ComparedVersion,
  decided: boolean,
  { title, standing, reading }: Words,
): Element[] {
  const { version, learner, examples, logEValue, logThreshold } = compared;
  const colour = seriesLooks(state.series).get(learner)?.colour ?? 'var(--served)';
  const { metric } = state.contest;
  const looks = drawableLooks(compared);
  const inputs = [version, decided, colour, metric, looks.length, examples, logEValue, logThreshold];
  return [
    h('p', { class: 'verdict' }, ...title, h('span', { class: 'standing' }, standing)),
    h(
      'div',
      { class: 'pair pair-2', 'data-key': 'pair' },
      h(
        'figure',
        { 'data-key': 'band' },
        h('figcaption', {}, h('h3', {}, 'Confidence sequence'), h('p', { class: 'note' }, reading)),
        painter.holder('band', inputs, (width) =>
          confidenceSequenceChart(looks, { decided, colour, label: bandInWords(compared, metric) }, width),
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
        painter.holder('evidence', inputs, (width) =>
          evidenceChart(looks, { logThreshold, decided, colour, label: evidenceInWords(compared) }, width),
        ),
      ),
    ),
  ];
}

/** +0.0042 an example, between +0.0003 and +0.0081 */
export function inFigures({ meanDifference, lower, upper }: ComparedVersion, metric: string): string {
  const difference = differenceFormat(metric);
  return `${difference(meanDifference)} an example, between ${difference(lower)} and ${difference(upper)}`;
}

function bandInWords(compared: ComparedVersion, metric: string): string {
  const difference = differenceFormat(metric);
  const { version, examples, meanDifference, lower, upper } = compared;
  return `Confidence sequence of ${version}: after ${formatCount(examples)} examples the mean loss difference is ${difference(meanDifference)}, between ${difference(lower)} and ${difference(upper)}.`;
}

function evidenceInWords({ version, examples, logEValue, logThreshold }: ComparedVersion): string {
  return `Evidence for ${version}: log e-value ${formatFixed(logEValue, 2)} after ${formatCount(examples)} examples; promotes at ${formatFixed(logThreshold, 2)}.`;
}
