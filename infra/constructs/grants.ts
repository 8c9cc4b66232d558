/**
 * What a function may touch, and where it finds it: each grant gives the permission and the environment variable together, so that
 * neither is ever there without the other. A model's functions are fenced in: to the items whose partition key is the model,
 * and to the objects below the model's prefix.
 */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { ENVIRONMENT } from '../../functions/contracts/environment';
import type { Stores } from './stores';
import type { Streams } from './streams';

const READ_ITEMS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const WRITE_ITEMS = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:BatchWriteItem',
];

/** The partition in which a model's first commit enters its name: see adapters/aws/dynamodb/keys.ts. */
export const LIST_OF_MODELS = 'models';

/**
 * Items of the records table whose partition key is one of `keys`. A scan names no key and would pass the condition: it is in no
 * grant.
 */
export function grantRecords(
  fn: LambdaFunction,
  { records, key }: Stores,
  keys: readonly string[],
  access: 'read' | 'write',
): void {
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: access === 'read' ? READ_ITEMS : [...READ_ITEMS, ...WRITE_ITEMS],
      resources: [records.tableArn],
      conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': keys } },
    }),
  );
  grantKey(fn, key, access);
  fn.addEnvironment(ENVIRONMENT.recordsTable, records.tableName);
}

/** Events that wait: read and written, whatever model they are of, since one batch holds the events of all. */
export function grantWaiting(fn: LambdaFunction, { waiting, key }: Stores): void {
  fn.addToRolePolicy(new PolicyStatement({ actions: [...READ_ITEMS, ...WRITE_ITEMS], resources: [waiting.tableArn] }));
  grantKey(fn, key, 'write');
  fn.addEnvironment(ENVIRONMENT.waitingTable, waiting.tableName);
}

export interface ObjectsAccess {
  readonly read?: readonly string[];
  readonly write?: readonly string[];
  /** Of what retention has released. */
  readonly delete?: readonly string[];
}

/** Objects by prefix. */
export function grantObjects(fn: LambdaFunction, { objects, key }: Stores, access: ObjectsAccess): void {
  const { read = [], write = [], delete: removed = [] } = access;
  const below = (prefixes: readonly string[]): string[] =>
    prefixes.map((prefix) => objects.arnForObjects(`${prefix}*`));
  const allow = (actions: string[], prefixes: readonly string[]): void => {
    if (prefixes.length > 0) fn.addToRolePolicy(new PolicyStatement({ actions, resources: below(prefixes) }));
  };
  allow(['s3:GetObject'], read);
  allow(['s3:PutObject', 's3:AbortMultipartUpload'], write);
  allow(['s3:DeleteObject'], removed);
  // Who may not list is told "forbidden" of an object that is missing, and a lost checkpoint could not be named. That check has no
  // prefix to compare, hence IfExists; a listing gives names, and the bytes stay behind the fences above.
  if (read.length > 0)
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [objects.bucketArn],
        conditions: { StringLikeIfExists: { 's3:prefix': read.map((prefix) => `${prefix}*`) } },
      }),
    );
  grantKey(fn, key, write.length > 0 ? 'write' : 'read');
  fn.addEnvironment(ENVIRONMENT.objectsBucket, objects.bucketName);
}

/** What a table or a bucket asks of its caller's role when it is encrypted with a key of the customer. */
function grantKey(fn: LambdaFunction, key: IKey | undefined, access: 'read' | 'write'): void {
  key?.grant(fn, 'kms:DescribeKey');
  if (access === 'read') key?.grantDecrypt(fn);
  else key?.grantEncryptDecrypt(fn);
}

/** Reads where the stream stands, and its records. */
export function grantReadEvents(fn: LambdaFunction, { events }: Streams): void {
  events.grantRead(fn);
  fn.addEnvironment(ENVIRONMENT.eventsStream, events.streamName);
}

export function grantReadExamples(fn: LambdaFunction, { examples }: Streams): void {
  examples.grantRead(fn);
  fn.addEnvironment(ENVIRONMENT.examplesStream, examples.streamName);
}

export function grantPutEvents(fn: LambdaFunction, { events }: Streams): void {
  events.grantWrite(fn);
  fn.addEnvironment(ENVIRONMENT.eventsStream, events.streamName);
}

export function grantPutExamples(fn: LambdaFunction, { examples }: Streams): void {
  examples.grantWrite(fn);
  fn.addEnvironment(ENVIRONMENT.examplesStream, examples.streamName);
}
