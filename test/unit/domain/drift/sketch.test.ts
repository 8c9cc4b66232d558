import {
  addSketches,
  CATEGORIES,
  emptySketch,
  halvedSketch,
  sampleOf,
} from '../../../../functions/domain/drift/sketch';
import { repeated, sketchedNumbers, sketchedTexts } from '../../../support/sketched';

const MANY = CATEGORIES + 500;
const many = Array.from({ length: MANY }, (_, at) => `c${at}`);

it('of more categories than it keeps, keeps those with the smallest hashes and counts the others together', () => {
  const sketch = sketchedTexts([...many, ...many, null]);
  const all = many.map((text) => sketchedTexts([text]).bins.keys[0]!).sort((a, b) => a - b);
  expect([...sketch.bins.keys]).toEqual(all.slice(0, CATEGORIES));
  expect(new Set(sketch.bins.counts)).toEqual(new Set([2]));
  expect(sketch).toMatchObject({ missing: 1, other: 2 * 500, below: all[CATEGORIES] });
  expect(sampleOf(sketch)).toBe(2 * MANY + 1);
});

it('a category that was not kept is not kept when it comes back alone', () => {
  const sketch = sketchedTexts(many);
  const dropped = many.find((text) => sketchedTexts([text]).bins.keys[0]! >= sketch.below)!;
  const [one, other] = [sketchedTexts([dropped]), sketchedTexts([...many, dropped])];
  expect(addSketches(sketch, one)).toEqual(other);
  expect(addSketches(one, sketch)).toEqual(other);
});

it('tells a missing value from an empty text and from zero', () => {
  expect(sketchedTexts(['', null])).toMatchObject({ missing: 1, bins: { counts: Float64Array.of(1) } });
  expect(sketchedNumbers([0, null])).toMatchObject({ missing: 1, bins: { counts: Float64Array.of(1) } });
});

it('halved, keeps every second of what was seen once, other ones at each turn', () => {
  const once = sketchedTexts(many.slice(0, CATEGORIES));
  const [first, second] = [halvedSketch(once, 1), halvedSketch(once, 2)];
  for (const halved of [first, second]) {
    // Five standard deviations of 1000 fair coins.
    expect(Math.abs(sampleOf(halved) - CATEGORIES / 2)).toBeLessThan(5 * Math.sqrt(CATEGORIES / 4));
    expect(new Set(halved.bins.counts)).toEqual(new Set([1]));
  }
  expect(first.bins.keys).not.toEqual(second.bins.keys);
});

it('halved, an even count is its half, and an odd one is rounded up or down', () => {
  const halved = halvedSketch(sketchedNumbers(repeated([1, 600], [2, 7], [null, 5])), 1);
  expect(halved.bins.counts[0]).toBe(300);
  expect([3, 4]).toContain(halved.bins.counts[1]);
  expect(halved.missing).toBe(3);
});

it('with nothing added is what it was', () => {
  const sketch = sketchedNumbers([1, 2, null]);
  expect(addSketches(sketch, emptySketch('numeric'))).toEqual(sketch);
  expect(addSketches(emptySketch('numeric'), sketch)).toEqual(sketch);
  expect(sampleOf(emptySketch('categorical'))).toBe(0);
});
