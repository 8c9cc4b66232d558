/** A baseline as arrays of a checkpoint, below `baseline/`, and what its header says of them. O(bins). */
import type { JsonObject } from '../checkpoint/json-fields';
import { ColumnReader, ColumnWriter } from '../examples/column-store';
import type { Encoding } from '../features/encoding';
import { featureNames } from '../features/plan';
import type { StateArray } from '../state/saved-state';
import type { Baseline } from './baseline';
import { readSketches, writeSketches } from './sketch-codec';

const BELOW = 'baseline/';
const OUTCOMES = 6;

type Arrays = Readonly<Record<string, StateArray>>;

export function baselineArrays({ features, predictions, outcomes }: Baseline): {
  readonly header: JsonObject;
  readonly arrays: Arrays;
} {
  const writer = new ColumnWriter();
  writeSketches(writer, `${BELOW}categorical`, features.categorical);
  writeSketches(writer, `${BELOW}numeric`, [...features.numeric, predictions]);
  const { examples, weight, predicted, outcome, losses } = outcomes;
  writer.numbers(`${BELOW}outcomes`, Float64Array.of(examples, weight, predicted, outcome, ...losses));
  return { header: writer.header(), arrays: writer.arrays };
}

/** @throws CheckpointDamaged */
export function readBaseline(header: JsonObject, arrays: Arrays, encoding: Encoding): Baseline {
  const reader = new ColumnReader({ header, arrays });
  const names = featureNames(encoding);
  const categorical = readSketches(reader, `${BELOW}categorical`, 'categorical', names.categorical.length);
  const numeric = readSketches(reader, `${BELOW}numeric`, 'numeric', names.numeric.length + 1);
  const [examples, weight, predicted, outcome, first, second] = reader.numbers(
    `${BELOW}outcomes`,
    OUTCOMES,
    new Float64Array(OUTCOMES),
  );
  return {
    features: { categorical, numeric: numeric.slice(0, -1) },
    predictions: numeric.at(-1)!,
    outcomes: {
      examples: examples!,
      weight: weight!,
      predicted: predicted!,
      outcome: outcome!,
      losses: [first!, second!],
    },
  };
}

/** The arrays of the learner's own state, which stand beside. */
export const withoutBaseline = (arrays: Arrays): Arrays =>
  Object.fromEntries(Object.entries(arrays).filter(([name]) => !name.startsWith(BELOW)));
