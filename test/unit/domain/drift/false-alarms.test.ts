/**
 * A stream that does not change must not alarm: at the default thresholds and the default minimum sample, over many windows of
 * streams of every kind that has broken such a watcher. And one that does change must.
 */

import { driftOf } from '../../../../functions/domain/drift/drift';
import { addSketches, halvedSketch, type Sketch } from '../../../../functions/domain/drift/sketch';
import { binaryModel } from '../../../support/learning';
import { createPrng, type Prng } from '../../../support/prng';
import { sketchedNumbers, sketchedTexts } from '../../../support/sketched';

const rule = binaryModel().drift;
const WINDOWS = 60;

type Sketched = (prng: Prng, count: number, shift?: number) => Sketch;

const numbers =
  (draw: (prng: Prng, shift: number) => number | null): Sketched =>
  (prng, count, shift = 0) =>
    sketchedNumbers(Array.from({ length: count }, () => draw(prng, shift)));
const texts =
  (draw: (prng: Prng, shift: number) => string | null): Sketched =>
  (prng, count, shift = 0) =>
    sketchedTexts(Array.from({ length: count }, () => draw(prng, shift)));

/** Heavy-tailed: category k about as often as 1/k. */
const zipf = (prng: Prng, categories: number): number => Math.floor(categories ** prng.next());

const STREAMS: readonly (readonly [string, Sketched])[] = [
  ['normal', numbers((prng, shift) => prng.normal() + shift)],
  ['log-normal over many octaves', numbers((prng, shift) => Math.exp(4 * (prng.normal() + shift)))],
  ['a few whole numbers', numbers((prng, shift) => prng.int(4) + shift)],
  ['a rare flag', numbers((prng, shift) => (prng.next() < 0.01 + 0.3 * shift ? 1 : 0))],
  ['mostly missing', numbers((prng, shift) => (prng.next() < 0.9 - 0.4 * shift ? null : prng.normal()))],
  ['twenty categories', texts((prng, shift) => `c${Math.min(prng.int(20), shift === 0 ? 20 : prng.int(20))}`)],
  ['3,000 categories, heavy-tailed', texts((prng, shift) => `c${zipf(prng, 3_000 ** (1 - 0.65 * shift))}`)],
  ['20,000 categories, heavy-tailed', texts((prng, shift) => `${shift > 0 ? 'd' : 'c'}${zipf(prng, 20_000)}`)],
  ['ids that never come again', texts((prng, shift) => (shift > 0 ? null : `id${prng.next()}`))],
];

describe.each(STREAMS)('%s', (_, sketched) => {
  it.each([1000, 20_000])(`not one alarm in ${WINDOWS} windows, against a baseline of %d`, (size) => {
    const prng = createPrng(2_024);
    const baseline = sketched(prng, size);
    const drifts = Array.from({ length: WINDOWS }, () => driftOf(rule, baseline, sketched(prng, rule.minimumSample)));
    expect(drifts.filter(({ verdict }) => verdict !== 'stable')).toEqual([]);
    const mean = drifts.reduce((sum, { psi }) => sum + psi!, 0) / WINDOWS;
    expect(mean).toBeLessThan(0.05);
  });

  it('not one alarm against a baseline that has been halved ten times as it grew', () => {
    const prng = createPrng(31);
    let baseline = sketched(prng, 2_000);
    for (let turn = 1; turn <= 10; turn++) baseline = addSketches(halvedSketch(baseline, turn), sketched(prng, 2_000));
    const verdicts = Array.from({ length: 20 }, () => driftOf(rule, baseline, sketched(prng, 1000)).verdict);
    expect(new Set(verdicts)).toEqual(new Set(['stable']));
  });

  it('an alarm in every window once it has changed', () => {
    const prng = createPrng(77);
    const baseline = sketched(prng, 20_000);
    const verdicts = Array.from({ length: 20 }, () => driftOf(rule, baseline, sketched(prng, 1000, 1)).verdict);
    expect(new Set(verdicts)).toEqual(new Set(['drifted']));
  });
});
