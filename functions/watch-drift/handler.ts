/**
 * A second reader of the events stream, and a schedule. Batches are counted into windows; every few minutes the schedule compares
 * each model's latest window with its champion, whether anything came or not.
 */
import type { KinesisStreamBatchResponse, KinesisStreamEvent } from 'aws-lambda';
import { dynamo } from '../adapters/aws/clients/dynamo';
import { deployedModels, setting } from '../adapters/aws/deployed';
import { createDynamoDriftWindows } from '../adapters/aws/dynamodb/drift-windows';
import { createEmfMetrics, measured } from '../adapters/aws/emf-metrics';
import { eventRecord, shardOf } from '../adapters/aws/kinesis-records';
import { modelStores } from '../adapters/aws/model-stores';
import { evaluate } from './evaluate';
import { createWatchDrift, observe } from './observe';

/** What the schedule sends. */
interface EvaluateEvent {
  readonly evaluate: true;
}

const models = deployedModels();
const metrics = createEmfMetrics(setting('metricsNamespace'));
const windows = createDynamoDriftWindows({ client: dynamo(), table: setting('recordsTable') });
const watch = createWatchDrift(models, windows);
const stores = new Map(models.map(({ name }) => [name, modelStores(name)]));

export const handler = (event: KinesisStreamEvent | EvaluateEvent): Promise<KinesisStreamBatchResponse> =>
  measured(metrics, async () => {
    if ('Records' in event) await count(event);
    else await evaluateAll();
    return { batchItemFailures: [] };
  });

async function count({ Records: records }: KinesisStreamEvent): Promise<void> {
  const [first] = records;
  if (first !== undefined) await observe(watch, shardOf(first), records.map(eventRecord));
}

/** One model's failure holds no other up, and fails the invocation all the same, so that an alarm sees it. */
async function evaluateAll(): Promise<void> {
  const failures: unknown[] = [];
  for (const declaration of models) {
    try {
      const { heads, objects } = stores.get(declaration.name)!;
      const report = await evaluate({ windows, heads, objects, metrics }, declaration, Date.now());
      // The figures of every feature: the metrics tell the worst alone.
      console.log(JSON.stringify(report));
    } catch (error) {
      failures.push(new Error(`model ${declaration.name}: its drift could not be evaluated`, { cause: error }));
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '));
}
