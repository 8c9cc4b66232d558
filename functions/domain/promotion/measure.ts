/**
 * How is a loss counted in the contest, and how far apart can two losses lie? The e-process needs that bound before the first
 * example, so it is fixed when a candidate enters, from what is known at its seal.
 *
 * logLoss: probabilities are clipped to [clip, 1 - clip], so a difference is at most log((1 - clip) / clip). Where the
 * declaration leaves the clip open it is a tenth of the rarer class's share, at most 0.01: a prediction may be ten times surer
 * than the base rate before it counts as no surer. brier: (p - y)^2 for one output, the sum over the classes for several, so at
 * most 1 or 2. squaredError, absoluteError: a loss above `lossBound` counts as `lossBound`.
 */
import type { PromotionDeclaration } from '../../contracts/declaration';
import type { Measure } from './contest';

const LARGEST_CLIP = 0.01;
/** Where one class was never seen: no probability is taken as surer than one in a million. */
const SMALLEST_CLIP = 1e-6;

/**
 * @param outputs 1 for binary outcomes and regression, else the number of classes.
 * @param rarerShare share of the rarest class in the examples learned so far; null when none was learned.
 * @throws when the metric needs a bound that the rule does not give.
 */
export function measureFor(rule: PromotionDeclaration, outputs: number, rarerShare: number | null): Measure {
  switch (rule.metric) {
    case 'logLoss': {
      const clip = rule.clip ?? clipFor(rarerShare);
      return { metric: rule.metric, clip, bound: Math.log((1 - clip) / clip) };
    }
    case 'brier':
      return { metric: rule.metric, clip: null, bound: outputs > 1 ? 2 : 1 };
    case 'squaredError':
    case 'absoluteError': {
      const bound = rule.lossBound;
      if (bound === null || !(bound > 0 && Number.isFinite(bound))) {
        throw new RangeError(`promote.lossBound is ${bound}; metric ${rule.metric} needs a finite bound above 0`);
      }
      return { metric: rule.metric, clip: null, bound };
    }
  }
}

const clipFor = (rarerShare: number | null): number =>
  rarerShare === null ? LARGEST_CLIP : Math.max(SMALLEST_CLIP, Math.min(LARGEST_CLIP, rarerShare / 10));
