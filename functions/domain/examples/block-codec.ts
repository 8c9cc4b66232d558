/** A block as one object, and back: its examples (examples-codec.ts), where they come from, and their sequence numbers. */
import type { ModelDeclaration } from '../../contracts/declaration';
import { decodeContainer, encodeContainer } from '../checkpoint/container';
import { expectKind, textField } from '../checkpoint/json-fields';
import { ColumnReader, ColumnWriter } from './column-store';
import type { Block } from './columns';
import { EXAMPLES_FORMAT, headerOf, readExamples, writeExamples } from './examples-codec';

const KIND = 'block';
const SEQUENCE = 'sequence';

/** The examples of `block` were made under `declaration`. O(examples x features). */
export function encodeBlock(block: Block, declaration: Pick<ModelDeclaration, 'features'>): Uint8Array {
  const { model, origin, sequence, examples } = block;
  const writer = new ColumnWriter();
  writeExamples(writer, examples);
  writer.texts(SEQUENCE, sequence);
  const header = headerOf(KIND, examples, declaration, writer);
  return encodeContainer({ header: { ...header, model, origin }, arrays: writer.arrays });
}

/** @throws CheckpointDamaged, CheckpointTooNew */
export function decodeBlock(bytes: Uint8Array, declaration: Pick<ModelDeclaration, 'features'>): Block {
  const contents = decodeContainer(bytes);
  const { header } = contents;
  expectKind(header, KIND, EXAMPLES_FORMAT);
  const reader = new ColumnReader(contents);
  const examples = readExamples(reader, header, declaration);
  return {
    model: textField(header, 'model'),
    origin: textField(header, 'origin'),
    sequence: reader.texts(SEQUENCE, examples.count),
    examples,
  };
}
