import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { ENVIRONMENT } from '../../functions/contracts/environment';
import { archivePrefix, checkpointsPrefix, recordsPrefix } from '../../functions/contracts/object-keys';
import { alarmTopic } from './alarm-topic';
import { grantObjects, grantRecords } from './grants';
import type { LearningPlatform } from './learning-platform';
import { RetrainWorkflow } from './retrain-workflow';
import { acceptPatterns } from './role-patterns';
import { serviceFunction } from './service-function';

export interface RetrainingProps {
  readonly platform: LearningPlatform;
  readonly model: ModelDeclaration;
  readonly isNeural: boolean;
  readonly native: boolean;
}

/** Asking whether enough was learned is one short execution; a quarter of an hour's delay is nothing to a training. */
const VOLUME_ASKED_EVERY = Duration.minutes(15);

/** At most; seldom more often than a training may be started. */
const STILL_DRIFTING_ASKED_EVERY = Duration.hours(1);

/**
 * Training a new line out of the archive: the state machine, and what starts it. Whether a start is due, too soon or too often is
 * decided by its first step; here things may start it as often as they like.
 */
export class Retraining extends Construct {
  readonly machine: StateMachine;
  /** Alarms published here start a retrain. Only where the model asks for it. */
  readonly drift: ITopic | undefined;
  readonly functions: Readonly<Partial<Record<'retrain' | 'startRetrain', LambdaFunction>>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RetrainingProps,
  ) {
    super(scope, id);
    const retrain = this.retrainFunction();
    const { logRetention } = props.platform.functionDefaults;
    this.machine = new RetrainWorkflow(this, 'Workflow', { retrain, logRetention }).machine;
    const declared = props.model.retrain;
    if (declared !== null && declared.everyMs !== null)
      this.startEvery('Schedule', wholeMinutes(declared.everyMs, props.model.name), 'schedule');
    if (declared !== null && declared.everyExamples !== null) this.startEvery('Volume', VOLUME_ASKED_EVERY, 'volume');
    if (declared?.onDrift === true) {
      // An alarm tells of its change alone; as long as it stays on, somebody has to ask again.
      const every = Math.max(declared.cooldownMs, STILL_DRIFTING_ASKED_EVERY.toMilliseconds());
      this.startEvery('StillDrifting', Duration.minutes(Math.ceil(every / 60_000)), 'still-drifting');
    }
    if (declared?.onDrift !== true) {
      this.functions = { retrain };
      return;
    }
    const startRetrain = this.startFunction();
    const drift = alarmTopic(this, 'Drift', props.platform.key);
    drift.addSubscription(new LambdaSubscription(startRetrain));
    this.drift = drift;
    this.functions = { retrain, startRetrain };
  }

  private retrainFunction(): LambdaFunction {
    const { platform, model, isNeural, native } = this.props;
    const { name } = model;
    const fn = serviceFunction(this, 'Retrain', platform.functionDefaults, {
      bundle: isNeural ? 'retrain-neural' : 'retrain',
      models: () => [model],
      description: `${name}: one step of training a new line out of the archive`,
      memoryMiB: 3_008,
      timeout: Duration.minutes(15),
      container: native,
    });
    const own = [checkpointsPrefix(name), recordsPrefix(name)];
    grantRecords(fn, platform.stores, [name], 'write');
    grantObjects(fn, platform.stores, { read: [...own, archivePrefix(name)], write: own, delete: own });
    acceptPatterns(fn);
    return fn;
  }

  private startFunction(): LambdaFunction {
    const { platform, model } = this.props;
    const fn = serviceFunction(this, 'StartRetrain', platform.functionDefaults, {
      bundle: 'start-retrain',
      models: () => [model],
      description: `${model.name}: starts a retrain when an alarm says that something drifts`,
      memoryMiB: 256,
      timeout: Duration.seconds(30),
    });
    this.machine.grantStartExecution(fn);
    fn.addEnvironment(ENVIRONMENT.retrainStateMachine, this.machine.stateMachineArn);
    return fn;
  }

  private startEvery(id: string, period: Duration, kind: 'schedule' | 'volume' | 'still-drifting'): void {
    new Rule(this, id, {
      schedule: Schedule.rate(period),
      targets: [new SfnStateMachine(this.machine, { input: RuleTargetInput.fromObject({ cause: { kind } }) })],
    });
  }
}

/** EventBridge counts in minutes. */
function wholeMinutes(everyMs: number, model: string): Duration {
  if (everyMs % 60_000 !== 0)
    throw new Error(`model ${model}: retrain.every: got ${everyMs} ms; give whole minutes, for instance hours(24)`);
  return Duration.minutes(everyMs / 60_000);
}
