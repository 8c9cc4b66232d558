/**
 * One synchronous call of a function, as a mapping makes it, and what it came to. A call that never reaches the function (throttled,
 * no such function) throws: nothing here is meant to meet it.
 */
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';

export interface Invocation {
  readonly functionName: string;
  readonly source: string;
  readonly records: number;
  readonly payloadBytes: number;
  readonly tookMs: number;
  readonly answer: Answer;
}

export type Answer =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: string; readonly requestId: string };

export const functionNameOf = (arn: string): string => arn.split(':')[6] ?? arn;

export async function invoke(
  client: LambdaClient,
  functionArn: string,
  source: string,
  event: { readonly Records: readonly unknown[] },
): Promise<Invocation> {
  const payload = JSON.stringify(event);
  const startedMs = performance.now();
  const answer = await call(client, functionArn, payload);
  return {
    functionName: functionNameOf(functionArn),
    source,
    records: event.Records.length,
    payloadBytes: Buffer.byteLength(payload),
    tookMs: performance.now() - startedMs,
    answer,
  };
}

async function call(client: LambdaClient, functionArn: string, payload: string): Promise<Answer> {
  const { FunctionError, Payload, $metadata } = await client.send(
    new InvokeCommand({ FunctionName: functionArn, InvocationType: 'RequestResponse', Payload: payload }),
  );
  const text = Buffer.from(Payload ?? []).toString('utf8');
  if (FunctionError !== undefined) return { kind: 'failed', error: text, requestId: $metadata.requestId ?? '' };
  return { kind: 'returned', value: text === '' ? null : JSON.parse(text) };
}

const batchItemFailures = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() });

/**
 * The items that a function says it could not process: none is a success, 'all' a complete failure.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html#streams-batchfailurereporting-conditions
 */
export function reportedFailures(value: unknown, known: ReadonlySet<string>): readonly string[] | 'all' {
  // An empty or absent response is a success; one without the list too.
  if (typeof value !== 'object' || value === null) return [];
  const parsed = batchItemFailures.safeParse(value);
  if (!parsed.success) return 'all';
  const items = (parsed.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return items.every((item) => known.has(item)) ? items : 'all';
}
