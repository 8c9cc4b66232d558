import fc from 'fast-check';
import { StandardScaler } from '../../functions/domain/features/standard-scaler';

const value = fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constant(Number.NaN));
const observation = fc.tuple(value, value, fc.double({ min: 0.01, max: 100, noNaN: true }));
const observations = fc.array(observation, { maxLength: 40 });

const learned = (rows: readonly (readonly [number, number, number])[]): StandardScaler => {
  const scaler = StandardScaler.create(2);
  for (const [x, y, weight] of rows) scaler.learnRow(Float64Array.of(x, y), 0, weight);
  return scaler;
};

const expectAlike = (a: StandardScaler, b: StandardScaler): void => {
  const [one, other] = [a.save(), b.save()];
  for (let column = 0; column < 2; column++) {
    const spread = 1 + Math.sqrt(one.squares[column]!) + Math.abs(one.mean[column]!);
    expect(other.weight[column]).toBeCloseTo(one.weight[column]!, 9);
    expect(Math.abs(other.mean[column]! - one.mean[column]!)).toBeLessThan(1e-10 * spread);
    expect(Math.abs(other.squares[column]! - one.squares[column]!)).toBeLessThan(1e-8 * spread * spread);
  }
};

it('merged, two scalers are what one would be that had seen all', () => {
  fc.assert(
    fc.property(observations, observations, (first, second) => {
      expectAlike(learned(first).merge(learned(second)), learned([...first, ...second]));
    }),
    { seed: 4, numRuns: 500 },
  );
});

it('merging with one that has seen nothing changes nothing, from either side, and merging changes neither', () => {
  fc.assert(
    fc.property(observations, (rows) => {
      const [scaler, empty] = [learned(rows), StandardScaler.create(2)];
      expect(scaler.merge(empty).save()).toEqual(scaler.save());
      expect(empty.merge(scaler).save()).toEqual(scaler.save());
      expect(empty.save()).toEqual(StandardScaler.create(2).save());
      expect(scaler.save()).toEqual(learned(rows).save());
    }),
    { seed: 5, numRuns: 200 },
  );
});

it('saved and loaded anywhere, it goes on to the same bits', () => {
  fc.assert(
    fc.property(observations, fc.nat(40), (rows, cut) => {
      const resumed = StandardScaler.load(learned(rows.slice(0, cut)).save());
      for (const [x, y, weight] of rows.slice(cut)) resumed.learnRow(Float64Array.of(x, y), 0, weight);
      expect(resumed.save()).toEqual(learned(rows).save());
    }),
    { seed: 6, numRuns: 200 },
  );
});
