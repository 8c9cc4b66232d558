/** The last promotion, close up, for the moments at which no live candidate has anything to show: who took over from whom, on what. */
import type { Promotion } from '../../state';
import { drawableLooks } from '../charts/looks';
import { h } from '../element';
import { formatMany, formatTime } from '../format';
import type { Scene } from '../view';
import { comparison, inFigures } from './comparison';

export function lastPromotion(scene: Scene, promotion: Promotion): Element[] {
  const { version, from, learner, promotedAtMs, examples } = promotion;
  const { contest, champion } = scene.state;
  return comparison(scene, promotion, true, {
    title: [
      h('strong', {}, `Last decision: ${version} took over from ${from}`),
      h(
        'span',
        { class: 'learner' },
        ` after ${formatMany(examples, 'example')}; ${learner}, ${formatTime(promotedAtMs)}. `,
      ),
    ],
    standing: outcome(promotion, contest.metric, champion.version),
    reading:
      drawableLooks(promotion).length === 1
        ? 'decided at the first look, above zero'
        : 'decided: above zero the new champion was better',
  });
}

/** @param answers the version that answers now: another one after a rollback */
export function outcome(promotion: Promotion, metric: string, answers: string): string {
  const { version, by, logEValue, logThreshold } = promotion;
  const standing = inFigures(promotion, metric);
  const decided =
    logEValue >= logThreshold
      ? `Better by ${standing}: the lower edge had passed zero.`
      : `Promoted by ${by} before the lower edge had passed zero: ${standing}.`;
  return answers === version ? decided : `${decided} It answers no longer: ${answers} does.`;
}
