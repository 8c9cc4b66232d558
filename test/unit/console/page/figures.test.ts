import { unaccounted } from '../../../../functions/console/page/accounts';
import { bandRange, drawableLooks } from '../../../../functions/console/page/charts/looks';
import { seriesLooks } from '../../../../functions/console/page/palette';
import { bestFirst, leadOverPrior, nearestFirst } from '../../../../functions/console/page/ranking';
import { earlyState, emptyState, midState, regressionState } from '../../../support/console/states';

describe('bestFirst', () => {
  it('sorts lines by their loss, the lowest first', () => {
    const state = midState();
    const names = ['logistic', 'neural', 'frozenInJanuary', 'prior', 'lastOutcome'];
    expect(bestFirst({ ...state, lines: [...state.lines].reverse() }).map((line) => line.learner)).toEqual(names);
    expect(bestFirst(regressionState()).map((line) => line.learner)).toEqual([
      'linear',
      'frozenInJanuary',
      'prior',
      'lastOutcome',
    ]);
  });

  it('keeps lines without a score in their own order', () => {
    expect(bestFirst(earlyState()).map((line) => line.line)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('leadOverPrior', () => {
  it('is the share of the best line’s lead', () => {
    const state = midState();
    // Log loss: (0.4874 - 0.4402) / (0.4874 - 0.4251); ROC AUC, over 0.5: 0.2411 / 0.2672
    expect(leadOverPrior(state, { logLoss: 0.4402 }, 'logLoss')).toBeCloseTo(0.0472 / 0.0623, 12);
    expect(leadOverPrior(state, { rocAuc: 0.7411 }, 'rocAuc')).toBeCloseTo(0.2411 / 0.2672, 12);
  });

  it('is 0 behind the prior, and null where nothing can be compared', () => {
    expect(leadOverPrior(midState(), { logLoss: 6.1 }, 'logLoss')).toBe(0);
    expect(leadOverPrior(midState(), { rocAuc: null }, 'rocAuc')).toBeNull();
    expect(leadOverPrior(emptyState(), { logLoss: 0.4 }, 'logLoss')).toBeNull();
  });
});

describe('nearestFirst', () => {
  it('sorts candidates by the share of their own threshold, those without evidence last', () => {
    const [one] = midState().contest.candidates;
    if (one === undefined) throw new Error('fixture without candidates');
    const candidates = [
      { ...one, version: 'unseen', examples: 0, logEValue: 0 },
      { ...one, version: 'behind', logEValue: -1, logThreshold: 4 },
      { ...one, version: 'third', logEValue: 3, logThreshold: 6 },
      { ...one, version: 'undefined', logEValue: Number.NaN },
      { ...one, version: 'most', logEValue: 2.5, logThreshold: 4 },
    ];
    expect(nearestFirst(candidates).map(({ version }) => version)).toEqual([
      'most',
      'third',
      'behind',
      'unseen',
      'undefined',
    ]);
  });
});

describe('unaccounted', () => {
  const counts = { accepted: 10, learned: 5, pending: 2, late: 2, rejected: 1, duplicates: 7 };

  it('is 0 when accepted = learned + pending + late + rejected, whatever the duplicates', () => {
    expect(unaccounted(counts)).toBe(0);
  });

  it('is what is missing, or negative what is too much', () => {
    expect(unaccounted({ ...counts, accepted: 12 })).toBe(2);
    expect(unaccounted({ ...counts, rejected: 4 })).toBe(-3);
  });

  it('is null when a count is no number', () => {
    expect(unaccounted({ ...counts, late: Number.NaN })).toBeNull();
  });
});

describe('drawableLooks', () => {
  const [running, , fresh] = midState().contest.candidates;
  const [unbounded] = earlyState().contest.candidates;
  if (running === undefined || fresh === undefined || unbounded === undefined)
    throw new Error('fixture without candidates');

  it('ends with the latest look, once', () => {
    expect(drawableLooks(running)).toHaveLength(18);
    expect(
      drawableLooks({ ...running, examples: 9_728 })
        .map((look) => look.examples)
        .slice(-2),
    ).toEqual([9_216, 9_728]);
    expect(drawableLooks(fresh)).toHaveLength(1);
  });

  it('leaves out looks without a bound', () => {
    expect(drawableLooks(unbounded)).toEqual([]);
  });

  it('bandRange holds zero and the later band, and not the first wide looks', () => {
    const looks = drawableLooks(running);
    const [low, high] = bandRange(looks);
    expect(low).toBeLessThan(Math.min(0, looks.at(-1)?.lower ?? 0));
    expect(high).toBeGreaterThan(looks.at(-1)?.upper ?? 0);
    expect(high).toBeLessThan(looks[0]?.upper ?? 0);
    expect(bandRange([])).toEqual([-0.08, 1 * 0.08]);
  });
});

it('no two lines of the flights look alike', () => {
  const looks = [...seriesLooks(midState().series).values()];
  expect(new Set(looks.map((look) => look.key)).size).toBe(looks.length);
  expect(new Set(looks.map((look) => look.dash)).size).toBe(looks.length);
});
