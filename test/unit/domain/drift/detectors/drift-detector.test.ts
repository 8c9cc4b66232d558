/** What all drift detectors promise, and what single ones do at the edges of their method. */
import fc from 'fast-check';
import { Adwin } from '../../../../../functions/domain/drift/detectors/adwin';
import { Ddm } from '../../../../../functions/domain/drift/detectors/ddm';
import type { DriftDetector } from '../../../../../functions/domain/drift/detectors/drift-detector';
import { Eddm } from '../../../../../functions/domain/drift/detectors/eddm';
import { Fhddm } from '../../../../../functions/domain/drift/detectors/fhddm';
import { HddmA } from '../../../../../functions/domain/drift/detectors/hddm-a';
import { HddmW } from '../../../../../functions/domain/drift/detectors/hddm-w';
import { Kswin } from '../../../../../functions/domain/drift/detectors/kswin';
import { loadDetector } from '../../../../../functions/domain/drift/detectors/load-detector';
import { PageHinkley } from '../../../../../functions/domain/drift/detectors/page-hinkley';
import { Random } from '../../../../../functions/domain/numeric/random';
import { StateRefused } from '../../../../../functions/domain/state/saved-state';
import { statisticContract } from '../../../../contracts/statistic';
import { detections } from './detections';

const ERROR = fc.constantFrom(0, 0, 0, 1);
const SHARE = fc.double({ min: 0, max: 1, noNaN: true });
const NUMBER = fc.double({ min: -1e100, max: 1e100, noNaN: true });

/** Settings under which a few dozen values bring warnings and drifts about. */
const DETECTORS: readonly (readonly [string, () => DriftDetector, fc.Arbitrary<number>])[] = [
  ['Page-Hinkley', () => PageHinkley.create({ minInstances: 3, threshold: 1 }), fc.oneof(SHARE, NUMBER)],
  ['DDM', () => Ddm.create({ warmStart: 5, warningThreshold: 1, driftThreshold: 1.5 }), ERROR],
  ['EDDM', () => Eddm.create({ warmStart: 3 }), ERROR],
  ['HDDM_A', () => HddmA.create({ driftConfidence: 0.3, warningConfidence: 0.6, twoSided: true }), SHARE],
  ['HDDM_W', () => HddmW.create({ driftConfidence: 0.5, warningConfidence: 0.8, twoSided: true }), SHARE],
  ['FHDDM', () => Fhddm.create({ window: 10, shortWindow: 4, delta: 0.5 }), ERROR],
  ['KSWIN', () => Kswin.create({ alpha: 0.2, windowSize: 20, statSize: 7 }), fc.oneof(SHARE, NUMBER)],
];

describe.each(DETECTORS)('%s', (name, make, input) => {
  statisticContract(`${name} as a statistic`, {
    make: () => make(),
    load: loadDetector,
    update: (detector, value) => detector.update(value),
    read: (detector) => [detector.isWarning, detector.save().scalars],
    input,
  });

  it('under these settings does fire, so that states after a drift are among those tried', () => {
    const values = fc.sample(input, { seed: 41, numRuns: 2000 });
    expect(detections(make(), values).drift.length).toBeGreaterThan(0);
  });

  it('refuses what it is not made for, and goes on as if that had not come', () => {
    const [detector, other] = [make(), make()];
    for (const value of fc.sample(input, { seed: 43, numRuns: 30 })) {
      detector.update(value);
      other.update(value);
      for (const wrong of [Number.NaN, Infinity, 1e101]) {
        expect(() => detector.update(wrong)).toThrow(new RegExp(`not ${String(wrong).replace('+', '\\+')}`));
      }
    }
    expect(detector.save()).toEqual(other.save());
  });
});

describe('drift detectors on 20,000 errors at one rate', () => {
  // What the papers bound is the chance of each test; these are what comes of it over 20,000 of them.
  it.each<readonly [string, () => DriftDetector, number]>([
    ['ADWIN', () => Adwin.create(), 1],
    ['Page-Hinkley', () => PageHinkley.create(), 1],
    ['HDDM_A', () => HddmA.create(), 2],
    ['FHDDM', () => Fhddm.create(), 1],
    ['KSWIN', () => Kswin.create({ alpha: 1e-5 }), 1],
  ])('%s raises hardly a false alarm', (_, make, most) => {
    const random = Random.seeded(11);
    const errors = Array.from({ length: 20_000 }, () => (random.uniform() < 0.2 ? 1 : 0));
    expect(detections(make(), errors).drift.length).toBeLessThanOrEqual(most);
  });
});

