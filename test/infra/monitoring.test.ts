import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { binary, categorical, hours, logistic, minutes, model, whenBetter } from 'perennial';
import { METRICS } from '../../functions/contracts/metrics';
import { flights } from '../../infra/models/flights';
import { hasAlarm } from '../../infra/monitoring/alarm-of';
import { MODEL_WATCHES } from '../../infra/monitoring/model-watches';
import { PLATFORM_WATCHES } from '../../infra/monitoring/platform-watches';
import { QUESTIONS } from '../../infra/monitoring/watch';
import { resource, resources, stackOf, templateOf } from './deployed';

const ALARM = 'AWS::CloudWatch::Alarm';
const ALL = [...MODEL_WATCHES, ...PLATFORM_WATCHES];

const clicks = model('clicks', {
  outcome: binary({ within: hours(1), otherwise: 0 }),
  features: { page: categorical() },
  learners: [logistic()],
  promote: whenBetter({ metric: 'logLoss' }),
  disorder: minutes(20),
  drift: { lossRatio: 1.5 },
  archive: { days: 30 },
  retrain: { onDrift: true },
});
const made = templateOf({ models: { Clicks: { model: clicks, rollbackOnAlarm: true } } });

/** The logical id of the topic that `id`'s alarms publish to. */
function topicsOf(template: Template, id: string): string[] {
  const { AlarmActions } = resource(template, ALARM, id).Properties;
  return AlarmActions.map(({ Ref }: { Ref: string }) => Ref.replace(/[0-9A-F]{8}$/, '')).sort();
}

it('every alarm is deployed, and its description names its section and says why no value is taken as it is', () => {
  const alarms = Object.entries(resources(made, ALARM));
  expect(alarms).toHaveLength(ALL.filter(hasAlarm).length);
  for (const { id, alarm } of ALL.filter(hasAlarm)) {
    const { AlarmDescription } = alarms.find(([logical]) => logical.includes(`Monitoring${id}`))![1].Properties;
    expect(AlarmDescription).toContain(`section ${id}.`);
    expect(AlarmDescription).toContain(alarm.missingBecause);
  }
});

it('no two watches share a name, and every metric of ours is drawn somewhere', () => {
  expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
  const drawn = new Set(
    ALL.flatMap(({ sources }) => sources).flatMap((source) => (source.from === 'own' ? source.metric : [])),
  );
  expect(Object.keys(METRICS).filter((name) => !drawn.has(name as keyof typeof METRICS))).toEqual([]);
});

it('alarms are on plain metrics, one dimension of ours, and never on arithmetic', () => {
  for (const { Properties } of Object.values(resources(made, ALARM))) {
    expect(Properties).not.toHaveProperty('Metrics');
    if (Properties.Namespace === 'perennial/Perennial')
      expect(Properties.Dimensions.map(({ Name }: { Name: string }) => Name)).toEqual(['model']);
  }
});

it.each([
  ['LearnFailing', 'Errors', 'GreaterThanOrEqualToThreshold', 1, 'notBreaching'],
  ['LearnNotRunning', 'Invocations', 'LessThanThreshold', 1, 'breaching'],
  ['LearnBehind', 'IteratorAge', 'GreaterThanOrEqualToThreshold', 3_600_000, 'ignore'],
  ['LearnedStale', 'learnedBehindSeconds', 'GreaterThanOrEqualToThreshold', 6 * 3_600, 'ignore'],
  ['LossAbovePromise', 'lossRatio', 'GreaterThanOrEqualToThreshold', 1.5, 'missing'],
  // The declared disorder of twenty minutes, and half an hour.
  ['WindowsBehind', 'windowsBehindSeconds', 'GreaterThanOrEqualToThreshold', 20 * 60 + 30 * 60, 'ignore'],
  ['FeatureDrift', 'featureDrift', 'GreaterThanOrEqualToThreshold', 1, 'missing'],
  // Told when learn runs: with few labels some hours bring no value, and they are not to be taken for enough.
  ['LabelsNotEnough', 'labelsNotEnough', 'GreaterThanOrEqualToThreshold', 1, 'missing'],
  ['DriftNotEnoughData', 'driftNotEnoughData', 'GreaterThanOrEqualToThreshold', 1, 'missing'],
  ['RetrainFailed', 'ExecutionsFailed', 'GreaterThanOrEqualToThreshold', 1, 'notBreaching'],
])('%s looks at %s', (id, MetricName, ComparisonOperator, Threshold, TreatMissingData) => {
  expect(resource(made, ALARM, `ClicksMonitoring${id}`).Properties).toMatchObject({
    MetricName,
    ComparisonOperator,
    Threshold,
    TreatMissingData,
  });
});

