/** The stores of one model, as its functions are given them. */

import { archivePrefix, checkpointsPrefix, recordsPrefix } from '../../contracts/object-keys';
import type { Heads } from '../../ports/heads';
import type { Objects } from '../../ports/objects';
import { dynamo } from './clients/dynamo';
import { s3 } from './clients/s3';
import { setting } from './deployed';
import { createDynamoHeads } from './dynamodb/heads';
import { createS3Objects } from './s3-objects';

export interface ModelStores {
  readonly heads: Heads;
  /** Checkpoints and workspaces. */
  readonly objects: Objects;
  /** Learned examples. */
  readonly archive: Objects;
}

const WARM_BYTES = 64 * 2 ** 20;

export function modelStores(model: string): ModelStores {
  const bucket = setting('objectsBucket');
  const objects = (prefix: string, cacheBytes = 0): Objects =>
    createS3Objects({ client: s3(), bucket, prefix, cacheBytes });
  return {
    heads: createDynamoHeads({
      client: dynamo(),
      table: setting('recordsTable'),
      spill: (name) => objects(recordsPrefix(name)),
    }),
    objects: objects(checkpointsPrefix(model), WARM_BYTES),
    archive: objects(archivePrefix(model)),
  };
}
