/**
 * How each function reads its stream. What they share: from the oldest record on, so that what was sent before the first
 * deployment is not lost; one invocation per shard at a time, since order matters; a batch that fails is delivered again,
 * halved, until what cannot be processed stands alone.
 */
import { Duration, Names } from 'aws-cdk-lib';
import { type IStream, StreamConsumer } from 'aws-cdk-lib/aws-kinesis';
import { FilterCriteria, FilterRule, type Function as LambdaFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import {
  KinesisConsumerEventSource,
  KinesisEventSource,
  type KinesisEventSourceProps,
  SqsDlq,
} from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

const COMMON = {
  startingPosition: StartingPosition.TRIM_HORIZON,
  parallelizationFactor: 1,
  bisectBatchOnError: true,
  reportBatchItemFailures: true,
  batchSize: 1_000,
} as const satisfies KinesisEventSourceProps;

/**
 * Each attempt at a record that stands alone is one of these; halving is not. A dependency that fails for minutes is outlasted; a
 * record that cannot be processed holds its shard up for about as long.
 */
const JOIN_ATTEMPTS = 50;
/** A window of drift is hours long: a batch that is missed at times changes no verdict, and is joined and learned all the same. */
const WATCH_ATTEMPTS = 3;
/** Lambda takes no longer age. */
const LONGEST_AGE = Duration.days(7);
/** What is given up on is read once more from the stream, to be buried: it must still be there. */
const TIME_TO_BURY = Duration.hours(6);

function ageLimit(retention: Duration): Duration {
  const seconds = retention.toSeconds() - TIME_TO_BURY.toSeconds();
  return Duration.seconds(Math.min(seconds, LONGEST_AGE.toSeconds()));
}

export interface Failing {
  /** Of the stream. */
  readonly retention: Duration;
  readonly failures: IQueue;
}

export const joinFrom = (fn: LambdaFunction, events: IStream, { retention, failures }: Failing): void =>
  fn.addEventSource(
    new KinesisEventSource(events, {
      ...COMMON,
      retryAttempts: JOIN_ATTEMPTS,
      maxRecordAge: ageLimit(retention),
      onFailure: new SqsDlq(failures),
    }),
  );

export const watchFrom = (fn: LambdaFunction, events: IStream): void =>
  fn.addEventSource(
    new KinesisEventSource(events, {
      ...COMMON,
      maxBatchingWindow: Duration.seconds(60),
      retryAttempts: WATCH_ATTEMPTS,
    }),
  );

export interface LearnFrom extends Failing {
  readonly model: string;
  readonly batchingWindow: Duration;
  /** A pipe of its own, instead of a share of the stream's reading. */
  readonly enhancedFanOut: boolean;
}

/**
 * Not bounded by attempts: a checkpoint that is damaged fails every block, and each would be given up in its turn. So learn stops
 * there, loudly, until somebody mends it, or the blocks grow so old that the stream is about to forget them.
 */
export function learnFrom(fn: LambdaFunction, examples: IStream, learn: LearnFrom): void {
  const props: KinesisEventSourceProps = {
    ...COMMON,
    maxBatchingWindow: learn.batchingWindow,
    maxRecordAge: ageLimit(learn.retention),
    onFailure: new SqsDlq(learn.failures),
    filters: [FilterCriteria.filter({ partitionKey: FilterRule.isEqual(learn.model) })],
  };
  if (!learn.enhancedFanOut) {
    fn.addEventSource(new KinesisEventSource(examples, props));
    return;
  }
  const consumer = new StreamConsumer(fn, 'Consumer', {
    stream: examples,
    // CloudFormation makes up no name for a consumer.
    streamConsumerName: Names.uniqueResourceName(fn, { maxLength: 128 }),
  });
  fn.addEventSource(new KinesisConsumerEventSource(consumer, props));
}
