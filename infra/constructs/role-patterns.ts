import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { acceptFinding } from './accepted-finding';

/** Why the patterns in a function's policy are as narrow as they can be. Called when all of its grants are made. */
export function acceptPatterns(fn: LambdaFunction): void {
  const policy = fn.role?.node.findChild('DefaultPolicy');
  if (policy === undefined) return;
  acceptFinding(policy, 'AwsSolutions-IAM5', {
    reason:
      'Objects are named by their hash, so they are granted by the prefix that belongs to the model, or to the letters.',
    parts: [/^Resource::<.*Objects.*\.Arn>\/(models\/|dead-letters\/).*\*$/],
  });
  acceptFinding(policy, 'AwsSolutions-IAM5', {
    reason: "Variants of one action on the platform's one key: a service of AWS chooses among them.",
    parts: ['Action::kms:ReEncrypt*', 'Action::kms:GenerateDataKey*'],
  });
}