describe('at the edges', () => {
  it('says what to pass instead', () => {
    expect(() => Ddm.create().update(0.5)).toThrow(/errors, 0 or 1, not 0.5; pass 1 for a wrong prediction/);
    expect(() => HddmA.create().update(2)).toThrow(/from 0 to 1, not 2; .*divide a loss by its bound/);
  });

  // 10 errors in 40: p = 0.25, s = sqrt(0.25 * 0.75 / 40) = 0.0685, p + s = 0.3185. After k errors more: p = (10 + k) / (40 + k);
  // k = 5: 1/3 + 0.0703 = 0.4036 > 0.25 + 2 * 0.0685 = 0.3869, and k = 4: 0.3182 + 0.0702 = 0.3884 is too;
  // k = 3: 0.3023 + 0.0700 = 0.3724 is not. For 3 s, 0.4554: k = 8: 0.375 + 0.0699 = 0.4449 is not, k = 9: 0.3878 + 0.0696 = 0.4574 is.
  it('DDM warns and fires where a hand calculation says', () => {
    const ddm = Ddm.create({ warmStart: 39 });
    const errors = [...Array.from({ length: 40 }, (_, at) => (at % 4 === 3 ? 1 : 0)), ...new Array<number>(9).fill(1)];
    expect(detections(ddm, errors)).toEqual({ warning: [43], drift: [48] });
  });

  // sqrt(100 ln(1e6) / 2) = 26.28 errors.
  it('FHDDM fires at the 27th error more than its window had at its best', () => {
    const errors = [...new Array<number>(100).fill(0), ...new Array<number>(100).fill(1)];
    expect(detections(Fhddm.create(), errors).drift).toEqual([126]);
  });

  it('a detector is found by the kind of its state, and other states are refused', () => {
    expect(loadDetector(Adwin.create().save())).toBeInstanceOf(Adwin);
    expect(() => loadDetector({ ...Ddm.create().save(), kind: 'linear' })).toThrow(
      /of a linear; drift detectors are adwin, kswin/,
    );
  });

  it.each<readonly [() => DriftDetector, string]>([
    [() => Adwin.create(), 'clock'],
    [() => PageHinkley.create(), 'minInstances'],
    [() => Ddm.create(), 'warmStart'],
    [() => Eddm.create(), 'warmStart'],
    [() => HddmA.create(), 'driftConfidence'],
    [() => HddmW.create(), 'lambda'],
    [() => Fhddm.create(), 'window'],
    [() => Kswin.create(), 'statSize'],
    [() => Kswin.create(), 'seen'],
  ])('refuses a state whose settings or counts are none, such as a fraction below 0: %#', (make, name) => {
    const state = make().save();
    const damaged = { ...state, scalars: { ...state.scalars, [name]: -0.5 } };
    expect(() => loadDetector(damaged)).toThrow(StateRefused);
    expect(() => loadDetector(damaged)).toThrow(name);
  });

  it.each<readonly [() => DriftDetector, RegExp]>([
    [() => PageHinkley.create({ alpha: 0 }), /the alpha of Page-Hinkley/],
    [() => Ddm.create({ driftThreshold: 1 }), /driftThreshold of DDM should be from 2 to/],
    [() => Eddm.create({ beta: 0.99 }), /the beta of EDDM should be from 5e-324 to 0.95, not 0.99/],
    [() => HddmA.create({ warningConfidence: 0.0001 }), /warningConfidence of HDDM_A should be from 0.001/],
    [() => HddmW.create({ lambda: 2 }), /the lambda of HDDM_W/],
    [() => Fhddm.create({ shortWindow: 101 }), /shortWindow of FHDDM should be from 0 to 100, not 101/],
    [() => Kswin.create({ windowSize: 59 }), /windowSize of KSWIN should be a whole number from 60 on, not 59/],
  ])('refuses settings that contradict each other: %#', (make, message) => {
    expect(make).toThrow(message);
  });
});
