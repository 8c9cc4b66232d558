import fc from 'fast-check';
import { ByteReader } from '../../../../functions/adapters/file/byte-reader';
import { ByteWriter } from '../../../../functions/adapters/file/byte-writer';
import { readWaitingRecord } from '../../../../functions/adapters/file/waiting-record-reader';
import { WaitingRecordWriter } from '../../../../functions/adapters/file/waiting-record-writer';
import type { Remnant, Stored } from '../../../../functions/domain/labels/arrive';
import { emptyTally, type Item, type OriginState } from '../../../../functions/domain/labels/waiting';

const text = () => fc.string({ unit: 'binary', maxLength: 12 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const word = () => fc.integer({ min: 0, max: 2 ** 32 - 1 });
const mark = () => fc.record({ origin: text(), sequence: fc.bigInt({ min: 0n, max: 2n ** 190n }).map(String) });
const served = () =>
  fc.record({
    features: fc.dictionary(text(), fc.oneof(text(), fc.double(), fc.constant(null)), { noNullPrototype: true }),
    weight: maybe(fc.double()),
    source: maybe(text()),
    version: maybe(text()),
    prediction: maybe(fc.double()),
    propensity: maybe(fc.double()),
  });
const item = (): fc.Arbitrary<Item> =>
  fc.record({
    state: fc.constantFrom('predicted', 'outcome-first', 'labelled', 'done'),
    endMs: fc.double(),
    predictedAtMs: maybe(fc.double()),
    served: maybe(served()),
    label: maybe(fc.double()),
    outcomeAtMs: maybe(fc.double()),
    events: fc.constantFrom(1, 2),
    opened: mark(),
    joined: maybe(mark()),
    ended: maybe(mark()),
  });
const remnant = (): fc.Arbitrary<Remnant> =>
  fc.record({
    state: fc.constant('settled'),
    endMs: fc.double(),
    lacks: fc.constantFrom(null, 'outcome', 'prediction'),
  });
const origin = (): fc.Arbitrary<OriginState> =>
  fc.record({
    position: fc.bigInt({ min: 0n }).map(String),
    tallies: fc.dictionary(
      text(),
      fc.record({ latestMs: fc.double(), accepted: fc.nat() }).map((some) => ({ ...emptyTally, ...some })),
      {
        noNullPrototype: true,
      },
    ),
  });

type Row = [string, string, Stored] | [string, OriginState] | [string, number, number, Remnant];

function readRows(record: Uint8Array): Row[] {
  const rows: Row[] = [];
  readWaitingRecord('a.journal', Buffer.from(record), {
    stored: (model, eventId, stored) => rows.push([model, eventId, stored]),
    settled: (...row) => rows.push(row),
    origin: (name, state) => rows.push([name, state]),
  });
  return rows;
}

describe('a record of the journal of waiting events', () => {
  it('gives back every row exactly, in order, whatever is in it', () => {
    const rows = fc.array(
      fc.oneof(
        fc.tuple(text(), text(), fc.oneof(item(), remnant())),
        fc.tuple(text(), origin()),
        fc.tuple(text(), word(), word(), remnant()),
      ),
    );
    fc.assert(
      fc.property(rows, (written) => {
        const writer = new WaitingRecordWriter();
        for (const row of written) {
          if (row.length === 4) writer.settled(...row);
          else if (row.length === 3) writer.stored(...row);
          else writer.origin(...row);
        }
        expect(readRows(writer.finish())).toEqual(written);
      }),
      { seed: 20_010_101, numRuns: 300 },
    );
  });

  it('holds nothing of the one before', () => {
    const writer = new WaitingRecordWriter();
    writer.stored('flights', 'a', { state: 'settled', endMs: 1, lacks: null });
    writer.finish();
    writer.begin();
    writer.stored('hotels', 'b', { state: 'settled', endMs: 2, lacks: 'outcome' });
    expect(readRows(writer.finish())).toEqual([['hotels', 'b', { state: 'settled', endMs: 2, lacks: 'outcome' }]]);
  });

  it('is laid out as documented', () => {
    const writer = new WaitingRecordWriter();
    writer.stored('m', 'id', { state: 'settled', endMs: 1, lacks: 'outcome' });
    // By hand: format 1; the model is word 0; a remnant: the text 'id' (2 x 2), lacking an outcome, 1.0 as a double; behind the
    // rows, from byte 16 on, the word 'm' (2 x 1).
    const rows = [6, 0, 2, 4, 0x69, 0x64, 1, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f];
    expect([...writer.finish()]).toEqual([1, ...rows, 2, 0x6d, 16, 0, 0, 0]);
  });

  it('of a later format is refused, naming both', () => {
    expect(() => readRows(Uint8Array.of(2, 1, 0, 0, 0))).toThrow(/a\.journal has format 2.*up to 1/);
  });

  it.each([
    ['row', [1, 9, 2, 0, 0, 0]],
    ['word', [1, 6, 5, 3, 0, 0, 0]],
  ])('with an unknown %s is refused', (what, bytes) => {
    expect(() => readRows(Uint8Array.from(bytes))).toThrow(`unknown ${what}`);
  });
});

describe('bytes', () => {
  it('hold counts of any size in the seven-bit groups of LEB128', () => {
    const writer = new ByteWriter();
    for (const count of [0, 127, 128, 624_485, 2 ** 32 - 1]) writer.count(count);
    // 624485 is the example of the DWARF standard: E5 8E 26.
    expect([...writer.written()]).toEqual([0, 127, 128, 1, 0xe5, 0x8e, 0x26, 255, 255, 255, 255, 15]);
    const reader = new ByteReader(Buffer.from(writer.written()));
    expect([1, 2, 3, 4, 5].map(() => reader.count())).toEqual([0, 127, 128, 624_485, 2 ** 32 - 1]);
    expect(reader.atEnd).toBe(true);
  });

  it('grow as far as what is written', () => {
    const writer = new ByteWriter();
    const long = 'é'.repeat(100_000);
    writer.text(long);
    for (let at = 0; at < 100_000; at += 1) writer.word32(at);
    writer.double(Math.PI);
    const reader = new ByteReader(Buffer.from(writer.written()));
    expect(reader.text() === long).toBe(true);
    expect(writer.length).toBe(3 + 200_000 + 400_000 + 8);
  });

  it('refuse to be read past their end', () => {
    expect(() => new ByteReader(Buffer.alloc(0)).byte()).toThrow(/outside buffer bounds/);
    expect(() => new ByteReader(Buffer.from([8, 1])).text()).toThrow(/ends after its record/);
  });
});
