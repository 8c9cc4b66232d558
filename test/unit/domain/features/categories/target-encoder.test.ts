import fc from 'fast-check';
import { TargetEncoder, type TargetEncoding } from '../../../../../functions/domain/features/categories/target-encoder';
import { statisticContract } from '../../../../contracts/statistic';
import { expectAlike } from '../../statistics/alike';

const [A, B, C] = [11, 22, 33];
const ENCODING: TargetEncoding = { halfLifeMs: 1000, smoothing: 2, prior: 0.25 };

statisticContract('target encoder', {
  make: () => TargetEncoder.create(ENCODING),
  load: (state) => TargetEncoder.load(state, ENCODING),
  update: (encoder, [key, label, knownAtMs, weight]) => {
    encoder.encodeThenLearn(key, label, knownAtMs, weight);
  },
  read: (encoder) => [A, B, C].map((key) => encoder.encode(key, 12_000)),
  input: fc.tuple(
    fc.constantFrom(A, B, C, 44),
    fc.constantFrom(0, 1, -2.5, Number.NaN),
    fc.nat(10_000),
    fc.constantFrom(0, 1, 3),
  ),
  merge: (a, b) => a.merge(b),
  mergedAnswers: (merged, onePass) => {
    expect(merged.categories).toBe(onePass.categories);
    for (const key of [A, B, C]) expectAlike(merged.encode(key, 12_000), onePass.encode(key, 12_000), 1e-12, 1);
  },
});

const learned = (examples: readonly (readonly [number, number, number])[], encoding = ENCODING): TargetEncoder => {
  const encoder = TargetEncoder.create(encoding);
  for (const [key, label, atMs] of examples) encoder.encodeThenLearn(key, label, atMs);
  return encoder;
};

describe('target encoder', () => {
  const encoder = learned([
    [A, 1, 0],
    [A, 0, 1000],
    [B, 1, 1000],
  ]);

  it('draws the decayed mean of a category towards that of all', () => {
    // At 1000 ms A weighs 0.5 + 1 with mean 1/3, all 2.5 with mean 0.6: (1.5 / 3 + 2 x 0.6) / 3.5. By hand.
    expectAlike(encoder.encode(A, 1000), 1.7 / 3.5, 1e-14);
    expectAlike(encoder.encode(B, 1000), (1 + 1.2) / 3, 1e-14);
  });

  it('goes back towards the mean of all while a category is silent', () => {
    expectAlike(encoder.encode(A, 2000), (0.25 + 1.2) / 2.75, 1e-14);
    expectAlike(encoder.encode(A, 60_000), 0.6, 1e-14);
  });

  it('gives the mean of all for an unknown category, and the prior before any label', () => {
    expect(encoder.encode(C, 1000)).toBeCloseTo(0.6, 14);
    expect(TargetEncoder.create(ENCODING).encode(A, 0)).toBe(0.25);
  });

  it('trains on a value that its own label has no part in, which is the one that is served', () => {
    const examples = fc.array(fc.tuple(fc.constantFrom(A, B), fc.nat(1), fc.nat(5000)), { maxLength: 30 });
    fc.assert(
      fc.property(examples, fc.integer(), (before, label) => {
        const served = learned(before).encode(A, 5000);
        expect(learned(before).encodeThenLearn(A, label, 5000)).toBe(served);
      }),
      { seed: 41, numRuns: 100 },
    );
  });

  it('counts a late label by its age', () => {
    const late = learned([
      [A, 0, 1000],
      [B, 1, 1000],
      [A, 1, 0],
    ]);
    expectAlike(late.encode(A, 1000), 1.7 / 3.5, 1e-14);
  });

  it('passes missing labels by', () => {
    const missing = learned([
      [A, Number.NaN, 0],
      [A, Infinity, 0],
    ]);
    expect([missing.categories, missing.encode(A, 0)]).toEqual([0, 0.25]);
  });

  it('forgets the half with the least weight left when a further category comes', () => {
    const small = learned(
      [
        [1, 1, 0],
        [2, 1, 3000],
        [3, 1, 0],
        [4, 1, 2000],
        [5, 1, 3000],
      ],
      { ...ENCODING, maxCategories: 4 },
    );
    expect([...(small.save().arrays.keys ?? [])]).toEqual([2, 4, 5]);
  });

  it('refuses settings that are none, and a state or a merge of another half-life', () => {
    expect(() => TargetEncoder.create({ halfLifeMs: 0 })).toThrow('not 0');
    expect(() => TargetEncoder.create({ ...ENCODING, smoothing: 0 })).toThrow('not 0');
    expect(() => TargetEncoder.create({ ...ENCODING, prior: Number.NaN })).toThrow('not NaN');
    expect(() => TargetEncoder.create({ ...ENCODING, maxCategories: 1 })).toThrow('not 1');
    const slower = { ...ENCODING, halfLifeMs: 2000 };
    expect(() => TargetEncoder.load(encoder.save(), slower)).toThrow('halfLifeMs 1000 and 2000 is declared');
    expect(() => encoder.merge(TargetEncoder.create(slower))).toThrow('does not merge');
    expect(() => TargetEncoder.load(encoder.save(), { ...ENCODING, maxCategories: 2 })).not.toThrow();
    expect(() => learned([[A, 1, Number.NaN]])).toThrow('not NaN');
  });
});
