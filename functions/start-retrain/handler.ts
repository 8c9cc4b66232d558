/**
 * A drift alarm starts the state machine. Its execution is named after the alarm's change of state, so that SNS may deliver twice
 * and one training runs; whether it is due, too soon or too often is decided by its first step.
 */
import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { firedAlarms } from '../adapters/aws/alarm-message';
import { stepFunctions } from '../adapters/aws/clients/step-functions';
import { setting } from '../adapters/aws/deployed';

export async function handler(event: unknown): Promise<void> {
  for (const { id, name, reason, metric } of firedAlarms(event) ?? []) {
    const cause = { kind: 'drift', alarm: name, metric, reason };
    await start(`alarm-${id}`, JSON.stringify({ id: `alarm-${id}`, cause }));
  }
}

async function start(name: string, input: string): Promise<void> {
  try {
    await stepFunctions().send(
      new StartExecutionCommand({ stateMachineArn: setting('retrainStateMachine'), name, input }),
    );
  } catch (error) {
    // The same change of state, delivered before: that execution is the one.
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}
