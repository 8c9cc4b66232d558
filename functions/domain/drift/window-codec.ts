/** A window as one container (checkpoint/container.ts), some kilobytes for a dozen features. O(bins). */
import { decodeContainer, encodeContainer } from '../checkpoint/container';
import { expectKind, numberField, textField, textsField } from '../checkpoint/json-fields';
import { ColumnReader, ColumnWriter } from '../examples/column-store';
import { readSketches, writeSketches } from './sketch-codec';
import type { Window } from './window';

const KIND = 'drift-window';
const FORMAT = 1;

export function encodeWindow({ featuresHash, served, features, predictions }: Window): Uint8Array {
  const writer = new ColumnWriter();
  writeSketches(writer, 'categorical', features.categorical);
  writeSketches(writer, 'numeric', features.numeric);
  writeSketches(writer, 'predictions', [...predictions.values()]);
  const counts = { categorical: features.categorical.length, numeric: features.numeric.length };
  const header = { kind: KIND, format: FORMAT, featuresHash, served, ...counts, versions: [...predictions.keys()] };
  return encodeContainer({ header: { ...header, ...writer.header() }, arrays: writer.arrays });
}

/** @throws CheckpointDamaged, CheckpointTooNew */
export function decodeWindow(bytes: Uint8Array): Window {
  const contents = decodeContainer(bytes);
  const { header } = contents;
  expectKind(header, KIND, FORMAT);
  const reader = new ColumnReader(contents);
  const versions = textsField(header, 'versions');
  const predictions = readSketches(reader, 'predictions', 'numeric', versions.length);
  return {
    featuresHash: textField(header, 'featuresHash'),
    served: numberField(header, 'served'),
    features: {
      categorical: readSketches(reader, 'categorical', 'categorical', numberField(header, 'categorical')),
      numeric: readSketches(reader, 'numeric', 'numeric', numberField(header, 'numeric')),
    },
    predictions: new Map(versions.map((version, at) => [version, predictions[at]!])),
  };
}
