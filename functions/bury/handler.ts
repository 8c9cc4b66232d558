/** The queue of what Lambda, or a function, gave up on. A message that cannot be dealt with stays in the queue. */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { kinesis } from '../adapters/aws/clients/kinesis';
import { deployedModels, setting } from '../adapters/aws/deployed';
import { createEmfMetrics, measured } from '../adapters/aws/emf-metrics';
import { parseGivenUp } from '../adapters/aws/failure-queue';
import { joiningPorts } from '../adapters/aws/joining-ports';
import { readRange } from '../adapters/aws/kinesis-read';
import { textOf } from '../adapters/aws/kinesis-records';
import { bury } from './bury';

const models = deployedModels();
const metrics = createEmfMetrics(setting('metricsNamespace'));
const deps = { models, ...joiningPorts(models) };

export const handler = ({ Records: messages }: SQSEvent): Promise<SQSBatchResponse> =>
  measured(metrics, async () => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const { messageId, body } of messages) {
      try {
        await buryOne(body);
      } catch (error) {
        console.error('a failed batch could not be buried; it stays in the queue', error);
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  });

async function buryOne(body: string): Promise<void> {
  const given = parseGivenUp(body);
  const stream = given.streamArn.endsWith(`/${setting('examplesStream')}`) ? 'examples' : 'events';
  const read = await readRange(kinesis(), given);
  if (read.length === 0) throw new Error(`${given.shard} ${given.from}..${given.to}: the stream no longer holds them`);
  const records = read.map((record) => ({ ...record, text: textOf(record.bytes) }));
  const buried = await bury(deps, { ...given, stream, records });
  for (const [model, letters] of Object.entries(buried)) {
    metrics.put(model === '' ? 'unknown' : model, 'buried', letters);
  }
}
