import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  DefinitionBody,
  Fail,
  JitterType,
  LogLevel,
  Pass,
  StateMachine,
  Succeed,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { FAILURE_STEP, NEXT, RETRAIN_STEPS, type RetrainStep } from '../../functions/contracts/state-machine';
import { acceptFinding } from './accepted-finding';

export interface RetrainWorkflowProps {
  /** Does the tasks. */
  readonly retrain: LambdaFunction;
  readonly logRetention: RetentionDays;
}

/**
 * Trains a new line out of the archive: Admit, Fetch, Resample, Extract, Label, Train (as often as it needs), Evaluate, Deploy. Any
 * step can end the run without a line; a step that fails is tried again, and in the end the failure is written to the ledger.
 */
export class RetrainWorkflow extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { retrain, logRetention }: RetrainWorkflowProps) {
    super(scope, id);
    const failed = this.task(retrain, FAILURE_STEP).next(
      new Fail(this, 'Failed', { errorPath: '$.error.Error', causePath: '$.error.Cause' }),
    );
    const refused = new Succeed(this, 'Refused', { comment: 'The ledger says why; nothing was deployed.' });
    const tasks = RETRAIN_STEPS.map((step) => {
      const task = this.task(retrain, step);
      task.addCatch(failed, { resultPath: '$.error' });
      return { step, task };
    });
    tasks.forEach(({ step, task }, at) => {
      const following = tasks[at + 1]?.task ?? new Succeed(this, 'Deployed');
      const choice = new Choice(this, `${titled(step)}: go on?`).when(
        Condition.stringEquals('$.next', NEXT.stop),
        refused,
      );
      if (step === 'train') choice.when(Condition.stringEquals('$.next', NEXT.again), task);
      task.next(choice.otherwise(following));
    });
    const asked = new Pass(this, 'Asked', { parameters: { 'state.$': '$' } });
    const logs = new LogGroup(this, 'Logs', { retention: logRetention, removalPolicy: RemovalPolicy.DESTROY });
    this.machine = new StateMachine(this, 'Machine', {
      definitionBody: DefinitionBody.fromChainable(asked.next(tasks[0]!.task)),
      logs: { destination: logs, level: LogLevel.ALL, includeExecutionData: false },
    });
    acceptFinding(this.machine, 'AwsSolutions-SF2', {
      reason:
        'A run is a dozen tasks in a row, whose times the history of the execution tells; a trace would add nothing to it.',
    });
    acceptFinding(this.machine.role.node.findChild('DefaultPolicy'), 'AwsSolutions-IAM5', {
      reason:
        'The calls by which a state machine is given its log take no resource. The versions of the retrain function, and no other function, are invoked.',
      parts: ['Resource::*', /^Resource::<.*>:\*$/],
    });
  }

  private task(retrain: LambdaFunction, step: RetrainStep): LambdaInvoke {
    const task = new LambdaInvoke(this, titled(step), {
      lambdaFunction: retrain,
      payload: TaskInput.fromObject({
        step,
        'run.$': '$$.Execution.Name',
        'state.$': '$.state',
        ...(step === FAILURE_STEP ? { 'error.$': '$.error' } : {}),
      }),
      payloadResponseOnly: true,
      // What is thrown for good is thrown again; what was throttled, or lost a race, is not.
      retryOnServiceExceptions: false,
      // The failure's own words stay for the state that ends the run.
      ...(step === FAILURE_STEP ? { resultPath: '$.recorded' } : {}),
    });
    task.addRetry({
      errors: ['States.ALL'],
      interval: Duration.seconds(2),
      backoffRate: 2,
      maxAttempts: 4,
      jitterStrategy: JitterType.FULL,
    });
    return task;
  }
}

const titled = (step: RetrainStep): string => step.slice(0, 1).toUpperCase() + step.slice(1);
