import { StandardScaler } from '../../../../functions/domain/features/standard-scaler';

const learned = (values: readonly (readonly [number, number])[]): StandardScaler => {
  const scaler = StandardScaler.create(1);
  for (const [value, weight] of values) scaler.learn(0, value, weight);
  return scaler;
};

it('standardises by the mean and the population deviation', () => {
  // 2 4 4 4 5 5 7 9: mean 5, deviation 2, by hand.
  const scaler = learned([2, 4, 4, 4, 5, 5, 7, 9].map((value) => [value, 1]));
  expect(scaler.scale(0, 9)).toBeCloseTo(2, 14);
  expect(scaler.scale(0, 4)).toBeCloseTo(-0.5, 14);
  expect(scaler.unscale(0, 2)).toBeCloseTo(9, 14);
});

it('counts a value of weight 3 as three values', () => {
  // 1 with weight 3 and 5 with weight 1: mean 2, variance (3 x 1 + 9) / 4 = 3, by hand.
  expect(
    learned([
      [1, 3],
      [5, 1],
    ]).scale(0, 5),
  ).toBeCloseTo(3 / Math.sqrt(3), 14);
});

it('stays exact far from zero, where sums of squares would cancel', () => {
  const scaler = learned([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16].map((value) => [value, 1]));
  // Population variance 22.5, by hand.
  expect(scaler.scale(0, 1e9 + 10)).toBe(0);
  expect(scaler.scale(0, 1e9 + 16)).toBeCloseTo(6 / Math.sqrt(22.5), 12);
});

it('answers 0 without data and without spread', () => {
  expect(StandardScaler.create(1).scale(0, 3)).toBe(0);
  expect(
    learned([
      [0.1, 0.3],
      [0.1, 0.7],
      [0.1, 1e9],
    ]).scale(0, 0.1),
  ).toBe(0);
  expect(
    learned([
      [5, 1],
      [5, 1],
    ]).scale(0, 9),
  ).toBe(0);
  expect(StandardScaler.create(1).unscale(0, 1)).toBe(0);
  expect(learned([[5, 2]]).unscale(0, 1)).toBe(5);
});

it('a spread whose square is below the smallest double is none', () => {
  const scaler = learned([
    [0, 1],
    [3e-162, 1],
  ]);
  expect([0, 1.5e-162, 3e-162].map((value) => scaler.scale(0, value))).toEqual([0, 0, 0]);
});

it('passes NaN by and gives NaN for it', () => {
  const scaler = learned([
    [1, 1],
    [Number.NaN, 5],
    [3, 1],
  ]);
  expect(scaler.save()).toEqual(
    learned([
      [1, 1],
      [3, 1],
    ]).save(),
  );
  expect(scaler.scale(0, Number.NaN)).toBeNaN();
  expect(StandardScaler.create(1).scale(0, Number.NaN)).toBeNaN();
});

it('clamps to 20 deviations', () => {
  const scaler = learned([
    [1, 1],
    [-1, 1],
  ]);
  expect([scaler.scale(0, 1e100), scaler.scale(0, -1e100), scaler.scale(0, 19)]).toEqual([20, -20, 19]);
});

it('holds values of 1e100 without overflow', () => {
  const scaler = learned([
    [1e100, 1e9],
    [-1e100, 1e9],
    [1e100, 1],
    [0, 1],
  ]);
  expect(Number.isFinite(scaler.scale(0, 1e100))).toBe(true);
  expect(Number.isFinite(scaler.unscale(0, 20))).toBe(true);
});

it('keeps the columns of a row apart', () => {
  const scaler = StandardScaler.create(2);
  const rows = Float64Array.of(99, 0, 10, 99, 2, 30);
  for (const at of [1, 4]) scaler.learnRow(rows, at, 1);
  expect([scaler.unscale(0, 0), scaler.unscale(1, 0)]).toEqual([1, 20]);
});

it('scales a row as it scales its values, and writes nothing beside them', () => {
  const scaler = StandardScaler.create(2);
  for (const row of [
    [1, 10],
    [3, 30],
  ])
    scaler.learnRow(Float64Array.from(row), 0, 1);
  const out = new Float64Array(4).fill(7);
  scaler.scaleRow(Float64Array.of(0, 3, Number.NaN), 1, out, 1);
  // Means 2 and 20, deviations 1 and 10.
  expect([...out]).toEqual([7, 1, Number.NaN, 7]);
});

it('scales rows as it scales their values, rounded to single precision', () => {
  const wide = StandardScaler.create(3);
  const seen = Float64Array.of(1, 5, 1e6, 3, 5, -1e6, 8, 5, 7);
  for (const at of [0, 3, 6]) wide.learnRow(seen, at, 1 + at);
  const rows = Float64Array.of(0.1, 5, Number.NaN, -1e100, 6, 1e6);
  const out = new Float32Array(6);
  wide.scaleRows(rows, 2, out);
  expect([...out]).toEqual([...rows].map((value, at) => Math.fround(wide.scale(at % 3, value))));
  expect(out[3]).toBe(-20);
});

it('saves a copy and loads a copy', () => {
  const scaler = learned([[1, 1]]);
  const state = scaler.save();
  const loaded = StandardScaler.load(state);
  scaler.learn(0, 7, 1);
  loaded.learn(0, 9, 1);
  expect(state).toEqual(learned([[1, 1]]).save());
});
