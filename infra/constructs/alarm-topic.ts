import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * A topic that this account's alarms may publish to, over TLS alone. A policy that says the one must say the other: it takes the
 * place of the default policy. Messages hold names of alarms and figures, nothing of an event.
 */
export function alarmTopic(scope: Construct, id: string, key: IKey | undefined): Topic {
  const topic = new Topic(scope, id, {
    enforceSSL: true,
    ...(key === undefined ? {} : { masterKey: key }),
  });
  const alarms = new ServicePrincipal('cloudwatch.amazonaws.com');
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [alarms],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  key?.grant(alarms, 'kms:Decrypt', 'kms:GenerateDataKey*');
  return topic;
}
