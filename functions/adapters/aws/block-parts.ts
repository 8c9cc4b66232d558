/**
 * A block as records of a stream, none too large: cut in halves, by examples, until each fits. Parts are blocks of their own, in
 * order. O(bytes x log parts).
 */
import type { ModelDeclaration } from '../../contracts/declaration';
import { encodeBlock } from '../../domain/examples/block-codec';
import type { Block } from '../../domain/examples/columns';
import { sliceColumns } from '../../domain/examples/slice';

/** Kinesis takes 1 MiB, partition key included. */
export const RECORD_BYTES_MAX = 2 ** 20;

/** @throws when a single example is larger than a record can be */
export function* partsOf(
  block: Block,
  declaration: Pick<ModelDeclaration, 'features'>,
  mostBytes: number,
): Generator<Uint8Array> {
  const bytes = encodeBlock(block, declaration);
  const { model, examples } = block;
  if (bytes.length <= mostBytes) {
    yield bytes;
  } else if (examples.count > 1) {
    const middle = examples.count >> 1;
    yield* partsOf(sliceBlock(block, 0, middle), declaration, mostBytes);
    yield* partsOf(sliceBlock(block, middle, examples.count), declaration, mostBytes);
  } else {
    throw new Error(
      `an example of ${model} takes ${bytes.length} bytes; a record holds ${mostBytes}: send shorter features`,
    );
  }
}

const sliceBlock = ({ sequence, examples, ...block }: Block, from: number, to: number): Block => ({
  ...block,
  sequence: sequence.slice(from, to),
  examples: sliceColumns(examples, from, to),
});
