/**
 * What a function's invocations come to in its log: how many, how long they are billed, how much is written. The emulator logs as
 * Lambda does, with a line of START, END and REPORT for each invocation; its milliseconds are those of this machine, and count the
 * emulator's own work for an invocation.
 */
import {
  CloudWatchLogsClient,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Emulator } from './emulator';

export interface Logged {
  readonly invocations: number;
  readonly milliseconds: number;
  readonly bytesLogged: number;
}

export interface LogMeter {
  /** Since the last time, or since the meter was made. */
  take(): Promise<Logged>;
  close(): void;
}

/** CloudWatch bills them for each line: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const LINE_BYTES = 26;
const BILLED = /^REPORT RequestId.*Billed Duration: (\d+) ms/;

export async function meterLog(emulator: Emulator, functionName: string): Promise<LogMeter> {
  const logs = new CloudWatchLogsClient(emulator.client);
  const lambda = new LambdaClient(emulator.client);
  const { LoggingConfig } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const logGroupName = LoggingConfig?.LogGroup ?? `/aws/lambda/${functionName}`;

  const total = async (): Promise<Logged> => {
    let [invocations, milliseconds, bytesLogged] = [0, 0, 0];
    for (const line of await linesOf(logs, logGroupName)) {
      bytesLogged += Buffer.byteLength(line) + LINE_BYTES;
      const [, billed] = BILLED.exec(line) ?? [];
      if (billed === undefined) continue;
      invocations += 1;
      milliseconds += Number(billed);
    }
    return { invocations, milliseconds, bytesLogged };
  };

  let before = await total();
  return {
    async take() {
      const after = await total();
      const taken = {
        invocations: after.invocations - before.invocations,
        milliseconds: after.milliseconds - before.milliseconds,
        bytesLogged: after.bytesLogged - before.bytesLogged,
      };
      before = after;
      return taken;
    },
    close() {
      for (const client of [logs, lambda]) client.destroy();
    },
  };
}

async function linesOf(client: CloudWatchLogsClient, logGroupName: string): Promise<string[]> {
  const lines: string[] = [];
  try {
    for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName }))
      lines.push(...events.map(({ message = '' }) => message));
  } catch (error) {
    // A function that was never called has logged nothing.
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return lines;
}
