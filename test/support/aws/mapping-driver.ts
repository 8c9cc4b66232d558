/**
 * Delivers records to functions as AWS's event source mappings do. The emulator's own mappings drop what AWS would keep: they
 * take a partial batch response for a success, and know no bisecting, no limit of retries, no on-failure queue and no batching
 * window. So this driver reads the mappings as they are deployed, switches them off in the emulator, and does their work.
 *
 * Shards and queues are read side by side, a shard's batches one after the other. No time passes in it: retries follow at once,
 * and a batching window counts as run out when nothing else is left to do.
 */
import { KinesisClient, ListShardsCommand } from '@aws-sdk/client-kinesis';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Emulator } from './emulator';
import type { Consumer, StepOptions } from './mapping/consumer';
import { type StreamMapping, takeMappings } from './mapping/deployed-mapping';
import type { FailedBatch } from './mapping/failed-batch';
import type { Invocation } from './mapping/invocation';
import { createQueueConsumer } from './mapping/queue-consumer';
import { type ConsumerDeps, createShardConsumer } from './mapping/shard-consumer';

export interface Blocked {
  readonly name: string;
  readonly reason: string;
}

export interface MappingDriver {
  /**
   * Runs until every mapping has caught up with its source and nothing is left to retry.
   *
   * @returns those that get no further: their first batch fails again and again, and they may retry it for ever. The next call
   * tries them anew.
   */
  drain(): Promise<readonly Blocked[]>;
  /**
   * One look at every shard and queue, with at most one invocation for each.
   *
   * @returns whether anything was done
   */
  step(options?: StepOptions): Promise<boolean>;
  /** All so far. */
  readonly invocations: readonly Invocation[];
  /** Batches given up so far, whether a queue was told or not. */
  readonly givenUp: readonly FailedBatch[];
  close(): void;
}

export interface DriverOptions {
  /** For records' age and batching windows. @default the wall clock */
  readonly nowMs?: () => number;
  /** In place of a larger number of attempts that is deployed: on AWS minutes pass between them. @default as deployed */
  readonly retriesAtMost?: number;
}

/** Switches the deployed mappings off; do this before anything is sent. */
export async function createMappingDriver(
  emulator: Emulator,
  { nowMs = Date.now, retriesAtMost = Number.POSITIVE_INFINITY }: DriverOptions = {},
): Promise<MappingDriver> {
  // A call that is sent twice would be two invocations.
  const lambda = new LambdaClient({ ...emulator.client, maxAttempts: 1 });
  const kinesis = new KinesisClient(emulator.client);
  const sqs = new SQSClient(emulator.client);
  const invocations: Invocation[] = [];
  const givenUp: FailedBatch[] = [];
  const deps: ConsumerDeps = {
    lambda,
    kinesis,
    sqs,
    nowMs,
    onInvocation: (invocation) => invocations.push(invocation),
    onGivenUp: (batch) => givenUp.push(batch),
  };
  const consumers = new Map<string, Consumer>();

  const impatient = (mapping: StreamMapping): StreamMapping =>
    mapping.maxRetries === Number.POSITIVE_INFINITY
      ? mapping
      : { ...mapping, maxRetries: Math.min(mapping.maxRetries, retriesAtMost) };

  /** Mappings and shards may have come since the last time. */
  const refresh = async (): Promise<void> => {
    for (const mapping of await takeMappings(lambda)) {
      if (mapping.kind === 'queue') {
        if (!consumers.has(mapping.id)) consumers.set(mapping.id, createQueueConsumer(deps, mapping));
        continue;
      }
      for (const shard of await shardsOf(kinesis, mapping.streamArn)) {
        const key = `${mapping.id} ${shard}`;
        if (!consumers.has(key)) consumers.set(key, createShardConsumer(deps, impatient(mapping), shard));
      }
    }
  };

  const stepOf = async (selected: readonly Consumer[], options: StepOptions): Promise<boolean> =>
    (await Promise.all(selected.map((consumer) => consumer.step(options)))).some(Boolean);

  const unblocked = (): Consumer[] => [...consumers.values()].filter(({ blockedBy }) => blockedBy === null);

  await refresh();
  return {
    invocations,
    givenUp,

    async step(options = { isPatient: false }) {
      await refresh();
      return stepOf([...consumers.values()], options);
    },

    async drain() {
      await refresh();
      // Those that were blocked get their chance, too.
      await stepOf([...consumers.values()], { isPatient: true });
      for (;;) {
        if (await stepOf(unblocked(), { isPatient: true })) continue;
        if (!(await stepOf(unblocked(), { isPatient: false }))) break;
      }
      return [...consumers.values()].flatMap(({ name, blockedBy }) =>
        blockedBy === null ? [] : [{ name, reason: blockedBy }],
      );
    },

    close() {
      for (const client of [lambda, kinesis, sqs]) client.destroy();
    },
  };
}

async function shardsOf(client: KinesisClient, StreamARN: string): Promise<string[]> {
  const shards: string[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await client.send(new ListShardsCommand(NextToken === undefined ? { StreamARN } : { NextToken }));
    for (const { ShardId = '', ParentShardId } of answer.Shards ?? []) {
      // A shard's children are read after it: the driver would have to know when it has ended.
      if (ParentShardId !== undefined) throw new Error(`${ShardId} came of resharding, which the driver does not know`);
      shards.push(ShardId);
    }
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  return shards;
}
