/**
 * Columns of several lists of examples as one, in their order. Dictionaries are merged in order of first use, and what no
 * example uses is left out, so that cutting and joining again and again does not make them grow. O(examples + texts).
 */
import type { CategoricalColumn, ExampleColumns } from './columns';

/** @throws RangeError for an empty list: it has no features */
export function concatColumns(list: readonly ExampleColumns[]): ExampleColumns {
  const [first] = list;
  if (first === undefined) throw new RangeError('no columns to join; give at least one');
  if (list.length === 1) return first;
  const count = list.reduce((sum, columns) => sum + columns.count, 0);
  const numbers = (of: (columns: ExampleColumns) => Float64Array): Float64Array =>
    joined(list, of, new Float64Array(count));
  const texts = (of: (columns: ExampleColumns) => CategoricalColumn): CategoricalColumn => merged(list.map(of), count);
  return {
    count,
    categorical: first.categorical.map((_, at) => texts((columns) => columns.categorical[at]!)),
    numeric: first.numeric.map((_, at) => numbers((columns) => columns.numeric[at]!)),
    label: numbers((columns) => columns.label),
    weight: numbers((columns) => columns.weight),
    predictedAtMs: numbers((columns) => columns.predictedAtMs),
    completedAtMs: numbers((columns) => columns.completedAtMs),
    events: joined(list, (columns) => columns.events, new Uint8Array(count)),
    eventId: ([] as string[]).concat(...list.map((columns) => columns.eventId)),
    source: texts((columns) => columns.source),
    version: texts((columns) => columns.version),
    prediction: numbers((columns) => columns.prediction),
    propensity: numbers((columns) => columns.propensity),
  };
}

function joined<A extends Float64Array | Uint8Array>(
  list: readonly ExampleColumns[],
  of: (columns: ExampleColumns) => A,
  into: A,
): A {
  let at = 0;
  for (const columns of list) {
    into.set(of(columns), at);
    at += columns.count;
  }
  return into;
}

function merged(columns: readonly CategoricalColumn[], count: number): CategoricalColumn {
  const codes = new Uint32Array(count);
  const dictionary: string[] = [];
  const known = new Map<string, number>();
  let to = 0;
  for (const column of columns) {
    // New code by old; 0 while not met, and for a missing value, which keeps it.
    const recoded = new Uint32Array(column.dictionary.length + 1);
    for (let i = 0; i < column.codes.length; i++) {
      const code = column.codes[i]!;
      if (code !== 0 && recoded[code] === 0) {
        const text = column.dictionary[code - 1]!;
        const met = known.get(text) ?? dictionary.push(text);
        known.set(text, met);
        recoded[code] = met;
      }
      codes[to++] = recoded[code]!;
    }
  }
  return { dictionary, codes };
}

/** The column with its dictionary in order of first use and nothing unused in it. */
export const compacted = (column: CategoricalColumn): CategoricalColumn => merged([column], column.codes.length);
