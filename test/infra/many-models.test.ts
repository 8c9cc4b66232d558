import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { binary, categorical, hours, logistic, type ModelDeclaration, model, whenBetter } from 'perennial';
import { ContinualModel, LearningPlatform } from '../../infra';
import { Members } from '../../infra/constructs/members';
import { flights } from '../../infra/models/flights';
import { BUNDLES, resources, stackOf, templateOf } from './deployed';

const named = (name: string): ModelDeclaration =>
  model(name, {
    outcome: binary({ within: hours(1), otherwise: 0 }),
    features: { page: categorical() },
    learners: [logistic()],
    promote: whenBetter({ metric: 'logLoss' }),
    archive: { days: 30 },
    retrain: {},
  });
const STATEFUL = ['AWS::Kinesis::Stream', 'AWS::S3::Bucket', 'AWS::DynamoDB::GlobalTable'];
const stateful = (template: Template): string[] =>
  STATEFUL.flatMap((type) => Object.keys(resources(template, type))).sort();

const both = templateOf({ models: { Flights: { model: flights }, Clicks: { model: named('click-log') } } });
const alone = templateOf();

describe('two models in one app', () => {
  it('share streams and stores, and have functions, alarms and a dashboard each', () => {
    expect(stateful(both)).toEqual(stateful(alone));
    for (const id of ['Flights', 'Clicks']) {
      for (const fn of ['FunctionsLearn', 'FunctionsPredict', 'FunctionsPromote', 'RetrainingRetrain'])
        expect(Object.keys(resources(both, 'AWS::Lambda::Function', id + fn))).toHaveLength(1);
      expect(Object.keys(resources(both, 'AWS::CloudWatch::Dashboard', id))).toHaveLength(1);
    }
  });

  it('cannot touch what is the other one’s', () => {
    for (const [id, { Properties }] of Object.entries(resources(both, 'AWS::IAM::Policy', 'Clicks')))
      expect([id, /models\/flights|"flights"/.test(JSON.stringify(Properties))]).toEqual([id, false]);
  });

  it('are told apart by the outputs, which name them as they were declared', () => {
    expect(Object.keys(both.toJSON().Outputs).sort()).toEqual([
      'AlarmTopic',
      'ClickLogDashboard',
      'ClickLogName',
      'ClickLogPredictFunction',
      'ClickLogPredictUrl',
      'ClickLogPromoteFunction',
      'ClickLogRetrainStateMachine',
      'EventsStream',
      'ExamplesStream',
      'FlightsDashboard',
      'FlightsName',
      'FlightsPredictFunction',
      'FlightsPredictUrl',
      'FlightsPromoteFunction',
      'FlightsRetrainStateMachine',
      'MetricsNamespace',
      'ObjectsBucket',
      'RecordsTable',
      'WaitingTable',
    ]);
    expect(both.toJSON().Outputs.ClickLogName.Value).toBe('click-log');
  });
});

it('removing a model keeps its data: every stream, table and bucket stays as it was', () => {
  expect(stateful(alone)).toEqual(stateful(both));
  for (const type of ['AWS::Kinesis::Stream', 'AWS::DynamoDB::GlobalTable'])
    expect(resources(alone, type)).toEqual(resources(both, type));
  // Its lifetime of archived examples goes, so that nothing of them expires while nobody declares how long they are to be kept.
  const rules = Object.values(resources(alone, 'AWS::S3::Bucket'))[0]!.Properties.LifecycleConfiguration.Rules;
  expect(rules.map(({ Id }: { Id: string }) => Id)).toEqual(['half-sent', 'archive-of-flights']);
});

it('two stacks fit into one account: nothing has a name of its own choice', () => {
  const NAMED: Readonly<Record<string, string>> = {
    'AWS::Kinesis::Stream': 'Name',
    'AWS::S3::Bucket': 'BucketName',
    'AWS::DynamoDB::GlobalTable': 'TableName',
    'AWS::Lambda::Function': 'FunctionName',
    'AWS::IAM::Role': 'RoleName',
    'AWS::Logs::LogGroup': 'LogGroupName',
    'AWS::SNS::Topic': 'TopicName',
    'AWS::SQS::Queue': 'QueueName',
    'AWS::CloudWatch::Alarm': 'AlarmName',
    'AWS::CloudWatch::Dashboard': 'DashboardName',
    'AWS::StepFunctions::StateMachine': 'StateMachineName',
    'AWS::Events::Rule': 'Name',
  };
  for (const [type, name] of Object.entries(NAMED)) {
    const found = Object.values(resources(both, type));
    expect([type, found.length > 0]).toEqual([type, true]);
    for (const { Properties } of found) expect(Properties ?? {}).not.toHaveProperty(name);
  }
});

