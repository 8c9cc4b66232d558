/** The event source mappings as they are deployed, with every setting that decides how records reach a function. */
import {
  type EventSourceMappingConfiguration,
  type LambdaClient,
  paginateListEventSourceMappings,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';

export interface StreamMapping {
  readonly kind: 'stream';
  readonly id: string;
  readonly functionArn: string;
  /** The stream, or a consumer of it with a pipe of its own, which delivers no other records. */
  readonly sourceArn: string;
  readonly streamArn: string;
  readonly batchSize: number;
  readonly batchingWindowMs: number;
  readonly start: 'TRIM_HORIZON' | 'LATEST' | { readonly atMs: number };
  readonly patterns: readonly string[];
  readonly bisects: boolean;
  readonly reportsItemFailures: boolean;
  /** Infinity: until the record expires. */
  readonly maxRetries: number;
  readonly maxRecordAgeMs: number;
  readonly failureQueueArn: string | null;
}

export interface QueueMapping {
  readonly kind: 'queue';
  readonly id: string;
  readonly functionArn: string;
  readonly sourceArn: string;
  readonly batchSize: number;
  readonly reportsItemFailures: boolean;
}

export type DeployedMapping = StreamMapping | QueueMapping;

/** AWS's defaults: https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html */
const STREAM_BATCH = 100;
const QUEUE_BATCH = 10;

/** All that are deployed now; the emulator itself delivers nothing for them from here on. */
export async function takeMappings(client: LambdaClient): Promise<DeployedMapping[]> {
  const mappings: DeployedMapping[] = [];
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client }, {})) {
    for (const configuration of EventSourceMappings) {
      mappings.push(parse(configuration));
      if (configuration.State === 'Disabled') continue;
      await client.send(new UpdateEventSourceMappingCommand({ UUID: configuration.UUID, Enabled: false }));
    }
  }
  return mappings;
}

function parse(configuration: EventSourceMappingConfiguration): DeployedMapping {
  const { UUID, FunctionArn, EventSourceArn, BatchSize, FunctionResponseTypes = [] } = configuration;
  if (UUID === undefined || FunctionArn === undefined || EventSourceArn === undefined) {
    throw new Error(`a mapping without id, function or source: ${JSON.stringify(configuration)}`);
  }
  const service = EventSourceArn.split(':')[2];
  const common = {
    id: UUID,
    functionArn: FunctionArn,
    sourceArn: EventSourceArn,
    reportsItemFailures: FunctionResponseTypes.includes('ReportBatchItemFailures'),
  };
  if (service === 'sqs') return { kind: 'queue', ...common, batchSize: BatchSize ?? QUEUE_BATCH };
  if (service !== 'kinesis') throw new Error(`the mapping driver does not know the source ${EventSourceArn}`);
  refuseUnknown(configuration);
  return {
    kind: 'stream',
    ...common,
    streamArn: EventSourceArn.split('/consumer/')[0]!,
    batchSize: BatchSize ?? STREAM_BATCH,
    batchingWindowMs: (configuration.MaximumBatchingWindowInSeconds ?? 0) * 1000,
    start: startOf(configuration),
    patterns: (configuration.FilterCriteria?.Filters ?? []).flatMap(({ Pattern }) => Pattern ?? []),
    bisects: configuration.BisectBatchOnFunctionError ?? false,
    maxRetries: bounded(configuration.MaximumRetryAttempts),
    maxRecordAgeMs: bounded(configuration.MaximumRecordAgeInSeconds) * 1000,
    failureQueueArn: configuration.DestinationConfig?.OnFailure?.Destination ?? null,
  };
}

/** Absent and -1 are both "until the record expires". */
const bounded = (setting: number | undefined): number =>
  setting === undefined || setting === -1 ? Number.POSITIVE_INFINITY : setting;

function startOf({
  StartingPosition,
  StartingPositionTimestamp,
}: EventSourceMappingConfiguration): StreamMapping['start'] {
  if (StartingPosition === 'TRIM_HORIZON' || StartingPosition === 'LATEST') return StartingPosition;
  if (StartingPosition === 'AT_TIMESTAMP' && StartingPositionTimestamp !== undefined) {
    return { atMs: StartingPositionTimestamp.getTime() };
  }
  throw new Error(`a mapping on a stream has a starting position, got ${StartingPosition}`);
}

/** What would change the delivery, and is not done here. */
function refuseUnknown({ ParallelizationFactor, TumblingWindowInSeconds }: EventSourceMappingConfiguration): void {
  if ((ParallelizationFactor ?? 1) !== 1) throw new Error('the mapping driver delivers one batch of a shard at a time');
  if ((TumblingWindowInSeconds ?? 0) !== 0) throw new Error('the mapping driver knows no tumbling windows');
}
