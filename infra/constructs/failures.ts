import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../../functions/contracts/environment';

/** Longer than SQS keeps a message cannot be: the records themselves are in the stream no longer. */
const KEPT = Duration.days(14);
const ATTEMPTS = 5;
/** Of a message that is being worked on: six times the time of the function, as Lambda advises. */
const HIDDEN = Duration.minutes(6);

/**
 * What Lambda gave up on, batch by batch. The messages say where the records are, not what they hold; `bury` reads those, and what it
 * cannot bury stays in `unburied`, where an alarm looks.
 */
export class Failures extends Construct {
  readonly queue: Queue;
  readonly unburied: Queue;

  constructor(scope: Construct, id: string, { key }: { readonly key: IKey | undefined }) {
    super(scope, id);
    const common = {
      enforceSSL: true,
      retentionPeriod: KEPT,
      ...(key === undefined
        ? { encryption: QueueEncryption.SQS_MANAGED }
        : { encryption: QueueEncryption.KMS, encryptionMasterKey: key }),
    };
    this.unburied = new Queue(this, 'Unburied', common);
    this.queue = new Queue(this, 'Queue', {
      ...common,
      visibilityTimeout: HIDDEN,
      deadLetterQueue: { queue: this.unburied, maxReceiveCount: ATTEMPTS },
    });
  }

  buriedBy(fn: LambdaFunction): void {
    fn.addEventSource(new SqsEventSource(this.queue, { batchSize: 10, reportBatchItemFailures: true }));
  }

  /** For a function that gives up by its own judgement. */
  grantGiveUp(fn: LambdaFunction): void {
    this.queue.grantSendMessages(fn);
    fn.addEnvironment(ENVIRONMENT.failureQueue, this.queue.queueUrl);
  }
}
