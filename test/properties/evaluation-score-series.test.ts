import fc from 'fast-check';
import { createScores } from '../../functions/domain/evaluation/create-scores';
import { ScoreSeries } from '../../functions/domain/evaluation/score-series';
import type { Report } from '../../functions/domain/evaluation/scores';
import {
  anyTask,
  anyWeight,
  boundaries,
  type Examples,
  exactWeight,
  examplesOf,
  expectCloseReport,
  expectSameState,
  unit,
} from './evaluation-examples';

const SEED = 20010301;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Dated {
  readonly examples: Examples;
  /** Up to nine months, mostly in order, off by hours, now and then by days. */
  readonly predictedAtMs: Float64Array;
  readonly openDays: number;
}

const dated = (weight: fc.Arbitrary<number>): fc.Arbitrary<Dated> =>
  anyTask
    .chain((task) => examplesOf(task, weight))
    .chain((examples) => {
      const hoursOff = fc.oneof(
        { weight: 9, arbitrary: fc.nat({ max: 30 }) },
        { weight: 1, arbitrary: fc.nat({ max: 900 }) },
      );
      return fc.record({
        examples: fc.constant(examples),
        openDays: fc.integer({ min: 1, max: 4 }),
        predictedAtMs: fc
          .tuple(
            fc.integer({ min: 0, max: 24 }),
            fc.array(hoursOff, { minLength: examples.count, maxLength: examples.count }),
          )
          .map(([step, off]) =>
            Float64Array.from(off, (hours, i) => Date.UTC(2000, 11, 20) + (i * step - hours) * HOUR_MS),
          ),
      });
    });

const create = ({ examples: { shape }, openDays }: Dated): ScoreSeries =>
  ScoreSeries.create(shape.task, shape.outputs, { openDays, aucBins: shape.aucBins });

function add(series: ScoreSeries, { examples, predictedAtMs }: Dated, from: number, to: number): ScoreSeries {
  series.add(examples.predictions, examples.label, examples.weight, predictedAtMs, to - from, null, from);
  return series;
}

const UNORDERED = { kappaTemporal: null, noChangeAccuracy: null };

/** Scores of these rows in one pass, without the figures that depend on their order. */
function reportOf({ shape, predictions, label, weight }: Examples, rows: readonly number[]): Report {
  const scores = createScores(shape.task, shape.outputs, shape.aucBins);
  scores.add(predictions, label, weight, rows.length, Int32Array.from(rows));
  return { ...scores.report(), ...UNORDERED };
}

test('any set of months reports what one pass over their examples reports, late ones included', () => {
  fc.assert(
    fc.property(dated(exactWeight), fc.nat(), (given, chosen) => {
      const { examples, predictedAtMs } = given;
      const series = add(create(given), given, 0, examples.count);
      const months = series.monthStarts().filter((_, k) => ((chosen >> k) & 1) === 1);
      const isChosen = (_: unknown, row: number): boolean => {
        const date = new Date(predictedAtMs[row]!);
        return months.includes(Date.UTC(date.getUTCFullYear(), date.getUTCMonth()));
      };
      const rows = Array.from(predictedAtMs.keys()).filter(isChosen);
      expectCloseReport({ ...series.over(months).report(), ...UNORDERED }, reportOf(examples, rows), 1e-15);
      expect(series.over().report().examples).toBe(examples.count);
    }),
    { seed: SEED, numRuns: 150 },
  );
});

test('each row reports its day as seen until it was over; rows and late examples are all examples', () => {
  fc.assert(
    fc.property(dated(exactWeight), (given) => {
      const { examples, predictedAtMs, openDays } = given;
      const byDay = new Map<number, number[]>();
      let newest = -Infinity;
      let late = 0;
      predictedAtMs.forEach((timeMs, row) => {
        const day = Math.floor(timeMs / DAY_MS);
        newest = Math.max(newest, day);
        if (day <= newest - openDays) late++;
        else byDay.set(day, [...(byDay.get(day) ?? []), row]);
      });
      const series = add(create(given), given, 0, examples.count);
      expect(series.lateExamples).toBe(late);
      const rows = series.rows();
      expect(rows.map(({ fromMs }) => fromMs / DAY_MS)).toEqual([...byDay.keys()].sort((a, b) => a - b));
      for (const { fromMs, final, scores } of rows) {
        const expected = reportOf(examples, byDay.get(fromMs / DAY_MS)!);
        const shown = Object.fromEntries(Object.keys(scores).map((name) => [name, expected[name] ?? null]));
        expectCloseReport({ ...scores, ...UNORDERED }, { ...shown, ...UNORDERED }, 1e-15);
        expect(final).toBe(fromMs / DAY_MS <= newest - openDays);
      }
    }),
    { seed: SEED, numRuns: 100 },
  );
});

test('however cut into calls, stopped and resumed, a series is the same to the bit', () => {
  fc.assert(
    fc.property(dated(anyWeight), fc.array(unit, { maxLength: 12 }), (given, cuts) => {
      const { count } = given.examples;
      const edges = boundaries(cuts, count);
      let resumed = create(given);
      for (let k = 1; k < edges.length; k++) {
        resumed = ScoreSeries.load(add(resumed, given, edges[k - 1]!, edges[k]!).save());
      }
      const unstopped = add(create(given), given, 0, count);
      expectSameState(resumed.save(), unstopped.save());
      expect(resumed.rows()).toEqual(unstopped.rows());
      expect(resumed.lateExamples).toBe(unstopped.lateExamples);
    }),
    { seed: SEED, numRuns: 150 },
  );
});
