import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { binary, categorical, days, hours, model, neural, whenBetter } from 'perennial';
import { checkDeclaration } from '../../functions/contracts/check-declaration';
import { ENVIRONMENT } from '../../functions/contracts/environment';
import { flights } from '../../infra/models/flights';
import { BUNDLES, resource, resources, stackOf, templateOf } from './deployed';

const MAPPING = 'AWS::Lambda::EventSourceMapping';
const FUNCTION = 'AWS::Lambda::Function';

const clicks = model('clicks', {
  outcome: binary({ within: hours(1), otherwise: 0 }),
  features: { page: categorical() },
  learners: [neural()],
  promote: whenBetter({ metric: 'logLoss' }),
  archive: { days: 30 },
  retrain: { every: days(1) },
});

const made = templateOf();
const policyOf = (
  id: string,
): { readonly Action: unknown; readonly Resource: unknown; readonly Condition?: unknown }[] =>
  resource(made, 'AWS::IAM::Policy', `${id}RoleDefaultPolicy`).Properties.PolicyDocument.Statement;
const actionsOf = (id: string): string[] => policyOf(id).flatMap(({ Action }) => Action as string | string[]);

describe('the mapping of', () => {
  it('join-labels begins with the oldest record, halves what fails, and gives up after 50 attempts into the queue', () => {
    expect(resource(made, MAPPING, 'SharedJoinLabels').Properties).toEqual({
      FunctionName: { Ref: expect.stringContaining('JoinLabels') },
      EventSourceArn: { 'Fn::GetAtt': ['StreamsEvents2F1094E5', 'Arn'] },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 1000,
      ParallelizationFactor: 1,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 50,
      // Six hours less than the week of the stream: what is given up on must still be there to be buried.
      MaximumRecordAgeInSeconds: 7 * 86_400 - 6 * 3_600,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^FailuresQueue/), 'Arn'] } },
      },
    });
  });

  it('learn takes only its own model, and never gives up because of attempts', () => {
    const { Properties } = resource(made, MAPPING, 'FlightsFunctionsLearn');
    expect(Properties).toMatchObject({
      EventSourceArn: { 'Fn::GetAtt': ['StreamsExamplesD42F6292', 'Arn'] },
      StartingPosition: 'TRIM_HORIZON',
      ParallelizationFactor: 1,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumBatchingWindowInSeconds: 5,
      MaximumRecordAgeInSeconds: 7 * 86_400 - 6 * 3_600,
      FilterCriteria: { Filters: [{ Pattern: '{"partitionKey":["flights"]}' }] },
    });
    expect(Properties).not.toHaveProperty('MaximumRetryAttempts');
  });

  it('learn waits no longer than Lambda can, however long the stream keeps', () => {
    const longest = templateOf({ platform: { retention: Duration.days(100) } });
    longest.hasResourceProperties(MAPPING, { MaximumRecordAgeInSeconds: 7 * 86_400, FilterCriteria: Match.anyValue() });
  });

  it('watch-drift reads the events as a second consumer, a minute at a time', () => {
    expect(resource(made, MAPPING, 'SharedWatchDrift').Properties).toMatchObject({
      EventSourceArn: { 'Fn::GetAtt': ['StreamsEvents2F1094E5', 'Arn'] },
      StartingPosition: 'TRIM_HORIZON',
      MaximumBatchingWindowInSeconds: 60,
      MaximumRetryAttempts: 3,
    });
  });

  it('bury takes the messages of the failure queue one by one, and what it cannot bury is kept apart', () => {
    expect(resource(made, MAPPING, 'SharedBury').Properties).toMatchObject({
      EventSourceArn: { 'Fn::GetAtt': [expect.stringMatching(/^FailuresQueue/), 'Arn'] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    made.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 6 * 60,
      RedrivePolicy: { maxReceiveCount: 5, deadLetterTargetArn: { 'Fn::GetAtt': [Match.anyValue(), 'Arn'] } },
    });
  });
});

