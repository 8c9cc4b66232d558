import { type Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { ALARM_TOPIC_OUTPUT, PLATFORM_OUTPUTS } from '../../functions/contracts/stack-outputs';
import { alarmOf, hasAlarm } from '../monitoring/alarm-of';
import type { Watched } from '../monitoring/dashboard';
import { NO_MODEL, PLATFORM_WATCHES } from '../monitoring/platform-watches';
import { alarmTopic } from './alarm-topic';
import { DEFAULT_BUNDLES } from './bundled-code';
import { Failures } from './failures';
import { Members, type Membership } from './members';
import { Outputs } from './outputs';
import type { FunctionDefaults } from './service-function';
import { SharedFunctions } from './shared-functions';
import { Stores } from './stores';
import { Streams } from './streams';

export interface LearningPlatformProps {
  /**
   * How long events wait in the streams for a reader that is broken before they are lost: 1 to 365 days.
   * @default 7 days
   */
  readonly retention?: Duration;
  /**
   * Provision each stream with so many shards.
   * @default streams on demand, which follow the traffic
   */
  readonly shards?: number;
  /**
   * 'customerManaged': one KMS key of this account encrypts streams, stores, queues and topics.
   * @default 'awsManaged': keys that AWS holds for each service
   */
  readonly encryption?: 'awsManaged' | 'customerManaged';
  /**
   * Whom alarms tell: an e-mail address, which is told nothing before it has confirmed AWS's message; or a topic of yours that
   * CloudWatch may publish to.
   * @default a topic of the platform's own, `alarms` (output AlarmTopic), that nobody is subscribed to yet
   */
  readonly notify?: string | ITopic;
  /**
   * CloudWatch namespace of the metrics: one per platform.
   * @default perennial/ and the name of the stack
   */
  readonly metricsNamespace?: string;
  /**
   * What functions run on; those in a container image with TensorFlow are x86-64 always.
   * @default Architecture.ARM_64
   */
  readonly architecture?: Architecture;
  /** @default one month */
  readonly logRetention?: RetentionDays;
  /**
   * The folder of built functions.
   * @default what `npm run build` makes in the package's own dist
   */
  readonly bundles?: string;
}

/**
 * What models share: the streams of events and examples, the stores, the functions that join, close windows, watch drift and bury,
 * and the topic of alarms. Declared models join it as `ContinualModel`; what it stores stays when one of them, or the stack,
 * is removed. A model that comes back goes on from it; a stack that is deployed anew has streams and stores of its own, and they
 * are empty: the former ones are no longer CloudFormation's, and are paid for until somebody deletes them.
 */
export class LearningPlatform extends Construct {
  readonly streams: Streams;
  readonly stores: Stores;
  readonly failures: Failures;
  /** Where all alarms go. */
  readonly alarms: ITopic;
  readonly alarmList: readonly Alarm[];
  readonly functionDefaults: FunctionDefaults;
  /** Where it is customer-managed. */
  readonly key: IKey | undefined;
  /** What is watched once for all models; drawn on the dashboard of each. */
  readonly watched: Watched;
  private readonly members = new Members();

  constructor(scope: Construct, id: string, props: LearningPlatformProps = {}) {
    super(scope, id);
    const { retention, shards, encryption = 'awsManaged', notify, bundles = DEFAULT_BUNDLES } = props;
    this.key =
      encryption === 'customerManaged'
        ? new Key(this, 'Key', { enableKeyRotation: true, description: 'perennial: events, examples and checkpoints' })
        : undefined;
    const keyed = this.key === undefined ? {} : { key: this.key };
    this.streams = new Streams(this, 'Streams', {
      ...(retention === undefined ? {} : { retention }),
      ...(shards === undefined ? {} : { shards }),
      ...keyed,
    });
    this.stores = new Stores(this, 'Stores', keyed);
    this.failures = new Failures(this, 'Failures', { key: this.key });
    this.alarms = this.topicOf(notify);
    this.functionDefaults = {
      bundles,
      architecture: props.architecture ?? Architecture.ARM_64,
      logRetention: props.logRetention ?? RetentionDays.ONE_MONTH,
      metricsNamespace: props.metricsNamespace ?? `perennial/${Stack.of(this).stackName}`,
    };
    const shared = new SharedFunctions(this, 'Shared', {
      defaults: this.functionDefaults,
      streams: this.streams,
      stores: this.stores,
      failures: this.failures,
      models: () => this.members.declarations(),
    });
    this.watched = {
      watches: PLATFORM_WATCHES,
      place: {
        namespace: this.functionDefaults.metricsNamespace,
        model: NO_MODEL,
        functions: shared.functions,
        unburied: this.failures.unburied,
        events: this.streams.events,
        waiting: this.stores.waiting,
      },
    };
    const monitoring = new Construct(this, 'Monitoring');
    this.alarmList = PLATFORM_WATCHES.filter(hasAlarm).flatMap(
      (watch) => alarmOf(monitoring, watch, this.watched.place, { people: this.alarms }) ?? [],
    );
    this.tell(this);
    this.node.addValidation({ validate: () => this.members.problems() });
  }

  /** Lets an application send events. */
  grantSend(application: IGrantable): void {
    this.streams.events.grantWrite(application);
  }

  /**
   * Takes a model in: `ContinualModel` does so.
   * @throws when it has the name of another, or one reader too many
   */
  join(member: Membership): void {
    this.members.add(member);
    const { name, archive } = member.declaration;
    if (archive !== null) this.stores.expireArchive(name, archive.days);
    const stack = Stack.of(member.construct);
    if (stack !== Stack.of(this) && stack.node.tryFindChild('PlatformOutputs') === undefined) this.tell(stack);
  }

  /** Of the models so far. */
  get models(): readonly ModelDeclaration[] {
    return this.members.declarations();
  }

  private tell(scope: Construct): void {
    const { streams, stores } = this;
    new Outputs(scope, scope === this ? 'Outputs' : 'PlatformOutputs', {
      [PLATFORM_OUTPUTS.eventsStream]: streams.events.streamName,
      [PLATFORM_OUTPUTS.examplesStream]: streams.examples.streamName,
      [PLATFORM_OUTPUTS.objectsBucket]: stores.objects.bucketName,
      [PLATFORM_OUTPUTS.recordsTable]: stores.records.tableName,
      [PLATFORM_OUTPUTS.waitingTable]: stores.waiting.tableName,
      [PLATFORM_OUTPUTS.metricsNamespace]: this.functionDefaults.metricsNamespace,
      [ALARM_TOPIC_OUTPUT]: this.alarms.topicArn,
    });
  }

  private topicOf(notify: string | ITopic | undefined): ITopic {
    if (notify !== undefined && typeof notify !== 'string') return notify;
    const topic = alarmTopic(this, 'Alarms', this.key);
    if (notify === undefined) return topic;
    if (!/^[^@\s]+@[^@\s]+$/.test(notify))
      throw new Error(`notify: got ${JSON.stringify(notify)}; give an e-mail address, or a topic`);
    topic.addSubscription(new EmailSubscription(notify));
    return topic;
  }
}
