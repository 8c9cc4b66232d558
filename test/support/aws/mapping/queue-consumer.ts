/**
 * One queue for one mapping: messages of a batch that succeeded are deleted, the others become visible again, and the queue's own
 * redrive policy moves them away after its number of receives.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 *
 * On AWS they become visible when their visibility timeout ends; here at once, since nothing waits for time.
 */
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { type Consumer, FAILURES_UNTIL_BLOCKED } from './consumer';
import type { QueueMapping } from './deployed-mapping';
import { functionNameOf, invoke, reportedFailures } from './invocation';
import type { ConsumerDeps } from './shard-consumer';

/** Of one ReceiveMessage. */
const MAX_MESSAGES = 10;

export function createQueueConsumer(
  { sqs, lambda, onInvocation }: Pick<ConsumerDeps, 'sqs' | 'lambda' | 'onInvocation'>,
  mapping: QueueMapping,
): Consumer {
  const queue = mapping.sourceArn.split(':')[5] ?? '';
  const name = `${functionNameOf(mapping.functionArn)} of ${queue}`;
  let url: string | undefined;
  let failuresInARow = 0;
  let blockedBy: string | null = null;

  const receive = async (): Promise<Message[]> => {
    url ??= (await sqs.send(new GetQueueUrlCommand({ QueueName: queue }))).QueueUrl;
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: Math.min(mapping.batchSize, MAX_MESSAGES),
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages;
  };

  return {
    name,
    get blockedBy() {
      return blockedBy;
    },

    async step() {
      const messages = await receive();
      if (messages.length === 0) return false;
      const invocation = await invoke(lambda, mapping.functionArn, queue, eventOf(mapping, messages));
      onInvocation(invocation);
      const failed = failedMessages(mapping, messages, invocation.answer);
      for (const { MessageId = '', ReceiptHandle } of messages) {
        const handle = { QueueUrl: url, ReceiptHandle };
        await (failed.has(MessageId)
          ? sqs.send(new ChangeMessageVisibilityCommand({ ...handle, VisibilityTimeout: 0 }))
          : sqs.send(new DeleteMessageCommand(handle)));
      }
      failuresInARow = failed.size === messages.length ? failuresInARow + 1 : 0;
      blockedBy = failuresInARow >= FAILURES_UNTIL_BLOCKED ? JSON.stringify(invocation.answer) : null;
      return true;
    },
  };
}

function failedMessages(
  { reportsItemFailures }: QueueMapping,
  messages: readonly Message[],
  answer: Awaited<ReturnType<typeof invoke>>['answer'],
): ReadonlySet<string> {
  const all = new Set(messages.map(({ MessageId = '' }) => MessageId));
  if (answer.kind !== 'returned') return all;
  if (!reportsItemFailures) return new Set();
  const failures = reportedFailures(answer.value, all);
  return failures === 'all' ? all : new Set(failures);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
function eventOf({ sourceArn }: QueueMapping, messages: readonly Message[]) {
  return {
    Records: messages.map(({ MessageId, ReceiptHandle, Body, Attributes = {}, MD5OfBody }) => ({
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: Attributes,
      messageAttributes: {},
      md5OfBody: MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: sourceArn,
      awsRegion: sourceArn.split(':')[3],
    })),
  };
}
