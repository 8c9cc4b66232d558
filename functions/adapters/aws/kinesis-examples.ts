/**
 * The examples stream on Kinesis. A block is one record, partitioned by model, or several where it is too large for one. Each is
 * put after the one before it was acknowledged, and names it, so that the shard's order is the order of the puts
 * (SequenceNumberForOrdering: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html): a block that came
 * after its successor would look as if it had been learned. A shard that takes no more for now makes the caller wait, and after half
 * a minute fail: then its batch is delivered again.
 */
import { type KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import type { ModelDeclaration } from '../../contracts/declaration';
import type { Block } from '../../domain/examples/columns';
import type { ExamplesOut } from '../../ports/examples';
import { oneAtATime } from '../one-at-a-time';
import { partsOf, RECORD_BYTES_MAX } from './block-parts';
import { type Backoff, jittered } from './dynamodb/backoff';
import { passes } from './kinesis-passes';
import { tryAgain } from './try-again';

export interface KinesisExamplesOptions {
  readonly client: KinesisClient;
  readonly stream: string;
  /** Of all models whose blocks are put. */
  readonly declarations: readonly Pick<ModelDeclaration, 'name' | 'features'>[];
  /** @default jittered */
  readonly backoff?: Backoff;
}

/** With room for the partition key. */
const PART_BYTES_MAX = RECORD_BYTES_MAX - 1024;

export function createKinesisExamples(options: KinesisExamplesOptions): ExamplesOut {
  const { client, stream, declarations, backoff = jittered } = options;
  const byName = new Map(declarations.map((declaration) => [declaration.name, declaration]));
  const inOrder = oneAtATime();
  /** The last acknowledged record, by model. */
  const acknowledged = new Map<string, string>();

  async function putRecord(model: string, bytes: Uint8Array): Promise<void> {
    const { SequenceNumber } = await tryAgain(backoff, passes, () =>
      client.send(
        new PutRecordCommand({
          StreamName: stream,
          PartitionKey: model,
          Data: bytes,
          SequenceNumberForOrdering: acknowledged.get(model),
        }),
      ),
    );
    if (SequenceNumber !== undefined) acknowledged.set(model, SequenceNumber);
  }

  return {
    put(block: Block) {
      return inOrder(async () => {
        const declaration = byName.get(block.model);
        if (declaration === undefined)
          throw new Error(`the examples stream was opened without the model ${block.model}; pass its declaration`);
        for (const bytes of partsOf(block, declaration, PART_BYTES_MAX)) await putRecord(block.model, bytes);
      });
    },
  };
}
