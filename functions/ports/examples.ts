import type { Block } from '../domain/examples/columns';

/** The examples stream, as its producer sees it: what `put` has acknowledged is durable and in order for its model. */
export interface ExamplesOut {
  /** The second block of a model is put only after the first is acknowledged. */
  put(block: Block): Promise<void>;
}

/** A block of the stream and the name by which it is trimmed. */
export interface DeliveredBlock {
  readonly id: string;
  readonly block: Block;
}

/** The same stream as its only consumer on this machine sees it. On AWS, Kinesis and its event source mapping stand here. */
export interface ExamplesIn {
  /** The oldest blocks that are not trimmed, in order of their puts, at most `limit`: the same ones again until they are trimmed. */
  next(limit: number): Promise<DeliveredBlock[]>;
  /** Says that a block was learned and committed. A crash may undo it: then the block is given again. */
  trim(id: string): Promise<void>;
}
