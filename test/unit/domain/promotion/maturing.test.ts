import fc from 'fast-check';
import type { ExampleColumns } from '../../../../functions/domain/examples/columns';
import { createColumnsBuilder } from '../../../../functions/domain/examples/columns-builder';
import { CAPACITY, type Matured, Maturing } from '../../../../functions/domain/promotion/maturing';
import { StateRefused } from '../../../../functions/domain/state/saved-state';
import { served } from '../../../contracts/sample-arrivals';

interface Row {
  readonly id: number;
  readonly predictedAtMs: number;
  readonly label: number;
}

function columnsOf(rows: readonly Row[]): ExampleColumns {
  const builder = createColumnsBuilder({ features: {} });
  for (const { id, predictedAtMs, label } of rows) {
    builder.add({
      sequence: `${id}`,
      eventId: `event ${id}`,
      served: served({ features: {} }),
      label,
      predictedAtMs,
      completedAtMs: predictedAtMs,
      events: 2,
    });
  }
  return builder.finish();
}

/** Every version predicts the id, so that a row can be told from what is released. */
const idsAs = (rows: readonly Row[], ...versions: string[]): Map<string, Float64Array> =>
  new Map(versions.map((version) => [version, Float64Array.from(rows, ({ id }) => id)]));

const predictionsOf = ({ count, predictions }: Matured, version: string): number[] => [
  ...(predictions.get(version) ?? new Float64Array(count).fill(Number.NaN)).subarray(0, count),
];
const rowsOf = (matured: Matured): Row[] =>
  predictionsOf(matured, '1.0').map((id, row) => ({
    id,
    predictedAtMs: matured.predictedAtMs[row]!,
    label: matured.label[row]!,
  }));

const row = (id: number, predictedAtMs: number, label = id % 2): Row => ({ id, predictedAtMs, label });
const held = (...rows: Row[]): Maturing => {
  const maturing = Maturing.create(1);
  maturing.add(columnsOf(rows), idsAs(rows, '1.0'));
  return maturing;
};

describe('what matures', () => {
  it('is released up to a moment, that moment included, in order of arrival, and forgotten', () => {
    const maturing = held(row(1, 30), row(2, 10), row(3, 20), row(4, 10));
    expect(maturing.count).toBe(4);
    expect(rowsOf(maturing.release(20))).toEqual([row(2, 10), row(3, 20), row(4, 10)]);
    expect(maturing.count).toBe(1);
    expect(maturing.release(20).count).toBe(0);
    expect(rowsOf(maturing.release(1e15))).toEqual([row(1, 30)]);
    expect(maturing.count).toBe(0);
  });

  it('is nothing of nothing', () => {
    expect(Maturing.create(1).release(1e15).count).toBe(0);
    expect(held(row(1, 30)).release(29.999).count).toBe(0);
  });

  it('has the predictions of each version, and NaN where a version was not there', () => {
    const maturing = Maturing.create(1);
    const [early, both, late] = [[row(1, 1)], [row(2, 2)], [row(3, 3)]];
    maturing.add(columnsOf(early), idsAs(early, '1.0'));
    maturing.add(columnsOf(both), idsAs(both, '1.0', '1.5'));
    maturing.add(columnsOf(late), idsAs(late, '1.5'));
    const matured = maturing.release(3);
    expect(predictionsOf(matured, '1.0')).toEqual([1, 2, Number.NaN]);
    expect(predictionsOf(matured, '1.5')).toEqual([Number.NaN, 2, 3]);
  });

  it('has a row of predictions for each example, where there are several outputs', () => {
    const maturing = Maturing.create(3);
    const rows = [row(1, 9), row(2, 1)];
    maturing.add(columnsOf(rows), new Map([['1.0', Float64Array.of(0.1, 0.2, 0.7, 0.3, 0.3, 0.4)]]));
    maturing.add(columnsOf([row(3, 1)]), new Map([['2.0', Float64Array.of(0.5, 0.5, 0)]]));
    const { count, predictions } = maturing.release(5);
    expect(count).toBe(2);
    expect([...predictions.get('1.0')!.subarray(0, 6)]).toEqual([0.3, 0.3, 0.4, Number.NaN, Number.NaN, Number.NaN]);
    expect([...predictions.get('2.0')!.subarray(0, 6)]).toEqual([Number.NaN, Number.NaN, Number.NaN, 0.5, 0.5, 0]);
  });

  it('does not change with the arrays that it was taken from', () => {
    const maturing = Maturing.create(1);
    const columns = columnsOf([row(1, 1)]);
    const predictions = idsAs([row(1, 1)], '1.0');
    maturing.add(columns, predictions);
    predictions.get('1.0')!.fill(9);
    columns.label.fill(9);
    expect(rowsOf(maturing.release(1))).toEqual([row(1, 1)]);
  });

  it('keeps its rows when versions are forgotten', () => {
    const maturing = Maturing.create(1);
    const rows = [row(1, 1), row(2, 2)];
    maturing.add(columnsOf(rows), idsAs(rows, '1.0', '1.5', '1.9'));
    maturing.retain(new Set(['1.0', '1.9', '3.0']));
    expect(maturing.count).toBe(2);
    const matured = maturing.release(2);
    expect([...matured.predictions.keys()].sort()).toEqual(['1.0', '1.9']);
    expect(rowsOf(matured)).toEqual(rows);
  });
});

