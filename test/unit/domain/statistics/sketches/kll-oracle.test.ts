import { KllSketch } from '../../../../../functions/domain/statistics/sketches/kll';
import type { KllType } from '../../../../../functions/domain/statistics/sketches/kll-state';
import { KLL_VALIDATION } from './kll-validation';

const VALUES = 2 ** 23 - 1;

/** Coins that fall on 0, 1, 0, 1. */
function alternating() {
  let word = 2 ** 31;
  return {
    word: () => {
      word = word === 0 ? 2 ** 31 : 0;
      return word;
    },
    save: () => Uint32Array.of(1, 2, 3, 4),
  };
}

function hash60(items: Iterable<number>): bigint {
  let hash = 0n;
  for (const item of items) {
    hash = ((hash + BigInt(item)) * 738219921n) & ((1n << 60n) - 1n);
    hash ^= hash >> 30n;
  }
  return hash;
}

type Row = (typeof KLL_VALIDATION)[number];

function heldAfter([count, stride]: Row, type: KllType): Row {
  const sketch = KllSketch.create({ k: 200, seed: alternating(), type });
  let value = 0;
  for (let at = 0; at < count; at++) {
    value = (value + stride) & VALUES;
    sketch.add(value);
  }
  const { items, lengths } = sketch.save().arrays;
  return [count, stride, lengths!.length, items!.length, hash60(items!)];
}

describe('the KLL sketch beside that of Apache DataSketches', () => {
  it('holds the same float32 items in the same levels after each of 114 streams', () => {
    expect(KLL_VALIDATION).toHaveLength(114);
    expect(KLL_VALIDATION.map((row) => heldAfter(row, 'float32'))).toEqual(KLL_VALIDATION);
  });

  it('holds the same as float64, of the streams up to a million values', () => {
    const shorter = KLL_VALIDATION.filter(([count]) => count <= 1e6);
    expect(shorter.map((row) => heldAfter(row, 'float64'))).toEqual(shorter);
  });
});
