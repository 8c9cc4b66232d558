import { Duration } from 'aws-cdk-lib';
import type { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { withinLearner } from '../../functions/contracts/learners/nested';
import { modelOutputKey } from '../../functions/contracts/stack-outputs';
import { type AlarmTopics, alarmOf, hasAlarm } from '../monitoring/alarm-of';
import { dashboard } from '../monitoring/dashboard';
import { MODEL_WATCHES } from '../monitoring/model-watches';
import type { Expected } from '../monitoring/watch';
import { alarmTopic } from './alarm-topic';
import type { LearningPlatform } from './learning-platform';
import { ModelFunctions } from './model-functions';
import { Outputs } from './outputs';
import { Retraining } from './retraining';

export interface ContinualModelProps {
  readonly platform: LearningPlatform;
  /** As `model('…', {…})` returns it. */
  readonly model: ModelDeclaration;
  /**
   * What neural learners compute on. 'native': `learn` and `retrain` are container images with TensorFlow, built by Docker where
   * you deploy; faster for wide layers. A line that was learned on one goes on on the other, and then rebuilds on neither.
   * @default 'wasm': in a zip
   */
  readonly backend?: 'wasm' | 'native';
  /**
   * How long examples are gathered before learn is invoked: longer is cheaper, shorter is fresher. Up to five minutes.
   * @default 5 seconds
   */
  readonly batchingWindow?: Duration;
  /**
   * Read the examples stream by a pipe of its own. Needed from the sixth model of a platform on; costs by the hour and shard.
   * @default false: the five readers that a shard serves are shared
   */
  readonly enhancedFanOut?: boolean;
  /**
   * Go back to the former champion when the served loss has left what the champion promised.
   * @default false: people are told, and decide
   */
  readonly rollbackOnAlarm?: boolean;
  /**
   * An alarm says so when what was learned last became known longer ago than this.
   * @default 6 hours
   */
  readonly staleAfter?: Duration;
}

/**
 * A declared model, deployed: it learns from the platform's stream, is served behind a URL, is watched, and is trained anew out of
 * its archive where it keeps one. Its data are the platform's: they stay when this construct is removed, and it goes on from
 * them when it comes back.
 */
export class ContinualModel extends Construct {
  readonly functions: ModelFunctions;
  /** Only of a model that keeps an archive. */
  readonly retraining: Retraining | undefined;
  readonly alarmList: readonly Alarm[];
  readonly dashboard: Dashboard;
  private readonly props: ContinualModelProps;

  constructor(scope: Construct, id: string, props: ContinualModelProps) {
    super(scope, id);
    this.props = props;
    const { platform, model, backend = 'wasm', enhancedFanOut = false, batchingWindow } = props;
    const isNeural = model.learners.flatMap(withinLearner).some(({ kind }) => kind === 'neural');
    if (backend === 'native' && !isNeural)
      throw new Error(`backend: got 'native', and model ${model.name} declares no neural learner; leave it out`);
    platform.join({ declaration: model, enhancedFanOut, construct: this });
    const native = backend === 'native';
    this.functions = new ModelFunctions(this, 'Functions', {
      platform,
      model,
      isNeural,
      native,
      enhancedFanOut,
      batchingWindow: checkedWindow(batchingWindow ?? Duration.seconds(5)),
    });
    this.retraining =
      model.archive === null ? undefined : new Retraining(this, 'Retraining', { platform, model, isNeural, native });
    const { alarms, board } = this.monitor();
    this.alarmList = alarms;
    this.dashboard = board;
    this.tell();
  }

  /** Lets an application ask for predictions by the URL, or by invoking the function. */
  grantPredict(application: IGrantable): void {
    this.functions.predictUrl.grantInvokeUrl(application);
    this.functions.predict.grantInvoke(application);
  }

  /** Lets somebody move the champion. */
  grantPromote(who: IGrantable): void {
    this.functions.promote.grantInvoke(who);
  }

  private monitor(): { readonly alarms: Alarm[]; readonly board: Dashboard } {
    const { platform, model, staleAfter = Duration.hours(6) } = this.props;
    const { learn, predict, promote } = this.functions;
    const monitoring = new Construct(this, 'Monitoring');
    const place = {
      namespace: platform.functionDefaults.metricsNamespace,
      model: model.name,
      functions: { learn, predict, promote, ...this.retraining?.functions },
      ...(this.retraining === undefined ? {} : { machine: this.retraining.machine }),
    };
    const expected: Expected = { declaration: model, staleAfterSeconds: staleAfter.toSeconds() };
    const topics = this.topics(monitoring);
    return {
      alarms: MODEL_WATCHES.filter(hasAlarm).flatMap(
        (watch) => alarmOf(monitoring, watch, place, topics, expected) ?? [],
      ),
      board: dashboard(monitoring, 'Dashboard', [{ watches: MODEL_WATCHES, place }, platform.watched], expected),
    };
  }

  private topics(scope: Construct): AlarmTopics {
    const { platform, rollbackOnAlarm = false } = this.props;
    const retrain = this.retraining?.drift;
    if (!rollbackOnAlarm) return { people: platform.alarms, ...(retrain === undefined ? {} : { retrain }) };
    const rollback = alarmTopic(scope, 'Rollback', platform.key);
    rollback.addSubscription(new LambdaSubscription(this.functions.promote));
    return { people: platform.alarms, rollback, ...(retrain === undefined ? {} : { retrain }) };
  }

  private tell(): void {
    const { name } = this.props.model;
    const { predict, predictUrl, promote } = this.functions;
    new Outputs(this, 'Outputs', {
      [modelOutputKey(name, 'name')]: name,
      [modelOutputKey(name, 'predictFunction')]: predict.functionName,
      [modelOutputKey(name, 'predictUrl')]: predictUrl.url,
      [modelOutputKey(name, 'promoteFunction')]: promote.functionName,
      [modelOutputKey(name, 'retrainStateMachine')]: this.retraining?.machine.stateMachineArn,
      [modelOutputKey(name, 'dashboard')]: this.dashboard.dashboardName,
    });
  }
}

/** Lambda waits no longer than five minutes for a batch. */
function checkedWindow(window: Duration): Duration {
  const seconds = window.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds > 300)
    throw new Error(`batchingWindow: got ${window.toHumanString()}; give whole seconds, at most 300`);
  return window;
}
