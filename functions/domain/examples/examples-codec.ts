/**
 * Examples as one object, and back: every value as it was, to the bit. The features' names and kinds are in it, so that
 * examples written under one declaration are read under another by name: a feature that the object does not have is missing
 * everywhere, one that is no longer declared is left out. O(examples x features).
 */
import type { ModelDeclaration } from '../../contracts/declaration';
import { decodeContainer, encodeContainer } from '../checkpoint/container';
import { expectKind, type JsonObject, numberField, textsField } from '../checkpoint/json-fields';
import { type FeatureNames, featureNames } from '../features/plan';
import { ColumnReader, ColumnWriter } from './column-store';
import type { CategoricalColumn, ExampleColumns } from './columns';
import { asCategories } from './other-kind';

export const EXAMPLES_FORMAT = 1;
const KIND = 'examples';

type Declared = Pick<ModelDeclaration, 'features'>;

/** `columns` were made under `declaration`. */
export function encodeExamples(columns: ExampleColumns, declaration: Declared): Uint8Array {
  const writer = new ColumnWriter();
  writeExamples(writer, columns);
  return encodeContainer({ header: headerOf(KIND, columns, declaration, writer), arrays: writer.arrays });
}

/** @throws CheckpointDamaged, CheckpointTooNew */
export function decodeExamples(bytes: Uint8Array, declaration: Declared): ExampleColumns {
  const contents = decodeContainer(bytes);
  expectKind(contents.header, KIND, EXAMPLES_FORMAT);
  return readExamples(new ColumnReader(contents), contents.header, declaration);
}

/** The header of an object that holds examples, of whatever kind it is. */
export function headerOf(kind: string, { count }: ExampleColumns, declaration: Declared, writer: ColumnWriter) {
  const { categorical, numeric } = featureNames(declaration);
  return {
    kind,
    format: EXAMPLES_FORMAT,
    count,
    categorical,
    numeric,
    ...writer.header(),
  };
}

export function writeExamples(writer: ColumnWriter, columns: ExampleColumns): void {
  for (const [at, column] of columns.categorical.entries()) writer.categories(`categorical.${at}`, column);
  for (const [at, column] of columns.numeric.entries()) writer.numbers(`numeric.${at}`, column);
  writer.numbers('label', columns.label);
  writer.numbers('weight', columns.weight);
  writer.numbers('predictedAtMs', columns.predictedAtMs);
  writer.numbers('completedAtMs', columns.completedAtMs);
  writer.numbers('events', columns.events);
  writer.texts('eventId', columns.eventId);
  writer.categories('source', columns.source);
  writer.categories('version', columns.version);
  writer.numbers('prediction', columns.prediction);
  writer.numbers('propensity', columns.propensity);
}

export function readExamples(reader: ColumnReader, header: JsonObject, declaration: Declared): ExampleColumns {
  const count = numberField(header, 'count');
  const stored = { categorical: textsField(header, 'categorical'), numeric: textsField(header, 'numeric') };
  const wanted = featureNames(declaration);
  const numbers = (name: string) => reader.numbers(name, count, new Float64Array(count));
  return {
    count,
    categorical: wanted.categorical.map((name) => categoriesOf(reader, stored, name, count)),
    numeric: wanted.numeric.map((name) => numbersOf(reader, stored, name, count)),
    label: numbers('label'),
    weight: numbers('weight'),
    predictedAtMs: numbers('predictedAtMs'),
    completedAtMs: numbers('completedAtMs'),
    events: reader.numbers('events', count, new Uint8Array(count)),
    eventId: reader.texts('eventId', count),
    source: reader.categories('source', count),
    version: reader.categories('version', count),
    prediction: numbers('prediction'),
    propensity: numbers('propensity'),
  };
}

function categoriesOf(reader: ColumnReader, stored: FeatureNames, name: string, count: number): CategoricalColumn {
  const at = stored.categorical.indexOf(name);
  if (at >= 0) return reader.categories(`categorical.${at}`, count);
  const other = stored.numeric.indexOf(name);
  if (other >= 0) return asCategories(reader.numbers(`numeric.${other}`, count, new Float64Array(count)));
  return { dictionary: [], codes: new Uint32Array(count) };
}

/** A stored category is no number: missing, as what is not stored. */
function numbersOf(reader: ColumnReader, stored: FeatureNames, name: string, count: number): Float64Array {
  const at = stored.numeric.indexOf(name);
  const values = new Float64Array(count);
  return at >= 0 ? reader.numbers(`numeric.${at}`, count, values) : values.fill(Number.NaN);
}
