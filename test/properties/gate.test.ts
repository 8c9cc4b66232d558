/**
 * The gate's promises over simulated streams, looked at after every micro-batch of 512 examples. Binomial bounds: with a true
 * probability p, more than `atMost(n, p)` of n streams fail less than once in 1,000 such tests (normal approximation, 3.09
 * standard deviations).
 */
import type { PromotionDeclaration } from '../../functions/contracts/declaration';
import { compare } from '../../functions/domain/promotion/compare';
import { type Candidate, type Contest, openContest } from '../../functions/domain/promotion/contest';
import { enter } from '../../functions/domain/promotion/enter';
import { evidenceOf } from '../../functions/domain/promotion/evidence';
import { afterPromotion, decide, verdictOn } from '../../functions/domain/promotion/gate';
import { measureFor } from '../../functions/domain/promotion/measure';
import {
  differencesOfPair,
  drawBatch,
  errorForGain,
  gainOf,
  pairOf,
  predictionsOf,
  type SimulatedModel,
} from '../support/paired-streams';
import { createPrng, type Prng } from '../support/prng';

const MICRO_BATCH = 512;
const CHAMPION: SimulatedModel = { error: 0.5, sign: 0 };
const rule: PromotionDeclaration = {
  kind: 'whenBetter',
  metric: 'logLoss',
  alpha: 0.05,
  minimumExamples: 1000,
  maximumExamples: 1_000_000,
  clip: 0.01,
  lossBound: null,
  approval: 'gate',
};
const measure = measureFor(rule, 1, null);

const atMost = (streams: number, probability: number): number =>
  streams * probability + 3.09 * Math.sqrt(streams * probability * (1 - probability));

const sealed = (version: number) => ({
  version: `1.${version}`,
  major: 1,
  learner: 'logistic',
  checkpoint: '',
  sealedAtMs: version,
});

/** The first candidate of a reign; `stake` 1 gives it the whole of alpha, which no candidate of a real reign gets. */
function firstCandidate(stake?: number): Candidate {
  const candidate = enter(openContest('1.0'), sealed(1), measure, rule, 4).contest.candidates[0]!;
  return stake === undefined ? candidate : { ...candidate, stake };
}

/** Calls `look` with the candidate after every micro-batch until it returns true or the examples are over. */
function run(
  prng: Prng,
  model: SimulatedModel,
  start: Candidate,
  examples: number,
  look: (candidate: Candidate) => boolean,
): void {
  let candidate = start;
  for (let seen = 0; seen < examples; seen += MICRO_BATCH) {
    const batch = drawBatch(prng, MICRO_BATCH);
    candidate = compare(candidate, pairOf(batch, predictionsOf(CHAMPION, batch), predictionsOf(model, batch)));
    if (look(candidate)) return;
  }
}

/** How many of the streams promote a candidate that may spend the whole of alpha. */
function promotions(streams: number, seed: number, model: SimulatedModel, examples: number): number {
  const prng = createPrng(seed);
  let promoted = 0;
  for (let stream = 0; stream < streams; stream++) {
    run(prng, model, firstCandidate(1), examples, (candidate) => {
      const { state } = verdictOn(candidate, rule);
      if (state === 'promote') promoted++;
      return state !== 'keep-testing';
    });
  }
  return promoted;
}

describe('over 1,000 streams of 20,480 examples, at alpha 0.05, wrong promotions stay within alpha', () => {
  test('of a candidate that is exactly as good and predicts differently', () => {
    expect(promotions(1000, 1, { error: 0.5, sign: 1 }, 20_480)).toBeLessThanOrEqual(atMost(1000, rule.alpha));
  });

  test('of a candidate that is worse by 0.001 log loss', () => {
    const error = errorForGain(CHAMPION.error, -0.001, false);
    expect(promotions(1000, 2, { error, sign: 1 }, 20_480)).toBeLessThanOrEqual(atMost(1000, rule.alpha));
  });
});

/** One reign with a new candidate every 2,048 examples, four at once, until one wins. */
function reign(
  prng: Prng,
  modelOf: (index: number) => SimulatedModel,
  microBatches: number,
): { winner: number | null; contest: Contest } {
  let contest = openContest('1.0');
  for (let batches = 0; batches < microBatches; batches++) {
    if (batches % 4 === 0) contest = enter(contest, sealed(batches / 4 + 1), measure, rule, 4).contest;
    const batch = drawBatch(prng, MICRO_BATCH);
    const champion = predictionsOf(CHAMPION, batch);
    const candidates = contest.candidates.map((candidate) =>
      compare(candidate, pairOf(batch, champion, predictionsOf(modelOf(candidate.sealedAtMs), batch))),
    );
    const decision = decide({ ...contest, candidates }, rule);
    contest = decision.contest;
    if (decision.promote !== null) return { winner: decision.promote.sealedAtMs, contest };
  }
  return { winner: null, contest };
}

