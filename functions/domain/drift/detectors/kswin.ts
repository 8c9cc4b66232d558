/**
 * Do the newest values of this stream come from another distribution than those before them, be it in mean, in spread or in shape? KSWIN
 * of Raab, Heusinger and Schleif, "Reactive soft prototype computing for concept drift streams" (Neurocomputing 416, 2020): of the last
 * `windowSize` values the newest `statSize` are compared with as many drawn from the others, by the two-sample Kolmogorov-Smirnov
 * test with its exact p-value.
 *
 * It tests at every value, each time with a chance of up to `alpha` of a false alarm, so `alpha` has to be far smaller than the rate of false
 * alarms that is borne. As in river a distance of a tenth or less is no drift. O(r log r) per value, r = statSize; O(windowSize) memory.
 * Nothing shows before the window is full. NaN, infinite, and larger than 1e100 are refused. There is no warning zone.
 */
import { Random } from '../../numeric/random';
import { randomOf } from '../../state/random-state';
import { countOf, expectState, floatsOf, numberOf, type SavedState } from '../../state/saved-state';
import { equalSizesPValue } from '../two-sample/equal-sizes-p-value';
import { type DriftDetector, expectNumber, expectSetting, expectWhole, ofSettings } from './drift-detector';

export interface KswinOptions {
  /** Of each test, in (0, 1). @default 0.005 */
  readonly alpha?: number;
  /** At least twice `statSize`. @default 100 */
  readonly windowSize?: number;
  /** @default 30 */
  readonly statSize?: number;
  /** Of the draws. @default 1 */
  readonly seed?: number;
}

// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than a step.
const { min } = Math;

const KIND = 'kswin';
const FORMAT = 1;
const LEAST_DISTANCE = 0.1;

export class Kswin implements DriftDetector {
  private readonly ring: Float64Array;
  private readonly older: Float64Array;
  private readonly drawn: Float64Array;
  private readonly newest: Float64Array;
  /** The least difference of two counts that is a drift; more than statSize where none can be. */
  private readonly steps: number;
  private seen = 0;
  private drifted = false;

  private constructor(
    private readonly alpha: number,
    private readonly windowSize: number,
    private readonly statSize: number,
    private readonly random: Random,
  ) {
    this.ring = new Float64Array(windowSize);
    this.older = new Float64Array(windowSize - statSize);
    this.drawn = this.older.subarray(0, statSize);
    this.newest = new Float64Array(statSize);
    this.steps = leastSteps(statSize, alpha);
  }

  static create({ seed = 1, ...options }: KswinOptions = {}): Kswin {
    return Kswin.of(options, Random.seeded(seed));
  }

  private static of({ alpha = 0.005, windowSize = 100, statSize = 30 }: KswinOptions, random: Random): Kswin {
    expectSetting('the alpha of KSWIN', alpha, Number.MIN_VALUE, 1);
    expectWhole('statSize of KSWIN', statSize, 1);
    expectWhole('windowSize of KSWIN', windowSize, 2 * statSize);
    return new Kswin(alpha, windowSize, statSize, random);
  }

  static load(state: SavedState): Kswin {
    expectState(state, KIND, FORMAT);
    const [alpha, windowSize, statSize] = [
      numberOf(state, 'alpha'),
      numberOf(state, 'windowSize'),
      numberOf(state, 'statSize'),
    ];
    const random = randomOf(state);
    const loaded = ofSettings(state, () => Kswin.of({ alpha, windowSize, statSize }, random));
    loaded.ring.set(floatsOf(state, 'ring', windowSize));
    loaded.seen = countOf(state, 'seen');
    loaded.drifted = state.scalars.drifted === true;
    return loaded;
  }

  save(): SavedState {
    const { alpha, windowSize, statSize, seen, drifted } = this;
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { alpha, windowSize, statSize, seen, drifted },
      arrays: { ring: this.ring.slice(), random: this.random.save() },
    };
  }

  update(value: number): boolean {
    expectNumber(value);
    if (this.drifted) this.restart();
    this.ring[this.seen % this.windowSize] = value;
    this.seen += 1;
    if (this.seen < this.windowSize) return false;
    this.split();
    this.draw();
    this.drawn.sort();
    this.newest.sort();
    this.drifted = this.comesApart();
    return this.drifted;
  }

  get isWarning(): boolean {
    return false;
  }

  private split(): void {
    const { ring, windowSize, older, newest } = this;
    const before = older.length;
    let from = this.seen % windowSize;
    for (let at = 0; at < windowSize; at++) {
      if (at < before) older[at] = ring[from]!;
      else newest[at - before] = ring[from]!;
      from = from + 1 === windowSize ? 0 : from + 1;
    }
  }

  /** Without replacement: the first steps of a shuffle (Fisher and Yates). */
  private draw(): void {
    const { older, statSize, random } = this;
    for (let at = 0; at < statSize; at++) {
      const from = at + random.below(older.length - at);
      const value = older[from]!;
      older[from] = older[at]!;
      older[at] = value;
    }
  }

  private comesApart(): boolean {
    const { drawn, newest, statSize, steps } = this;
    let [i, j] = [0, 0];
    while (i < statSize && j < statSize) {
      const next = min(drawn[i]!, newest[j]!);
      while (i < statSize && drawn[i]! === next) i += 1;
      while (j < statSize && newest[j]! === next) j += 1;
      if (i - j >= steps || j - i >= steps) return true;
    }
    return false;
  }

  private restart(): void {
    this.drifted = false;
    this.seen = 0;
    this.ring.fill(0);
  }
}

function leastSteps(size: number, alpha: number): number {
  let steps = Math.floor(LEAST_DISTANCE * size) + 1;
  while (steps <= size && equalSizesPValue(size, steps) > alpha) steps += 1;
  return steps;
}
