/**
 * Metrics as lines of the log in CloudWatch's embedded metric format: no call and no latency of its own. Values of one model are
 * gathered until `flush`, which the handler calls at the end of an invocation, whatever its end.
 */
import { Metrics as Powertools } from '@aws-lambda-powertools/metrics';
import { METRICS, type MetricName, MODEL_DIMENSION } from '../../contracts/metrics';
import type { Metrics } from '../../ports/metrics';

export interface EmfMetrics extends Metrics {
  /** Writes one line for each model that has values. */
  flush(): void;
}

interface Value {
  readonly name: MetricName;
  readonly value: number;
  readonly detail: Readonly<Record<string, string | number>>;
}

export function createEmfMetrics(namespace: string): EmfMetrics {
  const powertools = new Powertools({ namespace });
  // The model is the only dimension; a service beside it would make another metric of each.
  powertools.clearDefaultDimensions();
  let gathered = new Map<string, Value[]>();
  return {
    put(model, name, value, detail = {}) {
      // CloudWatch has no place for infinities, and a metric must not fail what it measures.
      if (!Number.isFinite(value)) return;
      const values = gathered.get(model) ?? [];
      values.push({ name, value, detail });
      gathered.set(model, values);
    },

    flush() {
      const models = gathered;
      gathered = new Map();
      for (const [model, values] of models) {
        powertools.addDimension(MODEL_DIMENSION, model);
        for (const { name, value, detail } of values) {
          powertools.addMetric(name, METRICS[name], value);
          for (const [key, text] of Object.entries(detail)) powertools.addMetadata(`${name}.${key}`, String(text));
        }
        powertools.publishStoredMetrics();
      }
    },
  };
}

/** Runs an invocation and writes its metrics, also when it fails. */
export async function measured<T>(metrics: EmfMetrics, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    metrics.flush();
  }
}
