import fc from 'fast-check';
import { WindowedRocAuc } from '../../../../functions/domain/statistics/windowed-roc-auc';
import { statisticContract } from '../../../contracts/statistic';
import { expectAlike } from './alike';

const anyScore = fc.oneof(
  fc.integer({ min: 0, max: 6 }).map((sixth) => sixth / 6),
  fc.constantFrom(-Infinity, Infinity),
);

statisticContract('windowed ROC AUC', {
  make: () => WindowedRocAuc.create(9),
  load: (state) => WindowedRocAuc.load(state, 9),
  update: (window, [score, positive]) => window.add(score, positive),
  read: ({ count, area }) => ({ count, area }),
  input: fc.tuple(anyScore, fc.boolean()),
});

/** The definition: each pair of a positive and a negative, a tie as half. */
function areaOf(examples: readonly (readonly [number, boolean])[]): number | null {
  const scores = (wanted: boolean): number[] =>
    examples.filter(([, label]) => label === wanted).map(([score]) => score);
  const pairs = scores(true).flatMap((positive) => scores(false).map((negative) => [positive, negative] as const));
  if (pairs.length === 0) return null;
  return pairs.reduce((won, [p, n]) => won + (p > n ? 1 : p === n ? 0.5 : 0), 0) / pairs.length;
}

describe('windowed ROC AUC', () => {
  it('is that of scikit-learn over the last six examples', () => {
    // scikit-learn 1.9.1 roc_auc_score(labels[i-5:i+1], scores[i-5:i+1]) for i = 5 to 11
    const scores = [0.1, 0.4, 0.35, 0.8, 0.8, 0.2, 0.6, 0.35, 0.9, 0.5, 0.4, 0.7];
    const labels = [0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0];
    const wanted = [0.6875, 0.6111111111111112, 0.6666666666666666, 0.8333333333333334, 0.7777777777777779, 1];
    const window = WindowedRocAuc.create(6);
    for (const [at, score] of scores.entries()) {
      window.add(score, labels[at] === 1);
      if (at >= 5) expectAlike(window.area, [...wanted, 0.7777777777777779][at - 5]!, 1e-15);
    }
  });

  it('is the share of pairs won by the last examples of any stream, exactly', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyScore, fc.boolean()), { maxLength: 50 }),
        fc.integer({ min: 1, max: 12 }),
        (all, size) => {
          const window = WindowedRocAuc.create(size);
          for (const [score, positive] of all) window.add(score, positive);
          expect(window.area).toBe(areaOf(all.slice(-size)));
        },
      ),
      { seed: 31, numRuns: 300 },
    );
  });

  it('is none with one class alone', () => {
    const window = WindowedRocAuc.create(3);
    expect(window.area).toBeNull();
    window.add(0.2, true);
    window.add(0.9, true);
    expect([window.area, window.count]).toEqual([null, 2]);
  });

  it('takes 0 and -0 for equal scores', () => {
    const window = WindowedRocAuc.create(2);
    window.add(-0, true);
    window.add(0, false);
    expect(window.area).toBe(0.5);
    window.add(-0, true);
    window.add(-0, true);
    expect(window.area).toBeNull();
  });

  it('refuses a score that is NaN, a size below 1, and a state of another size', () => {
    expect(() => WindowedRocAuc.create(1).add(Number.NaN, true)).toThrow('NaN');
    for (const size of [0, 1.5, Number.NaN]) expect(() => WindowedRocAuc.create(size)).toThrow(`not ${size}`);
    expect(() => WindowedRocAuc.load(WindowedRocAuc.create(4).save(), 5)).toThrow('size 4 and 5 is declared');
  });
});
