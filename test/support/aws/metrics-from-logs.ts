/**
 * CloudWatch makes metrics of log lines in the embedded metric format; the emulator does not. So this reads what functions have
 * logged since the last time, and the values that the lines describe.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * One call per log group. The emulator writes an invocation's lines before it answers the call, so nothing is missed after an
 * invocation.
 */
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { Emulator } from './emulator';

export interface PublishedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  readonly atMs: number;
}

export interface MetricsFromLogs {
  /** What is new since the last call, in order of the log lines of each function. */
  read(): Promise<readonly PublishedMetric[]>;
  close(): void;
}

/** What of a line says that it is metrics; a quoted term matches anywhere. */
const MARK = '"CloudWatchMetrics"';

const embedded = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});

export function createMetricsFromLogs(emulator: Emulator): MetricsFromLogs {
  const logs = new CloudWatchLogsClient(emulator.client);
  const lambda = new LambdaClient(emulator.client);
  /** The latest time read of each group, and the streams with lines of that time that were read: one stream is one invocation. */
  const read = new Map<string, { readonly upToMs: number; readonly streams: ReadonlySet<string> }>();

  const groups = async (): Promise<string[]> => {
    const names = new Set<string>();
    for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {})) {
      for (const { FunctionName, LoggingConfig } of Functions) {
        names.add(LoggingConfig?.LogGroup ?? `/aws/lambda/${FunctionName}`);
      }
    }
    return [...names];
  };

  const newLines = async (logGroupName: string): Promise<string[]> => {
    const before = read.get(logGroupName);
    const lines: string[] = [];
    let upToMs = before?.upToMs ?? 0;
    let streams = new Set(before?.streams);
    for (const { timestamp = 0, logStreamName = '', message = '' } of await eventsSince(logs, logGroupName, upToMs)) {
      if (before?.upToMs === timestamp && before.streams.has(logStreamName)) continue;
      if (timestamp > upToMs) streams = new Set();
      upToMs = timestamp;
      streams.add(logStreamName);
      lines.push(message);
    }
    read.set(logGroupName, { upToMs, streams });
    return lines;
  };

  return {
    async read() {
      const lines = await Promise.all((await groups()).map(newLines));
      return lines.flat().flatMap(valuesIn);
    },

    close() {
      for (const client of [logs, lambda]) client.destroy();
    },
  };
}

async function eventsSince(client: CloudWatchLogsClient, logGroupName: string, startTime: number) {
  try {
    const { events = [] } = await client.send(
      new FilterLogEventsCommand({ logGroupName, startTime, filterPattern: MARK }),
    );
    return events;
  } catch (error) {
    // A function that was never called has logged nothing.
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
}

function valuesIn(line: string): PublishedMetric[] {
  const document: unknown = JSON.parse(line.slice(line.indexOf('{')));
  const { _aws, ...fields } = embedded.parse(document);
  return _aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name }) =>
      [fields[Name]].flat().flatMap((value) =>
        Dimensions.map((names) => ({
          namespace: Namespace,
          name: Name,
          dimensions: Object.fromEntries(names.map((name) => [name, String(fields[name])])),
          value: z.number().parse(value),
          atMs: _aws.Timestamp,
        })),
      ),
    ),
  );
}