describe('over the candidates of a reign, one after another and four at once, wrong promotions stay within alpha', () => {
  const ownSign = (index: number): number => 1 + (index % 29);

  test('when every candidate is exactly as good as the champion', () => {
    const prng = createPrng(3);
    let wrong = 0;
    let entered = 0;
    for (let i = 0; i < 500; i++) {
      const { winner, contest } = reign(prng, (index) => ({ error: 0.5, sign: ownSign(index) }), 60);
      if (winner !== null) wrong++;
      entered += contest.entered;
    }
    expect(wrong).toBeLessThanOrEqual(atMost(500, rule.alpha));
    expect(entered / 500).toBeGreaterThan(10);
  });

  test('when every second candidate is better by 0.001, and what it leaves over goes to one that is not', () => {
    const prng = createPrng(4);
    const better = errorForGain(CHAMPION.error, 0.001, false);
    let wrong = 0;
    for (let i = 0; i < 500; i++) {
      const isBetter = (index: number): boolean => index % 2 === 0;
      const { winner } = reign(prng, (index) => ({ error: isBetter(index) ? better : 0.5, sign: ownSign(index) }), 60);
      if (winner !== null && !isBetter(winner)) wrong++;
    }
    expect(wrong).toBeLessThanOrEqual(atMost(500, rule.alpha));
  });
});

describe('a candidate that is better by 0.01 log loss', () => {
  /** Examples that a one-sided paired test of fixed size needs at the same level for a power of 80 %. */
  const fixedSample = (mean: number, deviation: number): number => ((2.3263 + 0.8416) * (deviation / mean)) ** 2;

  /** Examples to promotion as the first candidate of its reign (level 0.01), for each of 300 streams. */
  function examplesToPromotion(model: SimulatedModel, seed: number): number[] {
    const prng = createPrng(seed);
    return Array.from({ length: 300 }, () => {
      let examples = Number.POSITIVE_INFINITY;
      run(prng, model, firstCandidate(), 40_960, (candidate) => {
        if (verdictOn(candidate, { ...rule, minimumExamples: 1 }).state !== 'promote') return false;
        examples = candidate.examples;
        return true;
      });
      return examples;
    }).sort((a, b) => a - b);
  }
  const median = (sorted: number[]): number => sorted[sorted.length >> 1]!;

  test('and errs as the champion does is promoted after about 3,000 examples; the bound on a bet, not the noise, sets the pace', () => {
    const error = errorForGain(CHAMPION.error, 0.01, true);
    const { mean, deviation } = gainOf(differencesOfPair(CHAMPION.error, error, true));
    expect(fixedSample(mean, deviation)).toBeCloseTo(378.7, 0);
    const examples = median(examplesToPromotion({ error, sign: 0 }, 5));
    expect(examples).toBeGreaterThan(2500);
    expect(examples).toBeLessThan(3600);
  });

  test('and errs on its own is promoted within twice the examples of a test of fixed size that looks once', () => {
    const error = errorForGain(CHAMPION.error, 0.01, false);
    const { mean, deviation } = gainOf(differencesOfPair(CHAMPION.error, error, false));
    expect(fixedSample(mean, deviation)).toBeCloseTo(5600, -2);
    expect(median(examplesToPromotion({ error, sign: 1 }, 6))).toBeLessThan(2 * fixedSample(mean, deviation));
  });
});

test('the confidence sequence holds the true mean at all looks at once, on both sides', () => {
  const prng = createPrng(7);
  const streams = 300;
  let below = 0;
  let above = 0;
  for (let stream = 0; stream < streams; stream++) {
    const gain = [0.01, 0, -0.01][stream % 3]!;
    const model = { error: errorForGain(CHAMPION.error, gain, false), sign: 1 };
    let missedBelow = false;
    let missedAbove = false;
    run(prng, model, firstCandidate(1), 10_240, (candidate) => {
      const { lower, upper } = evidenceOf(candidate, rule);
      missedBelow ||= lower > gain;
      missedAbove ||= upper < gain;
      return false;
    });
    if (missedBelow) below++;
    if (missedAbove) above++;
  }
  expect(below).toBeLessThanOrEqual(atMost(streams, rule.alpha));
  expect(above).toBeLessThanOrEqual(atMost(streams, 1 / 20));
});

test('a promotion opens a reign with its whole budget', () => {
  const prng = createPrng(8);
  const better = errorForGain(CHAMPION.error, 0.02, true);
  const { winner, contest } = reign(prng, () => ({ error: better, sign: 0 }), 60);
  const next = afterPromotion(contest, contest.candidates.find(({ sealedAtMs }) => sealedAtMs === winner)!).contest;
  const fresh = enter(next, sealed(99), measure, rule, 4).contest;
  expect(fresh.candidates[0]?.stake).toBeCloseTo(1 / 5, 15);
});
