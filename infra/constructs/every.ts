import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** Invokes `fn` at this pace. A run that failed is not tried again: the next one does its work too. */
export function every(
  scope: Construct,
  id: string,
  period: Duration,
  fn: Lambda,
  input: Readonly<Record<string, unknown>>,
): void {
  fn.configureAsyncInvoke({ retryAttempts: 0 });
  new Rule(scope, id, {
    schedule: Schedule.rate(period),
    targets: [
      new LambdaFunction(fn, {
        event: RuleTargetInput.fromObject(input),
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
      }),
    ],
  });
}
