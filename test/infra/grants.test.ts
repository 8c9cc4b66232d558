import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { grantObjects, grantRecords, grantWaiting } from '../../infra/constructs/grants';
import { Stores } from '../../infra/constructs/stores';
import { resource } from './deployed';

/** What a function may do after one grant, over stores with a key of the customer, and the environment that came with it. */
function after(grant: (fn: LambdaFunction, stores: Stores) => void): { actions: string[]; variables: string[] } {
  const stack = new Stack();
  const stores = new Stores(stack, 'Stores', { key: new Key(stack, 'Key') });
  const fn = new LambdaFunction(stack, 'Fn', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = () => {};'),
  });
  grant(fn, stores);
  const template = Template.fromStack(stack);
  const { Statement } = resource(template, 'AWS::IAM::Policy', 'Fn').Properties.PolicyDocument;
  return {
    actions: Statement.flatMap(({ Action }: { Action: string | string[] }) => Action).sort(),
    variables: Object.keys(resource(template, 'AWS::Lambda::Function', 'Fn').Properties.Environment.Variables),
  };
}

const READ_KEY = ['kms:Decrypt', 'kms:DescribeKey'];
const WRITE_KEY = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];
const READ = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'];
const WRITE = [
  'dynamodb:BatchGetItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
];

it.each<[string, (fn: LambdaFunction, stores: Stores) => void, string[], string]>([
  ['reading records', (fn, stores) => grantRecords(fn, stores, ['a'], 'read'), [...READ, ...READ_KEY], 'RECORDS_TABLE'],
  [
    'writing records',
    (fn, stores) => grantRecords(fn, stores, ['a'], 'write'),
    [...WRITE, ...WRITE_KEY],
    'RECORDS_TABLE',
  ],
  ['waiting events', grantWaiting, [...WRITE, ...WRITE_KEY], 'WAITING_TABLE'],
  [
    'reading objects',
    (fn, stores) => grantObjects(fn, stores, { read: ['a/'] }),
    [...READ_KEY, 's3:GetObject', 's3:ListBucket'],
    'OBJECTS_BUCKET',
  ],
  [
    'writing objects',
    (fn, stores) => grantObjects(fn, stores, { write: ['a/'] }),
    [...WRITE_KEY, 's3:AbortMultipartUpload', 's3:PutObject'],
    'OBJECTS_BUCKET',
  ],
  [
    'deleting objects',
    (fn, stores) => grantObjects(fn, stores, { delete: ['a/'] }),
    [...READ_KEY, 's3:DeleteObject'],
    'OBJECTS_BUCKET',
  ],
])('a grant of %s is these actions and this variable, each with the other', (_, grant, actions, variable) => {
  expect(after(grant)).toEqual({ actions, variables: [`PERENNIAL_${variable}`] });
});

it('who may list is fenced in by prefix, and is still told what is missing', () => {
  const stack = new Stack();
  const stores = new Stores(stack, 'Stores');
  const fn = new LambdaFunction(stack, 'Fn', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = () => {};'),
  });
  grantObjects(fn, stores, { read: ['models/a/objects/'] });
  const { Statement } = resource(Template.fromStack(stack), 'AWS::IAM::Policy', 'Fn').Properties.PolicyDocument;
  expect(Statement.find(({ Action }: { Action: unknown }) => Action === 's3:ListBucket')).toMatchObject({
    // S3 tells "missing" from "forbidden" by this permission, without any prefix: hence IfExists.
    Condition: { StringLikeIfExists: { 's3:prefix': ['models/a/objects/*'] } },
  });
});
