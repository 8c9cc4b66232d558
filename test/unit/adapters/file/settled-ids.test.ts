import fc from 'fast-check';
import { hashId } from '../../../../functions/adapters/file/id-hash';
import { SettledIds } from '../../../../functions/adapters/file/settled-ids';
import type { Remnant } from '../../../../functions/domain/labels/arrive';

const remnant = (endMs: number, lacks: Remnant['lacks'] = null): Remnant => ({ state: 'settled', endMs, lacks });

describe('the hash of an event id', () => {
  // Python, mmh3 5.3.1: hash_bytes(id.encode('utf-16-le'), 0, False), its first two words, little-endian.
  it.each([
    ['', 0, 0],
    ['a', 54_243_734, 3_438_235_617],
    ['flight', 1_677_011_307, 954_569_694],
    ['flights:', 1_660_537_185, 176_465_054],
    ['event 0', 889_650_646, 3_296_593_977],
    ['ÿ😀', 1_519_932_472, 2_053_080_684],
    ['x'.repeat(17), 1_758_727_242, 264_509_430],
    ['f1234567 and some more units', 284_799_206, 3_331_578_248],
  ])('is MurmurHash3_x86_128 of its UTF-16 units: %p', (id, low, high) => {
    const hash = { low: 1, high: 1 };
    hashId(id, hash);
    expect(hash).toEqual({ low, high });
  });
});

describe('settled ids', () => {
  it('are found with what remains of them, as in a Map, until they are forgotten', () => {
    const add = fc.record({
      id: fc.nat(3000),
      endMs: fc.nat(1000),
      lacks: fc.constantFrom(null, 'outcome', 'prediction'),
    });
    const steps = fc.array(
      fc.oneof({ weight: 40, arbitrary: add }, { weight: 1, arbitrary: fc.record({ forgetUpTo: fc.nat(1000) }) }),
      {
        minLength: 0,
        maxLength: 4000,
        size: 'max',
      },
    );
    fc.assert(
      fc.property(steps, (taken) => {
        const ids = new SettledIds();
        const map = new Map<string, Remnant>();
        let forgotten = -1;
        for (const step of taken) {
          if ('forgetUpTo' in step) {
            forgotten = Math.max(forgotten, step.forgetUpTo);
            ids.forgetUpTo(step.forgetUpTo);
          } else {
            ids.add(`event ${step.id}`, remnant(step.endMs, step.lacks));
            map.set(`event ${step.id}`, remnant(step.endMs, step.lacks));
          }
        }
        const remembered = Array.from({ length: 3001 }, (_, id) => ids.find(`event ${id}`));
        const expected = Array.from({ length: 3001 }, (_, id) => map.get(`event ${id}`));
        expect(remembered).toEqual(expected.map((known) => (known && known.endMs > forgotten ? known : undefined)));
      }),
      { seed: 64, numRuns: 8 },
    );
  });

  it('can be told by their hashes to another table', () => {
    const [from, to] = [new SettledIds(), new SettledIds()];
    for (let id = 0; id < 5000; id += 1) from.add(`event ${id}`, remnant(id, 'outcome'));
    from.forgetUpTo(99);
    const told: number[] = [];
    from.forEach((low, high, rest) => {
      told.push(rest.endMs);
      to.addHashed(low, high, rest);
    });
    expect(told.sort((a, b) => a - b)).toEqual(Array.from({ length: 4900 }, (_, at) => at + 100));
    expect([to.find('event 99'), to.find('event 100'), to.find('event 4999')]).toEqual([
      undefined,
      remnant(100, 'outcome'),
      remnant(4999, 'outcome'),
    ]);
  });

  it('are all told apart: a hundred thousand consecutive ids, none taken for another', () => {
    const ids = new SettledIds();
    let mistaken = 0;
    for (let id = 0; id < 100_000; id += 1) {
      if (ids.find(`f${id}`) !== undefined) mistaken += 1;
      ids.add(`f${id}`, remnant(id));
    }
    expect(mistaken).toBe(0);
  });
});
