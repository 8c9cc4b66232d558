import fc from 'fast-check';
import { ADWIN_OF_MOA, Adwin } from '../../../../../functions/domain/drift/detectors/adwin';
import { Random } from '../../../../../functions/domain/numeric/random';
import { statisticContract } from '../../../../contracts/statistic';
import { detections } from './detections';
import { reshapedUniforms, STREAMS } from './streams';

const fed = (adwin: Adwin, values: Iterable<number>): Adwin => {
  for (const value of values) adwin.update(value);
  return adwin;
};

const read = ({ width, total, mean, variance, detections }: Adwin): unknown => ({
  width,
  total,
  mean,
  variance,
  detections,
});

statisticContract('ADWIN', {
  make: () => Adwin.create({ clock: 4, delta: 0.3 }),
  load: Adwin.load,
  update: (adwin, value) => adwin.update(value),
  read,
  input: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 50)),
});

describe('ADWIN beside other implementations', () => {
  it.each(['mt12345', 'np_levels'] as const)('finds the change of %s at 1023, as river 0.24 documents it', (stream) => {
    expect(detections(Adwin.create(), STREAMS[stream]).drift).toEqual([1023]);
  });

  // river 0.26.1: drift.ADWIN(**parameters) on the same 20,000 numbers; its `variance` is the sum of squared deviations.
  it.each([
    [{}, [3135, 7071, 9151, 12159, 15743, 18111], 1888, 600.7128599152758, 158.08129001495791],
    [{ delta: 0.05, clock: 1 }, [3050, 6518, 9041, 12105, 15405, 18052], 1947, 621.0831057040542, 163.69577610031354],
    [
      { delta: 0.01, clock: 8, maxBuckets: 3, minWindow: 2, grace: 50 },
      [3079, 6583, 9047, 12119, 15559, 18087],
      1912,
      608.5840246024198,
      160.3132622545245,
    ],
  ])('gives the changes and the window of river with %o, to the bit', (options, changes, width, total, squares) => {
    const adwin = Adwin.create(options);
    expect(detections(adwin, reshapedUniforms(20_000)).drift).toEqual(changes);
    expect([adwin.width, adwin.total, adwin.variance]).toEqual([width, total, squares / width]);
    expect(adwin.detections).toBe(6);
  });

  // MOA 2024.07.0: moa.classifiers.core.driftdetection.ADWIN, setInput on the same 20,000 numbers.
  it('gives the cuts and the window of MOA, to the bit', () => {
    const adwin = Adwin.create(ADWIN_OF_MOA);
    expect(detections(adwin, reshapedUniforms(20_000)).drift).toEqual([
      3135, 3167, 3295, 7647, 7775, 7935, 9151, 9183, 9375, 12159, 12223, 12255, 12671, 15743, 16223, 17503, 18143,
      18175, 18303,
    ]);
    expect([adwin.width, adwin.total, adwin.variance]).toEqual([2208, 730.2066317309215, 0.07964961793634746]);
  });

  it('gives the window of MOA when it checks at each value, to the bit', () => {
    const adwin = fed(Adwin.create({ ...ADWIN_OF_MOA, delta: 0.05, clock: 1 }), reshapedUniforms(20_000));
    expect([adwin.width, adwin.total, adwin.variance]).toEqual([2144, 701.0585351591975, 0.08097469297519247]);
    expect(adwin.detections).toBe(35);
  });
});

describe('ADWIN', () => {
  it('knows nothing before the first value', () => {
    expect(read(Adwin.create())).toEqual({ width: 0, total: 0, mean: 0, variance: 0, detections: 0 });
  });

  it('without a change has mean and variance of all values', () => {
    const adwin = fed(Adwin.create(), [2, 4, 4, 4, 5, 5, 7, 9]);
    expect([adwin.width, adwin.mean, adwin.variance]).toEqual([8, 5, 4]);
  });

  it('of a constant stream never finds a change', () => {
    const adwin = fed(Adwin.create({ clock: 1 }), new Float64Array(5000).fill(0.7));
    expect([adwin.detections, adwin.width]).toEqual([0, 5000]);
    expect(adwin.variance).toBeLessThan(1e-20);
  });

  it('on 200,000 tosses of an unfair coin raises at most one false alarm', () => {
    const random = Random.seeded(5);
    const adwin = Adwin.create();
    for (let toss = 0; toss < 200_000; toss++) adwin.update(random.uniform() < 0.3 ? 1 : 0);
    expect(adwin.detections).toBeLessThanOrEqual(1);
  });

  it('after a restart forgets, and without one keeps the newer part', () => {
    const step = [...new Float64Array(500), ...new Float64Array(140).fill(1)];
    const [restarted, kept] = [fed(Adwin.create(), step), fed(Adwin.create({ restarts: false }), step)];
    expect(restarted.mean).toBe(1);
    expect(kept.mean).toBeGreaterThan(0.9);
    expect(kept.width).toBeGreaterThan(restarted.width);
  });

  it('refuses what would stay in the window for ever, and changes nothing by it', () => {
    const adwin = fed(Adwin.create(), [1, 2, 3]);
    for (const value of [Number.NaN, Infinity, -Infinity, 1e101]) {
      expect(() => adwin.update(value)).toThrow(/up to 1e100 in magnitude, not/);
    }
    expect([adwin.width, adwin.total]).toEqual([3, 6]);
  });

  it('after values a hundred orders of magnitude apart has a finite mean, no negative variance, and no false alarm', () => {
    const adwin = fed(Adwin.create(), [1e100, -1e100, 1e-3, ...STREAMS.mt12345]);
    expect(adwin.variance).toBeGreaterThanOrEqual(0);
    expect(adwin.detections).toBe(0);
    expect(Number.isFinite(adwin.mean)).toBe(true);
  });

  it.each([
    [{ delta: 0 }, /the delta of ADWIN/],
    [{ clock: 0 }, /the clock of ADWIN/],
    [{ maxBuckets: 1 }, /maxBuckets of ADWIN/],
    [{ minWindow: 0 }, /minWindow of ADWIN/],
    [{ minPart: 4 }, /minPart of ADWIN should be a whole number from 5 on, not 4/],
    [{ grace: -1 }, /the grace of ADWIN/],
  ])('refuses %o', (options, message) => {
    expect(() => Adwin.create(options)).toThrow(message);
  });

  it('refuses a state whose rows hold more buckets than they may', () => {
    const { arrays, ...rest } = fed(Adwin.create(), [1, 2, 3]).save();
    expect(() => Adwin.load({ ...rest, arrays: { ...arrays, lengths: Int32Array.of(9) } })).toThrow(/up to 5 buckets/);
  });
});
