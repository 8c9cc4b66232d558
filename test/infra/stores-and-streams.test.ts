import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Stores } from '../../infra/constructs/stores';
import { Streams } from '../../infra/constructs/streams';

function template(): Template {
  const stack = new Stack(new App(), 'Perennial');
  new Streams(stack, 'Streams');
  new Stores(stack, 'Stores');
  return Template.fromStack(stack);
}

/** A changed id makes CloudFormation replace the resource, and with it the data. */
const STATEFUL = {
  StreamsEvents2F1094E5: 'AWS::Kinesis::Stream',
  StreamsExamplesD42F6292: 'AWS::Kinesis::Stream',
  StoresObjectsA002B740: 'AWS::S3::Bucket',
  StoresRecordsE2AEA79E: 'AWS::DynamoDB::GlobalTable',
};

it('the ids of what holds data never move', () => {
  const { Resources } = template().toJSON();
  const found = Object.fromEntries(
    Object.entries<{ Type: string }>(Resources)
      .filter(([, { Type }]) => Object.values(STATEFUL).includes(Type))
      .map(([id, { Type }]) => [id, Type]),
  );
  expect(found).toEqual(STATEFUL);
});

it('nothing that holds data goes with the stack', () => {
  const { Resources } = template().toJSON();
  for (const id of Object.keys(STATEFUL)) {
    expect(Resources[id]).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  }
});

it('everything that holds data is encrypted, and closed to the public', () => {
  const made = template();
  made.allResourcesProperties('AWS::Kinesis::Stream', { StreamEncryption: { EncryptionType: 'KMS' } });
  made.hasResourceProperties('AWS::S3::Bucket', {
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
  });
  made.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: { Statement: [{ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] },
  });
});