const batches = fc.array(
  fc.record({
    times: fc.array(fc.nat(100), { maxLength: 8 }),
    release: fc.option(fc.nat(110)),
    stop: fc.boolean(),
  }),
  { maxLength: 12 },
);

test('nothing is released twice or lost, whenever it is released', () => {
  fc.assert(
    fc.property(batches, (steps) => {
      const maturing = Maturing.create(1);
      let waiting: Row[] = [];
      let id = 0;
      for (const { times, release } of steps) {
        const rows = times.map((timeMs) => row(++id, timeMs));
        maturing.add(columnsOf(rows), idsAs(rows, '1.0'));
        waiting.push(...rows);
        if (release === null) continue;
        expect(rowsOf(maturing.release(release))).toEqual(
          waiting.filter(({ predictedAtMs }) => predictedAtMs <= release),
        );
        waiting = waiting.filter(({ predictedAtMs }) => predictedAtMs > release);
        expect(maturing.count).toBe(waiting.length);
      }
      expect(rowsOf(maturing.release(1000))).toEqual(waiting);
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('saved and loaded at any moment, it goes on as if it had never stopped', () => {
  fc.assert(
    fc.property(batches, (steps) => {
      const never = Maturing.create(1);
      let stopped = Maturing.create(1);
      let id = 0;
      for (const { times, release, stop } of steps) {
        const rows = times.map((timeMs) => row(++id, timeMs));
        for (const each of [never, stopped]) each.add(columnsOf(rows), idsAs(rows, id % 3 === 0 ? '1.0' : '2.0'));
        if (stop) stopped = Maturing.load(1, stopped.save());
        if (release !== null) expect(stopped.release(release)).toEqual(never.release(release));
        if (id % 4 === 0) for (const each of [never, stopped]) each.retain(new Set(['1.0']));
      }
      expect(stopped.save()).toEqual(never.save());
      expect(stopped.count).toBe(never.count);
    }),
    { seed: 6, numRuns: 200 },
  );
});

describe('its state', () => {
  it('that was saved does not change when it goes on', () => {
    const maturing = held(row(1, 10), row(2, 20));
    const saved = maturing.save();
    maturing.release(10);
    maturing.add(columnsOf([row(3, 30)]), idsAs([row(3, 30)], '1.0'));
    expect(rowsOf(Maturing.load(1, saved).release(100))).toEqual([row(1, 10), row(2, 20)]);
  });

  it('is refused where it is of another kind, later, or without its columns', () => {
    const state = held(row(1, 10)).save();
    expect(() => Maturing.load(1, { ...state, format: state.format + 1 })).toThrow(StateRefused);
    expect(() => Maturing.load(1, { ...state, kind: 'label-delay' })).toThrow(StateRefused);
    expect(() => Maturing.load(1, { ...state, arrays: {} })).toThrow(StateRefused);
  });
});

describe('above its capacity', () => {
  const COUNT = 3 * CAPACITY;

  /** Adds as many rows in parts of `size`, with labels and times by id. */
  function overfull(size: number, label: (id: number) => number, timeMs: (id: number) => number): Maturing {
    const maturing = Maturing.create(1);
    for (let from = 0; from < COUNT; from += size) {
      const rows = Array.from({ length: Math.min(size, COUNT - from) }, (_, at) =>
        row(from + at, timeMs(from + at), label(from + at)),
      );
      maturing.add(columnsOf(rows), idsAs(rows, '1.0'));
      expect(maturing.count).toBeLessThanOrEqual(CAPACITY);
    }
    return maturing;
  }
  const idsIn = (maturing: Maturing): number[] => predictionsOf(maturing.release(1e15), '1.0');

  const plain = overfull(
    8192,
    () => 0,
    (id) => id,
  );
  const kept = idsIn(Maturing.load(1, plain.save()));

  it('a share of the examples is kept, in order: a quarter of three times as many', () => {
    // Binomial: 49,152 of 196,608 at 1/4, standard deviation 192.
    expect(Math.abs(kept.length - COUNT / 4)).toBeLessThan(5 * 192);
    expect(kept).toEqual(kept.toSorted((a, b) => a - b));
    expect(new Set(kept).size).toBe(kept.length);
  });

  it('which ones is decided by their ids alone: not by label, time, or how they came', () => {
    expect(
      idsIn(
        overfull(
          16_384,
          (id) => (id < COUNT / 2 ? 1 : 0),
          (id) => id % 1000,
        ),
      ),
    ).toEqual(kept);
  });

  it('those that come later are thinned as those before, and a stop in between changes nothing', () => {
    const more = Array.from({ length: 4000 }, (_, at) => row(COUNT + at, 0));
    const resumed = Maturing.load(1, plain.save());
    for (const each of [plain, resumed]) each.add(columnsOf(more), idsAs(more, '1.0'));
    // 1000 of 4000 at 1/4, standard deviation 27.
    expect(Math.abs(plain.count - kept.length - 1000)).toBeLessThan(5 * 27);
    expect(resumed.save()).toEqual(plain.save());
  });
});
