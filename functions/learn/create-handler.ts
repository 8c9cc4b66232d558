/**
 * Blocks of the examples stream, in order. The session stays warm in the function instance; whatever fails, it is thrown away and
 * the next delivery begins from the head. A block that cannot be read will never be: it goes to the failure queue, since waiting for
 * it would stop the model.
 */
import type { KinesisStreamBatchResponse, KinesisStreamEvent, KinesisStreamRecord } from 'aws-lambda';
import { sqs } from '../adapters/aws/clients/sqs';
import { deployedCode, deployedModel, setting } from '../adapters/aws/deployed';
import { createEmfMetrics, measured } from '../adapters/aws/emf-metrics';
import { giveUp } from '../adapters/aws/failure-queue';
import { bytesOf, shardOf } from '../adapters/aws/kinesis-records';
import { modelStores } from '../adapters/aws/model-stores';
import { openedOnce } from '../adapters/aws/opened-once';
import { decodeBlock } from '../domain/examples/block-codec';
import type { Block } from '../domain/examples/columns';
import type { NeuralFactory } from '../domain/learners/create';
import { noStages } from '../ports/stages';
import { Learning } from './learn';
import { Monitor } from './monitor';

export type LearnHandler = (event: KinesisStreamEvent) => Promise<KinesisStreamBatchResponse>;

/** @param openNeural for a model that declares `neural` */
export function createHandler(openNeural?: () => Promise<NeuralFactory>): LearnHandler {
  const declaration = deployedModel();
  const metrics = createEmfMetrics(setting('metricsNamespace'));
  const monitor = new Monitor(declaration, metrics);

  async function open(): Promise<Learning> {
    const neural = await openNeural?.();
    return new Learning(
      {
        ...modelStores(declaration.name),
        ...deployedCode(),
        clock: { effectiveMs: () => Date.now() },
        stages: noStages,
        onCommit: (commit) => monitor.committed(commit),
        ...(neural === undefined ? {} : { neural }),
      },
      declaration,
    );
  }

  const learning = openedOnce(open);

  return ({ Records: records }) =>
    measured(metrics, async () => {
      const startedMs = performance.now();
      const opened = await learning();
      await opened.learn(await readBlocks(records));
      monitor.learned(await opened.view(), Date.now());
      metrics.put(declaration.name, 'learnMilliseconds', performance.now() - startedMs);
      return { batchItemFailures: [] };
    });

  async function readBlocks(records: readonly KinesisStreamRecord[]): Promise<Block[]> {
    const blocks: Block[] = [];
    for (const record of records) {
      try {
        blocks.push(decodeBlock(bytesOf(record), declaration));
      } catch (error) {
        const { sequenceNumber } = record.kinesis;
        console.error(`model ${declaration.name}: block ${sequenceNumber} cannot be read`, error);
        const shard = shardOf(record);
        const { eventSourceARN: streamArn } = record;
        const given = {
          condition: 'Unreadable',
          attempts: 1,
          streamArn,
          shard,
          from: sequenceNumber,
          to: sequenceNumber,
        };
        await giveUp(sqs(), setting('failureQueue'), given);
      }
    }
    return blocks;
  }
}