describe('an alarm goes', () => {
  it('to people, whichever it is', () => {
    for (const { Properties } of Object.values(resources(made, ALARM)))
      expect(JSON.stringify(Properties.AlarmActions)).toContain('"Alarms');
  });

  it('of drift to what starts a retrain, and of loss also to what rolls back', () => {
    for (const id of ['FeatureDrift', 'PredictionDrift', 'NewCategories', 'MissingValues'])
      expect(topicsOf(made, `ClicksMonitoring${id}`)).toEqual(['Alarms', 'ClicksRetrainingDrift']);
    expect(topicsOf(made, 'ClicksMonitoringLossAbovePromise')).toEqual([
      'Alarms',
      'ClicksMonitoringRollback',
      'ClicksRetrainingDrift',
    ]);
    expect(topicsOf(made, 'ClicksMonitoringLearnFailing')).toEqual(['Alarms']);
  });

  it('of drift to people alone, where the model does not ask for more', () => {
    const quiet = templateOf({ models: { Flights: { model: { ...flights, retrain: null } } } });
    expect(topicsOf(quiet, 'FlightsMonitoringFeatureDrift')).toEqual(['Alarms']);
    expect(topicsOf(quiet, 'FlightsMonitoringLossAbovePromise')).toEqual(['Alarms']);
  });

  it('to an address that is given, or to a topic of the team', () => {
    templateOf({ platform: { notify: 'team@example.org' } }).hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'team@example.org',
    });
    const ours = Topic.fromTopicArn(new Stack(), 'Ours', 'arn:aws:sns:us-east-1:111122223333:ours');
    const template = Template.fromStack(stackOf({ platform: { notify: ours } }));
    for (const { Properties } of Object.values(resources(template, ALARM)))
      expect(Properties.AlarmActions).toContain('arn:aws:sns:us-east-1:111122223333:ours');
  });
});

it('CloudWatch may publish to every topic, for this account alone', () => {
  made.allResourcesProperties('AWS::SNS::TopicPolicy', {});
  for (const { Properties } of Object.values(resources(made, 'AWS::SNS::TopicPolicy'))) {
    expect(Properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    );
  }
});

describe('the dashboard', () => {
  const body = (template: Template, prefix: string): string =>
    JSON.stringify(resource(template, 'AWS::CloudWatch::Dashboard', prefix).Properties.DashboardBody);

  it('asks every question, and draws every watch below one', () => {
    const text = body(made, 'Clicks');
    for (const [, question] of QUESTIONS) expect(text).toContain(`## ${question}`);
    for (const { title } of ALL) expect(text).toContain(title);
  });

  it('draws the threshold of every alarm', () => {
    const text = body(made, 'Clicks');
    for (const { id } of ALL.filter(hasAlarm)) expect(text).toContain(`alarm ${id}`);
  });

  it('leaves out what the model has not: without an archive there is no retrain to watch', () => {
    const { archive: _, ...bare } = flights;
    const template = templateOf({ models: { Flights: { model: { ...bare, archive: null } } } });
    template.resourceCountIs('AWS::StepFunctions::StateMachine', 0);
    expect(Object.keys(resources(template, ALARM)).filter((id) => /RetrainFailed/.test(id))).toEqual([]);
    expect(body(template, 'Flights')).not.toContain('ExecutionsFailed');
  });
});