it('windows are closed every minute, and drift is judged every five', () => {
  made.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)', Targets: [{ Input: '{}' }] });
  made.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'rate(5 minutes)',
    Targets: [{ Input: '{"evaluate":true}' }],
  });
});

it('every function runs on Node 22 and arm64, with a role and a log of its own that ends', () => {
  const functions = Object.values(resources(made, FUNCTION));
  const roles = new Set(functions.map(({ Properties }) => JSON.stringify(Properties.Role)));
  const logs = new Set(functions.map(({ Properties }) => JSON.stringify(Properties.LoggingConfig.LogGroup)));
  expect([functions.length, roles.size, logs.size]).toEqual([9, 9, 9]);
  made.allResourcesProperties(FUNCTION, { Runtime: 'nodejs22.x', Architectures: ['arm64'], Handler: 'index.handler' });
  made.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
});

it('predictions are asked for with IAM', () => {
  made.allResourcesProperties('AWS::Lambda::Url', { AuthType: 'AWS_IAM' });
});

describe('a role', () => {
  it('of predict reads one model and puts events; it cannot move the champion', () => {
    const actions = actionsOf('FlightsFunctionsPredict');
    expect(actions.filter((action) => /dynamodb/.test(action))).toEqual([
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
    ]);
    expect(actions.filter((action) => /s3:(Put|Delete)/.test(action))).toEqual([]);
    expect(actions).toContain('kinesis:PutRecord');
  });

  it.each(['Learn', 'Predict', 'Promote'])('of %s is fenced in to the items and objects of its model', (name) => {
    for (const { Action, Condition, Resource } of policyOf(`FlightsFunctions${name}`)) {
      const text = JSON.stringify([Action, Resource]);
      if (text.includes('dynamodb:'))
        expect(Condition).toEqual({
          'ForAllValues:StringEquals': {
            'dynamodb:LeadingKeys': name === 'Learn' ? ['flights', 'models'] : ['flights'],
          },
        });
      if (/s3:(Get|Put|Delete)/.test(text)) expect(text.replaceAll('/models/flights/', '')).not.toContain('/models/');
    }
  });

  it('of promote touches no checkpoint', () => {
    expect(JSON.stringify(policyOf('FlightsFunctionsPromote'))).not.toContain('/objects/');
  });

  it('of join-labels touches no checkpoint and no head', () => {
    expect(JSON.stringify(policyOf('SharedJoinLabels'))).not.toMatch(/models\/|StoresRecords/);
  });

  it('of watch-drift reads checkpoints, of the models that are there, and writes none', () => {
    expect(actionsOf('SharedWatchDrift').filter((action) => action.startsWith('s3:'))).toEqual([
      's3:GetObject',
      's3:ListBucket',
    ]);
    expect(JSON.stringify(policyOf('SharedWatchDrift'))).toContain('"dynamodb:LeadingKeys":["flights"]');
  });

  it('may never scan a table: a scan names no key that a fence could see', () => {
    expect(JSON.stringify(resources(made, 'AWS::IAM::Policy'))).not.toContain('dynamodb:Scan');
  });
});

it.each([
  ['SharedJoinLabels', ['waitingTable', 'examplesStream', 'objectsBucket']],
  ['SharedCloseWindows', ['waitingTable', 'examplesStream', 'objectsBucket', 'eventsStream']],
  ['SharedWatchDrift', ['recordsTable', 'objectsBucket']],
  ['SharedBury', ['waitingTable', 'examplesStream', 'objectsBucket', 'eventsStream']],
  ['FlightsFunctionsLearn', ['recordsTable', 'objectsBucket', 'failureQueue']],
  ['FlightsFunctionsPredict', ['recordsTable', 'objectsBucket', 'eventsStream']],
  ['FlightsFunctionsPromote', ['recordsTable', 'objectsBucket']],
  ['FlightsRetrainingRetrain', ['recordsTable', 'objectsBucket']],
] as const)('%s is told where everything is that it may touch, and nothing else', (id, names) => {
  const { Variables } = resource(made, FUNCTION, id).Properties.Environment;
  const expected = [...names, 'metricsNamespace' as const].map((name) => ENVIRONMENT[name]);
  expect(Object.keys(Variables).sort()).toEqual(expected.sort());
});