it('two stacks write their metrics under names of their own', () => {
  const app = new App();
  const namespaces = ['Staging', 'Production'].map((id) => {
    const stack = new Stack(app, id);
    const platform = new LearningPlatform(stack, 'Learning', { bundles: BUNDLES });
    new ContinualModel(stack, 'Flights', { platform, model: flights });
    return platform.functionDefaults.metricsNamespace;
  });
  expect(namespaces).toEqual(['perennial/Staging', 'perennial/Production']);
});

it('a model can have a stack of its own, which tells where its platform is', () => {
  const app = new App();
  const platform = new LearningPlatform(new Stack(app, 'Shared'), 'Learning', {
    bundles: BUNDLES,
    encryption: 'customerManaged',
  });
  const own = new Stack(app, 'Clicks');
  new ContinualModel(own, 'Clicks', { platform, model: named('clicks'), rollbackOnAlarm: true });
  const { Outputs } = Template.fromStack(own).toJSON();
  expect(Object.keys(Outputs)).toEqual(expect.arrayContaining(['EventsStream', 'RecordsTable', 'ClicksPredictUrl']));
});

describe('a model is refused', () => {
  // Other models' learn roles may write the partition `models`, and what names no model is measured as `unknown`.
  it.each(['models', 'unknown'])('named %s, which the platform uses itself', (name) => {
    expect(() => stackOf({ models: { A: { model: named(name) } } })).toThrow(
      `model ${name}: the platform uses this name itself; give it another`,
    );
  });

  it.each([
    [
      'clicks',
      'clicks',
      'model clicks is on this platform already; declare it once, or give the second another name or another platform',
    ],
    ['click-log', 'click--log', "model click--log differs from click-log in nothing but '-'; give it another name"],
  ])('%s, then %s', (first, second, message) => {
    expect(() => stackOf({ models: { A: { model: named(first) }, B: { model: named(second) } } })).toThrow(message);
  });

  const joined = (count: number, enhancedFanOut: boolean): void => {
    const members = new Members();
    const construct = new Stack();
    for (let at = 0; at < count; at++) members.add({ declaration: named(`m${at}`), enhancedFanOut, construct });
  };

  it('that would be the sixth to share the reading of a stream', () => {
    expect(() => joined(5, false)).not.toThrow();
    expect(() => joined(6, false)).toThrow(
      'model m5 would be reader 6 of the examples stream, whose shards serve 5; set enhancedFanOut: true on it, or put it on another platform',
    );
  });

  it('that would be the twenty-first with a pipe of its own', () => {
    expect(() => joined(20, true)).not.toThrow();
    expect(() => joined(21, true)).toThrow(
      'model m20 would be consumer 21 of the examples stream, which has room for 20; put it on another platform',
    );
  });

  it('but not where it has a pipe of its own', () => {
    const template = templateOf({ models: { Own: { model: named('own'), enhancedFanOut: true } } });
    template.resourceCountIs('AWS::Kinesis::StreamConsumer', 1);
    template.hasResourceProperties('AWS::Kinesis::StreamConsumer', {
      StreamARN: { 'Fn::GetAtt': ['StreamsExamplesD42F6292', 'Arn'] },
    });
    const mappings = Object.values(resources(template, 'AWS::Lambda::EventSourceMapping', 'OwnFunctionsLearn'));
    expect(mappings[0]!.Properties).toMatchObject({
      EventSourceArn: { 'Fn::GetAtt': [expect.stringContaining('Consumer'), 'ConsumerARN'] },
      StartingPosition: 'TRIM_HORIZON',
      FilterCriteria: { Filters: [{ Pattern: '{"partitionKey":["own"]}' }] },
    });
  });
});

it('a platform without a model is refused: it would join events of nobody', () => {
  expect(() => templateOf({ models: {} })).toThrow('this platform has no model; add new ContinualModel');
});
