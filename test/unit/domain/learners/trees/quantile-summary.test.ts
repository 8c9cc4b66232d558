import fc from 'fast-check';
import { hoeffdingTree, type TreeOptions } from '../../../../../functions/contracts/learners/trees';
import { FloatReader, FloatWriter } from '../../../../../functions/domain/learners/trees/float-list';
import { HoeffdingCore } from '../../../../../functions/domain/learners/trees/hoeffding-core';
import { QuantileObservers } from '../../../../../functions/domain/learners/trees/quantile-observers';
import { QuantileSummary } from '../../../../../functions/domain/learners/trees/quantile-summary';
import { treeSettings } from '../../../../../functions/domain/learners/trees/settings';
import { problemFor } from '../../../../contracts/learner-batches';
import { shared, where } from '../../../../support/on-shared-data';
import { bananas } from '../../../../support/shared-streams';

interface Weighed {
  readonly value: number;
  readonly weight: number;
}

const summaryOf = (rankError: number, stream: readonly Weighed[]): QuantileSummary => {
  const summary = new QuantileSummary(rankError);
  for (const { value, weight } of stream) summary.add(value, weight);
  return summary;
};

const trueRank = (stream: readonly Weighed[], value: number): number =>
  stream.reduce((sum, one) => sum + (one.value <= value ? one.weight : 0), 0);

const numbersOf = (summary: QuantileSummary): Float64Array => {
  const to = new FloatWriter();
  summary.write(to);
  return to.written();
};

const streams = fc
  .tuple(
    fc.array(fc.record({ value: fc.integer({ min: -500, max: 500 }), weight: fc.constantFrom(0.5, 1, 3) }), {
      minLength: 1,
      maxLength: 600,
    }),
    fc.constantFrom('as drawn', 'ascending', 'descending'),
  )
  .map(([stream, order]) => {
    if (order === 'as drawn') return stream;
    const sign = order === 'ascending' ? 1 : -1;
    return stream.toSorted((a, b) => sign * (a.value - b.value));
  });

describe('a quantile summary', () => {
  it('of any stream in any order is off by at most the rank error of the whole weight, at every value', () => {
    fc.assert(
      fc.property(streams, fc.constantFrom(0.02, 0.1), (stream, rankError) => {
        const summary = summaryOf(rankError, stream);
        const allowed = rankError * trueRank(stream, 500) + 1e-9;
        for (let value = -501; value <= 501; value += 7) {
          expect(Math.abs(summary.rank(value) - trueRank(stream, value))).toBeLessThanOrEqual(allowed);
        }
      }),
      { seed: 6, numRuns: 60 },
    );
  });

  it('of a few distinct values is exact, however often they come', () => {
    const stream = Array.from({ length: 5000 }, (_, at) => ({ value: (at * at) % 7, weight: 1 }));
    const summary = summaryOf(0.02, stream);
    for (let value = -1; value < 8; value++) expect(summary.rank(value)).toBe(trueRank(stream, value));
  });

  it('of 100,000 values takes room for a few hundred', () => {
    const summary = summaryOf(
      0.02,
      Array.from({ length: 100_000 }, (_, at) => ({ value: (at * 7919) % 100_003, weight: 1 })),
    );
    expect(summary.bytes()).toBeLessThanOrEqual(256 * 32);
    for (const share of [0.1, 0.5, 0.9]) {
      // The entries nearest to a share are up to two rank errors apart, and each is known to one.
      expect(Math.abs(summary.quantile(share) / 100_003 - share)).toBeLessThan(0.06);
    }
    expect(summary.quantile(1)).toBe(100_002);
  });

  it('without data ranks nothing', () => {
    expect(new QuantileSummary(0.02).rank(0)).toBe(0);
  });

  it('stopped and resumed anywhere is what it would have been, to the bit', () => {
    const stream = Array.from({ length: 900 }, (_, at) => ({ value: (at * 7919) % 997, weight: 1 + (at % 3) }));
    const whole = numbersOf(summaryOf(0.02, stream));
    for (let cut = 0; cut < stream.length; cut += 13) {
      const resumed = new QuantileSummary(0.02);
      resumed.read(new FloatReader(numbersOf(summaryOf(0.02, stream.slice(0, cut))), 'test'));
      for (const { value, weight } of stream.slice(cut)) resumed.add(value, weight);
      expect(numbersOf(resumed)).toEqual(whole);
    }
  });
});

describe('cut points at quantiles', () => {
  const settings = treeSettings(hoeffdingTree({ numericObserver: 'quantiles' }), problemFor('binary'));

  it('part two classes that normal distributions take for one', () => {
    // Class 0 at 0 and at 100, class 1 at 1: equal distances over the range see no place between 0 and 1.
    const observers = new QuantileObservers(settings, Int32Array.of(0));
    for (let at = 0; at < 60; at++) {
      observers.learn(Float64Array.of(at % 30 === 0 ? 100 : 0), 0, 0, 1);
      observers.learn(Float64Array.of(1), 0, 1, 1);
    }
    const split = observers.bestSplit(0, Float64Array.of(60, 60))!;
    expect(split.threshold).toBe(0);
    expect([...split.post]).toEqual([58, 0, 2, 60]);
  });

  it('are none of a feature that was never known', () => {
    const observers = new QuantileObservers(settings, Int32Array.of(0));
    observers.learn(Float64Array.of(Number.NaN), 0, 0, 1);
    expect(observers.bestSplit(0, Float64Array.of(1, 0))).toBeNull();
  });

  shared(`are right more often on Bananas than the normal distributions of MOA, stream ${where}`, () => {
    const { problem, batch } = bananas();
    const rightOf = (options: TreeOptions): number => {
      const tree = HoeffdingCore.create(treeSettings(hoeffdingTree(options), problem), 1);
      const votes = new Float64Array(2);
      let right = 0;
      for (let example = 0; example < batch.count; example++) {
        tree.votes(batch, example, votes);
        if (Number(votes[1]! > votes[0]!) === batch.label[example]) right += 1;
        tree.learn(batch, example, batch.label[example]!, 1);
      }
      return right;
    };
    // MOA 2024.07.0, trees.HoeffdingTree by default: 64.28 % of 5,300.
    expect((100 * rightOf({ numericObserver: 'quantiles' })) / 5300).toBeGreaterThan(64.28);
  });
});
