/**
 * What every statistic, sketch, scaler and drift detector promises, as one suite: its state is a value that goes through a stored
 * object and goes on to the bit; of two that are merged neither changes; the states of others are refused. `read` is all that it can
 * be asked, as plain values.
 */
import fc from 'fast-check';
import { decodeContainer, encodeContainer } from '../../functions/domain/checkpoint/container';
import { numberField, objectField, textField } from '../../functions/domain/checkpoint/json-fields';
import type { SavedState } from '../../functions/domain/state/saved-state';
import { stateBytes } from './learner-batches';

interface Saves {
  save(): SavedState;
}

export interface StatisticUnderTest<S extends Saves, Input> {
  readonly make: () => S;
  readonly load: (state: SavedState) => S;
  readonly update: (statistic: S, input: Input) => void;
  readonly read: (statistic: S) => unknown;
  /** What it may be fed. */
  readonly input: fc.Arbitrary<Input>;
  /** Gives what a statistic that had seen both would hold, and changes neither. Absent: it has no merge. */
  readonly merge?: (a: S, b: S) => S;
  /**
   * Compares what merged parts answer with what one pass over all of them does; throws when they differ by more than is promised.
   * Absent: they answer the same, to the bit.
   */
  readonly mergedAnswers?: (merged: S, onePass: S, inputs: readonly Input[]) => void;
}

export function statisticContract<S extends Saves, Input>(
  name: string,
  { make, load, update, read, input, merge, mergedAnswers }: StatisticUnderTest<S, Input>,
): void {
  const fed = (inputs: readonly Input[]): S => {
    const statistic = make();
    for (const one of inputs) update(statistic, one);
    return statistic;
  };
  const stored = (statistic: S): S => load(throughContainer(statistic.save()));
  const bytes = (statistic: S): string => textOf(statistic.save());
  const check = (property: fc.IProperty<[Input[], Input[]]>): void => fc.assert(property, { seed: 17, numRuns: 60 });
  const inputs = fc.array(input, { maxLength: 120 });

  describe(name, () => {
    it('stopped anywhere, stored, and resumed, it is what it would have been, to the bit', () => {
      check(
        fc.property(inputs, inputs, (before, after) => {
          const resumed = stored(fed(before));
          expect(read(resumed)).toEqual(read(fed(before)));
          for (const one of after) update(resumed, one);
          const through = fed([...before, ...after]);
          expect(bytes(resumed)).toBe(bytes(through));
          expect(read(resumed)).toEqual(read(through));
        }),
      );
    });

    it('a saved state stays as it is while the statistic goes on; asking changes nothing', () => {
      check(
        fc.property(inputs, inputs, (before, after) => {
          const statistic = fed(before);
          const state = statistic.save();
          const then = textOf(state);
          read(statistic);
          expect(bytes(statistic)).toBe(then);
          const loaded = load(state);
          for (const one of after) {
            update(statistic, one);
            update(loaded, one);
          }
          expect(textOf(state)).toBe(then);
        }),
      );
    });

    it('refuses a state of another kind and of a later format, naming both', () => {
      const { kind, format, ...rest } = fed(fc.sample(input, { seed: 3, numRuns: 20 })).save();
      expect(() => load({ ...rest, kind: 'oracle', format })).toThrow(/oracle/);
      expect(() => load({ ...rest, kind: 'oracle', format })).toThrow(kind);
      expect(() => load({ ...rest, kind, format: format + 1 })).toThrow(`format ${format + 1}`);
    });

    if (merge === undefined) return;

    it('merged, two answer as one that had seen both, and neither is changed', () => {
      check(
        fc.property(inputs, inputs, (first, second) => {
          const [a, b] = [fed(first), fed(second)];
          const before = [bytes(a), bytes(b)];
          const merged = merge(a, b);
          expect([bytes(a), bytes(b)]).toEqual(before);
          const onePass = fed([...first, ...second]);
          if (mergedAnswers === undefined) expect(read(merged)).toEqual(read(onePass));
          else mergedAnswers(merged, onePass, [...first, ...second]);
        }),
      );
    });

    it('64 parts of unequal size, some of them empty, merged, answer as one pass', () => {
      const all = fc.sample(input, { seed: 23, numRuns: 1500 });
      const ends = fc.sample(fc.nat(all.length), { seed: 29, numRuns: 63 }).sort((a, b) => a - b);
      const parts = [...ends, all.length].map((end, at) => fed(all.slice(ends[at - 1] ?? 0, end)));
      const merged = parts.reduce((a, b) => merge(a, b));
      if (mergedAnswers === undefined) expect(read(merged)).toEqual(read(fed(all)));
      else mergedAnswers(merged, fed(all), all);
    });
  });
}

/** As text, which is compared in a fraction of the time that arrays take. */
const textOf = (state: SavedState): string => Buffer.from(stateBytes(state)).toString('base64');

function throughContainer({ kind, format, scalars, arrays }: SavedState): SavedState {
  const contents = decodeContainer(encodeContainer({ header: { kind, format, scalars }, arrays }));
  return {
    kind: textField(contents.header, 'kind'),
    format: numberField(contents.header, 'format'),
    scalars: objectField(contents.header, 'scalars'),
    arrays: contents.arrays,
  };
}
