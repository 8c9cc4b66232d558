import { createColumnsBuilder } from '../../../../functions/domain/examples/columns-builder';
import { createEncoder } from '../../../../functions/domain/features/encoder';
import { featureNames, planFeatures } from '../../../../functions/domain/features/plan';
import type { ServedFeatures } from '../../../../functions/domain/features/served-value';

const categorical = { kind: 'categorical' } as const;
const numeric = { kind: 'numeric' } as const;
const declaration = {
  features: { origin: categorical, late: numeric, hour: categorical, weekday: categorical, distance: numeric },
  crosses: [
    ['origin', 'hour'],
    ['origin', 'hour', 'weekday'],
  ],
  hashBits: 10,
};

const columnsOf = (rows: readonly ServedFeatures[]) => {
  const builder = createColumnsBuilder(declaration);
  for (const [at, features] of rows.entries()) {
    builder.add({
      sequence: String(at),
      eventId: `e${at}`,
      served: { features, weight: at + 1, source: null, version: null, prediction: null, propensity: null },
      label: at % 2,
      predictedAtMs: 1000 * at,
      completedAtMs: 1000 * at + 500,
      events: 2,
    });
  }
  return builder.finish();
};

const encoder = createEncoder(declaration);
const encode = (...rows: readonly ServedFeatures[]) => encoder.encode(columnsOf(rows), 0, rows.length);

it('the slots are those of another implementation', () => {
  // Python's mmh3: h(f, v) = mmh3.hash(v, mmh3.hash(f)); a cross is mmh3.hash(struct.pack('<II', …), mmh3.hash('origin\0hour'));
  // a missing hour is mmh3.hash(b'\xff', mmh3.hash('hour')); all & 1023
  const { hashed, hashedCount, categoricalCount } = encode({ origin: 'LAS', hour: '13', weekday: '1' });
  expect({ hashedCount, categoricalCount }).toEqual({ hashedCount: 5, categoricalCount: 3 });
  // In order of name: hour, origin, weekday; then the crosses as declared.
  expect([hashed[0], hashed[1]]).toEqual([282, 659]);
  expect([hashed[3], hashed[4]]).toEqual([151, 769]);
  expect(encode({ hour: null }).hashed[0]).toBe(608);
  expect(encode({ hour: '' }).hashed[0]).toBe(979);
});

it('missing is a value of its own: absent and null are alike, and neither is the empty text', () => {
  const hourOf = (features: ServedFeatures) => encode(features).hashed[0];
  expect(hourOf({})).toBe(hourOf({ hour: null }));
  const texts = ['', 'null', 'undefined', 'NaN', '\u0000', '\u00ff', '\ufffd'];
  for (const hour of texts) expect(hourOf({ hour })).not.toBe(hourOf({}));
});

it('the same text is another slot in another feature', () => {
  const { hashed } = encode({ origin: '1', hour: '1', weekday: '1' });
  expect(new Set([hashed[0], hashed[1], hashed[2]]).size).toBe(3);
});

it('numbers come row by row, in order of name, NaN where missing', () => {
  const batch = encode({ distance: 100, late: 0.25 }, { distance: 0 }, { late: -0 });
  expect(batch.numericCount).toBe(2);
  expect([...batch.numeric]).toEqual([100, 0.25, 0, Number.NaN, Number.NaN, -0]);
});

it('a range of the columns is encoded with its labels, weights and times', () => {
  const columns = columnsOf([{ hour: '1' }, { hour: '2' }, { hour: '3' }, { hour: '4' }]);
  const batch = encoder.encode(columns, 1, 3);
  expect(batch.count).toBe(2);
  expect([...batch.label]).toEqual([1, 0]);
  expect([...batch.weight]).toEqual([2, 3]);
  expect([...batch.completedAtMs]).toEqual([1500, 2500]);
  expect(batch.hashed).toEqual(encode({ hour: '2' }, { hour: '3' }).hashed);
});

it('encodes no examples, and models without crosses or without categories', () => {
  expect(encoder.encode(columnsOf([{}]), 1, 1)).toMatchObject({ count: 0, hashed: new Int32Array(0) });
  const plain = createEncoder({ features: { distance: numeric }, crosses: [], hashBits: 4 });
  expect(plain.encodeServed({ distance: 3 })).toMatchObject({ hashedCount: 0, numeric: Float64Array.of(3) });
});

it('the order in which a declaration lists its features decides nothing', () => {
  const { hour, origin, weekday, late, distance } = declaration.features;
  const reordered = { ...declaration, features: { distance, weekday, hour, late, origin } };
  const served = { origin: 'LAS', hour: '13', weekday: '1', distance: 5, late: 0.5 };
  expect(createEncoder(reordered).encodeServed(served)).toEqual(encoder.encodeServed(served));
  expect(featureNames(reordered)).toEqual({
    categorical: ['hour', 'origin', 'weekday'],
    numeric: ['distance', 'late'],
  });
});

it('every hashed slot lies in 0 to 2^hashBits - 1, up to 24 bits', () => {
  const wide = createEncoder({ ...declaration, hashBits: 24 });
  for (let i = 0; i < 200; i++) {
    for (const slot of wide.encodeServed({ origin: `o${i}`, hour: `h${i}` }).hashed) {
      expect(slot).toBeGreaterThanOrEqual(0);
      expect(slot).toBeLessThan(2 ** 24);
    }
  }
});

it('texts hash as before when more have come than are remembered', () => {
  const full = createEncoder(declaration);
  for (let i = 0; i < 65_536; i++) full.encodeServed({ origin: `o${i}` });
  for (const origin of ['new', 'o0', 'newer', 'new']) {
    expect(full.encodeServed({ origin })).toEqual(createEncoder(declaration).encodeServed({ origin }));
  }
});

it('a cross of what is no categorical feature is refused', () => {
  expect(() => planFeatures({ ...declaration, crosses: [['origin', 'distance']] })).toThrow('distance');
});
