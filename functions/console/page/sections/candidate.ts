/** The live candidate nearest to promotion, close up: in words what it still lacks. */
import type { ConsoleCandidate } from '../../state';
import { h } from '../element';
import { formatMany, formatTime, isFigure } from '../format';
import type { Scene } from '../view';
import { comparison, inFigures } from './comparison';

export function nearestCandidate(scene: Scene, candidate: ConsoleCandidate): Element[] {
  const { version, learner, sealedAtMs, examples } = candidate;
  return comparison(scene, candidate, false, {
    title: [
      h('strong', {}, `Nearest to promotion: ${version}`),
      h(
        'span',
        { class: 'learner' },
        ` ${learner}, sealed ${formatTime(sealedAtMs)}, ${formatMany(examples, 'example')} since. `,
      ),
    ],
    standing: verdict(candidate, scene.state.contest.metric),
    reading: 'above zero the candidate is better',
  });
}

/** In words what the charts show; the first figures of a candidate may not be defined yet. */
export function verdict(candidate: ConsoleCandidate, metric: string): string {
  const { examples, meanDifference, lower, upper, logEValue, logThreshold, awaitingApproval } = candidate;
  if (examples === 0 || ![meanDifference, lower, upper, logEValue].every(isFigure))
    return 'Not enough data for a bound yet.';
  const standing = inFigures(candidate, metric);
  if (awaitingApproval) return `Better by ${standing}: waits for a person’s approval.`;
  if (logEValue >= logThreshold) return `Better by ${standing}: the threshold is reached.`;
  if (upper < 0) return `Worse: ${standing}.`;
  return `${meanDifference >= 0 ? 'Ahead' : 'Behind'} so far: ${standing}.`;
}
