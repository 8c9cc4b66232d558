/**
 * The deployed schedules, run now. The emulator runs them itself, at their real rate: a minute is long in a test. So this reads
 * the rules out of the deployed template and does to each target what EventBridge would: the same input to the same function or
 * state machine. That the rule itself fires is not shown by it.
 */
import { CloudFormationClient, DescribeStackResourceCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import type { Emulator } from './emulator';

const reference = z.union([
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform((it) => it['Fn::GetAtt'][0]),
  z.object({ Ref: z.string() }).transform((it) => it.Ref),
]);

const rule = z.object({
  Type: z.literal('AWS::Events::Rule'),
  Properties: z.object({
    ScheduleExpression: z.string(),
    Targets: z.array(z.object({ Arn: reference, Input: z.string().optional() })),
  }),
});

const template = z.object({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) });

export interface Schedule {
  readonly logicalId: string;
  /** As deployed: `rate(1 minute)`. */
  readonly expression: string;
  readonly targets: readonly { readonly logicalId: string; readonly type: string; readonly input: string }[];
}

export async function schedulesOf(emulator: Emulator, stack: string): Promise<Schedule[]> {
  const client = new CloudFormationClient(emulator.client);
  const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName: stack }));
  client.destroy();
  const { Resources } = template.parse(JSON.parse(TemplateBody));
  return Object.entries(Resources).flatMap(([logicalId, resource]) => {
    const parsed = rule.safeParse(resource);
    if (!parsed.success) return [];
    const { ScheduleExpression, Targets } = parsed.data.Properties;
    return {
      logicalId,
      expression: ScheduleExpression,
      targets: Targets.map(({ Arn, Input = SCHEDULED_EVENT }) => ({
        logicalId: Arn,
        type: Resources[Arn]?.Type ?? 'unknown',
        input: Input,
      })),
    };
  });
}

/** What EventBridge sends where a target has no input of its own. */
const SCHEDULED_EVENT = JSON.stringify({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} });

/**
 * Does what the schedule does when its time has come.
 *
 * @returns what each target answered: a function's response, or the ARN of a state machine's execution
 * @throws when a function fails
 */
export async function fire(emulator: Emulator, stack: string, { targets }: Schedule): Promise<unknown[]> {
  const cloudFormation = new CloudFormationClient(emulator.client);
  const lambda = new LambdaClient({ ...emulator.client, maxAttempts: 1 });
  const stepFunctions = new SFNClient(emulator.client);
  try {
    const answers: unknown[] = [];
    for (const { logicalId, type, input } of targets) {
      const { StackResourceDetail } = await cloudFormation.send(
        new DescribeStackResourceCommand({ StackName: stack, LogicalResourceId: logicalId }),
      );
      const name = StackResourceDetail?.PhysicalResourceId;
      if (type === 'AWS::StepFunctions::StateMachine') {
        const started = await stepFunctions.send(new StartExecutionCommand({ stateMachineArn: name, input }));
        answers.push(started.executionArn);
      } else if (type === 'AWS::Lambda::Function') {
        const { Payload = [], FunctionError } = await lambda.send(
          new InvokeCommand({ FunctionName: name, Payload: input }),
        );
        const text = Buffer.from(Payload).toString('utf8');
        if (FunctionError !== undefined) throw new Error(`${logicalId} failed: ${text}`);
        answers.push(text === '' ? null : JSON.parse(text));
      } else {
        throw new Error(`a schedule's target is a function or a state machine, ${logicalId} is ${type}`);
      }
    }
    return answers;
  } finally {
    for (const client of [cloudFormation, lambda, stepFunctions]) client.destroy();
  }
}