describe('beside the code of a function', () => {
  const app = new App();
  const template = Template.fromStack(
    stackOf({ models: { Flights: { model: flights }, Clicks: { model: clicks } } }, app),
  );
  const deployed = (id: string, file: string): string => {
    const key: string = resource(template, FUNCTION, id).Properties.Code.S3Key;
    return readFileSync(join(app.outdir, `asset.${key.replace('.zip', '')}`, file), 'utf8');
  };
  const modelsOf = (id: string): string[] =>
    JSON.parse(deployed(id, 'models.json')).map(({ name }: { name: string }) => name);

  it('are all models, where it serves all, also those that were declared after it', () => {
    for (const id of ['SharedJoinLabels', 'SharedCloseWindows', 'SharedWatchDrift', 'SharedBury'])
      expect([id, modelsOf(id)]).toEqual([id, ['flights', 'clicks']]);
  });

  it('is one model, where it serves one', () => {
    expect(modelsOf('FlightsFunctionsLearn')).toEqual(['flights']);
    expect(modelsOf('ClicksFunctionsLearn')).toEqual(['clicks']);
  });

  it('is the whole declaration', () => {
    const [declared] = JSON.parse(deployed('ClicksFunctionsPromote', 'models.json'));
    expect(checkDeclaration(declared)).toEqual(clicks);
  });

  it.each([
    ['FlightsFunctionsLearn', 'learn'],
    ['FlightsFunctionsPredict', 'predict'],
    ['ClicksFunctionsLearn', 'learn-neural'],
    ['ClicksFunctionsPredict', 'predict-neural'],
    ['ClicksRetrainingRetrain', 'retrain-neural'],
    ['ClicksFunctionsPromote', 'promote'],
  ])('TF.js is only where a model declares neural: %s is %s', (id, bundle) => {
    expect(deployed(id, 'index.js')).toContain(`'${bundle}'`);
  });
});

describe("with backend: 'native'", () => {
  const native = templateOf({ models: { Clicks: { model: clicks, backend: 'native' } } });

  it('learn and retrain are x86-64 container images that must compute with TensorFlow; predict stays a zip', () => {
    for (const id of ['ClicksFunctionsLearn', 'ClicksRetrainingRetrain'])
      expect(resource(native, FUNCTION, id).Properties).toMatchObject({
        PackageType: 'Image',
        Architectures: ['x86_64'],
        Environment: { Variables: { [ENVIRONMENT.tfBackend]: 'native' } },
      });
    expect(resource(native, FUNCTION, 'ClicksFunctionsPredict').Properties.Runtime).toBe('nodejs22.x');
  });

  // There is no Docker here: the image is not built. What can be held without it is held.
  it('the Dockerfile installs the tfjs-node that the package is tested with, and answers as the zip does', () => {
    const lines = readFileSync(join(__dirname, '../../infra/constructs/native-learn/Dockerfile'), 'utf8').split('\n');
    const { optionalDependencies } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
    expect(lines.filter((line) => line.startsWith('FROM'))).toEqual(['FROM public.ecr.aws/lambda/nodejs:22']);
    expect(lines.join('\n')).toContain(`@tensorflow/tfjs-node@${optionalDependencies['@tensorflow/tfjs-node']}`);
    expect(lines.filter((line) => line.startsWith('CMD'))).toEqual(['CMD ["index.handler"]']);
  });

  it('it is refused for a model that has no use for it', () => {
    expect(() => templateOf({ models: { Flights: { model: flights, backend: 'native' } } })).toThrow(
      "backend: got 'native', and model flights declares no neural learner; leave it out",
    );
  });
});

it('bundles that were not built are named, with the command that builds them', () => {
  expect(() => templateOf({ platform: { bundles: join(BUNDLES, 'nowhere') } })).toThrow(
    /nowhere\/\S+ holds no index\.js; run `npm run build` before you synthesise, or set `bundles`/,
  );
});
