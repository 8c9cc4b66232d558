import { compare } from '../../../../functions/domain/promotion/compare';
import type { Candidate } from '../../../../functions/domain/promotion/contest';
import { createPrng } from '../../../support/prng';
import { contestOf, find } from './examples';

/** A micro-batch of a hundred examples and the predictions of two models for it. */
function paired(seed: number, rowCount = 100) {
  const prng = createPrng(seed);
  return {
    label: Float64Array.from({ length: 100 }, () => prng.int(2)),
    champion: Float64Array.from({ length: 100 }, () => prng.next()),
    candidate: Float64Array.from({ length: 100 }, () => prng.next()),
    outputs: 1,
    rows: Int32Array.from({ length: rowCount }, (_, i) => i),
    rowCount,
  };
}

const candidate = (): Candidate => find(contestOf('1.1'), '1.1');

test('evidence on two examples is what hand calculation gives', () => {
  const after = compare(candidate(), {
    label: Float64Array.of(1, 0),
    champion: Float64Array.of(0.5, 0.5),
    candidate: Float64Array.of(1, 1),
    outputs: 1,
    rows: Int32Array.of(0, 1),
    rowCount: 2,
  });
  // Brier: 0.25 - 0 and 0.25 - 1; the largest bet has 1 + 0.95 x 0.25 and 1 - 0.95 x 0.75.
  expect(after).toMatchObject({ examples: 2, differenceSum: -0.5, differenceSquareSum: 0.625 });
  expect(after.better[0]).toBeCloseTo(Math.log(1.2375 * 0.2875), 14);
  expect(after.worse[0]).toBeCloseTo(Math.log(0.7625 * 1.7125), 14);
});

test('a micro-batch without an example predicted after the seal changes nothing', () => {
  const before = candidate();
  expect(compare(before, paired(1, 0))).toBe(before);
});

test('the candidate that is given stays as it was', () => {
  const before = candidate();
  const copy = structuredClone(before);
  compare(before, paired(1));
  expect(before).toEqual(copy);
});

test('a candidate that is saved as JSON and loaded between all micro-batches ends with the same bits', () => {
  let kept = candidate();
  let saved = candidate();
  for (let seed = 1; seed <= 50; seed++) {
    kept = compare(kept, paired(seed, 1 + (seed % 100)));
    saved = JSON.parse(JSON.stringify(compare(saved, paired(seed, 1 + (seed % 100)))));
  }
  expect(saved).toStrictEqual(kept);
});

test('the least that the e-value ever was is remembered', () => {
  const start = candidate();
  const losing = { ...paired(1), candidate: paired(1).label.map((label) => 1 - label) };
  const winning = { ...paired(1), candidate: paired(1).label };
  const low = compare(start, losing);
  const high = compare(compare(low, winning), winning);
  expect(low.leastLogEValue).toBeLessThan(0);
  expect(high.leastLogEValue).toBe(low.leastLogEValue);
  expect(compare(start, winning).leastLogEValue).toBe(0);
});

test('a candidate takes less than 1.5 kB as JSON', () => {
  let one: Candidate = { ...candidate(), checkpoint: 'a'.repeat(64), version: '123.123456789' };
  for (let seed = 1; seed <= 50; seed++) one = compare(one, paired(seed));
  expect(JSON.stringify(one).length).toBeLessThan(1500);
});
