import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { resource, resources, templateOf } from './deployed';

const made = templateOf();

/** A changed id makes CloudFormation replace the resource, and with it the data. */
const STATEFUL = {
  StreamsEvents2F1094E5: 'AWS::Kinesis::Stream',
  StreamsExamplesD42F6292: 'AWS::Kinesis::Stream',
  StoresObjectsA002B740: 'AWS::S3::Bucket',
  StoresRecordsE2AEA79E: 'AWS::DynamoDB::GlobalTable',
  StoresWaiting0C9D4F97: 'AWS::DynamoDB::GlobalTable',
};

it('the ids of what holds data never move', () => {
  const types = [...new Set(Object.values(STATEFUL))];
  const found = types.flatMap((type) => Object.keys(resources(made, type)).map((id) => [id, type]));
  expect(Object.fromEntries(found)).toEqual(STATEFUL);
});

it('nothing that holds data goes with the stack', () => {
  for (const [id, type] of Object.entries(STATEFUL)) {
    expect(resource(made, type, id)).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  }
});

it('everything that holds data is encrypted, and closed to the public', () => {
  made.allResourcesProperties('AWS::Kinesis::Stream', { StreamEncryption: { EncryptionType: 'KMS' } });
  made.allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
  made.hasResourceProperties('AWS::S3::Bucket', {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
  });
  const tlsAlone = { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  for (const type of ['AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'])
    made.allResourcesProperties(type, { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike(tlsAlone)]) } });
});

it('tables can be restored to any second, cannot be deleted, and forget what has expired', () => {
  made.allResourcesProperties('AWS::DynamoDB::GlobalTable', {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    Replicas: [
      {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    ],
  });
});

it('archived examples go after the declared days, half-sent uploads after one, checkpoints never', () => {
  const { LifecycleConfiguration } = resource(made, 'AWS::S3::Bucket', '').Properties;
  expect(LifecycleConfiguration.Rules).toEqual([
    { Id: 'half-sent', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
    { Id: 'archive-of-flights', Status: 'Enabled', Prefix: 'models/flights/archive/', ExpirationInDays: 365 },
  ]);
});

it('streams are on demand and keep a week, unless they are asked otherwise', () => {
  made.allResourcesProperties('AWS::Kinesis::Stream', {
    StreamModeDetails: { StreamMode: 'ON_DEMAND' },
    RetentionPeriodHours: 7 * 24,
  });
  templateOf({ platform: { shards: 3, retention: Duration.days(30) } }).allResourcesProperties('AWS::Kinesis::Stream', {
    StreamModeDetails: { StreamMode: 'PROVISIONED' },
    ShardCount: 3,
    RetentionPeriodHours: 30 * 24,
  });
});

describe('with a customer-managed key', () => {
  const keyed = templateOf({ platform: { encryption: 'customerManaged' } });
  const key = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] };

  it('one key, turned over every year, encrypts streams, objects, tables, queues and topics', () => {
    keyed.resourceCountIs('AWS::KMS::Key', 1);
    keyed.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    keyed.allResourcesProperties('AWS::Kinesis::Stream', { StreamEncryption: { KeyId: key } });
    keyed.allResourcesProperties('AWS::DynamoDB::GlobalTable', {
      Replicas: [{ SSESpecification: { KMSMasterKeyId: key } }],
    });
    keyed.allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: key });
    keyed.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: key });
    keyed.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } },
        ],
      },
    });
  });

  it('every function that touches what is encrypted may use the key', () => {
    for (const [id, { Properties }] of Object.entries(resources(keyed, 'AWS::IAM::Policy'))) {
      const text = JSON.stringify(Properties.PolicyDocument);
      const touches = /"(kinesis|dynamodb|s3|sqs):/.test(text);
      expect([id, text.includes('"kms:Decrypt"')]).toEqual([id, touches]);
    }
  });

  it('alarms may publish to the topics', () => {
    keyed.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          }),
        ]),
      },
    });
  });
});

it.each([
  [{ shards: 0 }, 'shards: got 0; give a whole number from 1 to 10000, or leave it out for streams on demand'],
  [{ shards: Number.NaN }, 'shards: got NaN; give a whole number'],
  [{ retention: Duration.days(400) }, 'retention: got 400 days; give whole hours from 1 to 365 days'],
  [{ retention: Duration.hours(23) }, 'retention: got 23 hours; give whole hours from 1 to 365 days'],
  [{ notify: 'nobody' }, 'notify: got "nobody"; give an e-mail address, or a topic'],
])('%j is refused with what to give instead', (platform, message) => {
  expect(() => templateOf({ platform })).toThrow(message);
});
