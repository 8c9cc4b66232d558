/**
 * Batches of the events stream, one shard at a time and in order. A batch is joined as a whole or fails as a whole: then Lambda
 * delivers it again, halved, until what cannot be processed stands alone and goes to the failure queue.
 */
import type { KinesisStreamBatchResponse, KinesisStreamEvent } from 'aws-lambda';
import { deployedModels, setting } from '../adapters/aws/deployed';
import { createEmfMetrics, measured } from '../adapters/aws/emf-metrics';
import { joiningPorts } from '../adapters/aws/joining-ports';
import { eventRecord, shardOf } from '../adapters/aws/kinesis-records';
import { createJoinLabels, type Joined, joinLabels } from './join-labels';

const models = deployedModels();
const metrics = createEmfMetrics(setting('metricsNamespace'));
const join = createJoinLabels(models, joiningPorts(models));

export const handler = ({ Records: records }: KinesisStreamEvent): Promise<KinesisStreamBatchResponse> =>
  measured(metrics, async () => {
    const [first] = records;
    if (first === undefined) return { batchItemFailures: [] };
    report(await joinLabels(join, shardOf(first), records.map(eventRecord)));
    return { batchItemFailures: [] };
  });

function report(joined: Joined): void {
  for (const [model, { accepted, rejected, late, duplicates, released }] of Object.entries(joined)) {
    const name = model === '' ? 'unknown' : model;
    metrics.put(name, 'eventsAccepted', accepted);
    metrics.put(name, 'eventsRejected', rejected);
    metrics.put(name, 'eventsLate', late);
    metrics.put(name, 'eventsDuplicate', duplicates);
    metrics.put(name, 'examplesReleased', released);
  }
}
