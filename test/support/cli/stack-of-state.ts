/**
 * A stack on the emulator with the stores and the outputs of a platform, holding what a state folder holds. Its functions and its
 * state machine only say what they were asked: whether the real ones do it is shown where the real ones are deployed.
 */
import { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { createDynamoHeads } from '../../../functions/adapters/aws/dynamodb/heads';
import { createDynamoWaitingEvents } from '../../../functions/adapters/aws/dynamodb/waiting-events';
import { createS3DeadLetters } from '../../../functions/adapters/aws/s3-dead-letters';
import { createS3Objects } from '../../../functions/adapters/aws/s3-objects';
import { readStateFolder } from '../../../functions/adapters/file/state-folder';
import type { ModelDeclaration } from '../../../functions/contracts/declaration';
import { archivePrefix, checkpointsPrefix, recordsPrefix } from '../../../functions/contracts/object-keys';
import type { RetrainState } from '../../../functions/contracts/retrain-state';
import { type ModelOutput, modelOutputKey, PLATFORM_OUTPUTS } from '../../../functions/contracts/stack-outputs';
import type { Emulator } from '../aws/emulator';

const ref = (Ref: string) => ({ Ref });
const role = { 'Fn::GetAtt': ['Role', 'Arn'] };
const stream = { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount: 1 } };
const key = (AttributeName: string, KeyType: string) => ({ AttributeName, KeyType });
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
const table = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
    AttributeDefinitions: [text('pk'), text('sk')],
  },
};
const functionOf = (code: string) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', Role: role, Code: { ZipFile: code } },
});
const output = (Value: unknown) => ({ Value });

/** Answers as the real ones do; the reason 'fail' fails, and 'refuse' is refused. */
const promoteCode = (declaration: ModelDeclaration): string => `exports.handler = async (event) => {
  console.log('asked');
  const { action, version, to, by, reason } = event;
  if (action === 'describe') return { kind: 'described', declaration: ${JSON.stringify(declaration)} };
  if (reason === 'fail') throw new Error('out of memory');
  if (reason === 'refuse') return { kind: 'refused', reason: 'version ' + version + ' is not stored' };
  const kind = action === 'promote' ? 'promoted' : 'rolled-back';
  const entry = { kind, timeMs: 1700000000000, version: version || to || '1.0', from: '1.9', by, reason, evidence: { fork: null }, revision: 2 };
  return { kind: 'moved', entry };
};`;

const PREDICT_CODE = `exports.handler = async ({ eventId, time, features }) => {
  console.log('asked');
  if (Number.isNaN(Date.parse(time))) return { refused: 'time: got ' + time };
  return { answer: { model: 'drifting', eventId, version: '1.7', prediction: features.x } };
};`;

/** One state after another and no task, with an outcome as of the real one. */
const OUTCOME = {
  id: 'person-1',
  cause: { kind: 'person', by: 'ada', reason: 'the world moved' },
  verdict: 'deployed',
  reason: 'the world moved',
  learner: 'logistic',
  configHash: 'c',
  startedAtMs: 1,
  plan: null,
  range: { from: 0, to: 4, next: 4 },
  batches: { first: 1, last: 4 },
  evaluatedFrom: 3,
  progress: null,
  former: null,
  isTrained: true,
  evidence: { examples: 64 },
  version: '4.0',
} as const satisfies RetrainState;
const MACHINE = JSON.stringify({
  StartAt: 'Admit',
  States: {
    Admit: { Type: 'Pass', Next: 'Deploy' },
    Deploy: { Type: 'Pass', Result: { next: 'stop', state: OUTCOME }, End: true },
  },
});

function template(declaration: ModelDeclaration): object {
  const { name } = declaration;
  const ofModel = (output: ModelOutput, value: unknown) => [modelOutputKey(name, output), { Value: value }];
  return {
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } },
      },
      Events: stream,
      Examples: stream,
      Bucket: { Type: 'AWS::S3::Bucket' },
      Records: table,
      Waiting: table,
      Promote: functionOf(promoteCode(declaration)),
      Predict: functionOf(PREDICT_CODE),
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: { RoleArn: role, DefinitionString: MACHINE },
      },
    },
    Outputs: Object.fromEntries([
      [PLATFORM_OUTPUTS.eventsStream, output(ref('Events'))],
      [PLATFORM_OUTPUTS.examplesStream, output(ref('Examples'))],
      [PLATFORM_OUTPUTS.objectsBucket, output(ref('Bucket'))],
      [PLATFORM_OUTPUTS.recordsTable, output(ref('Records'))],
      [PLATFORM_OUTPUTS.waitingTable, output(ref('Waiting'))],
      [PLATFORM_OUTPUTS.metricsNamespace, output('perennial/test')],
      ofModel('name', name),
      ofModel('promoteFunction', ref('Promote')),
      ofModel('predictFunction', ref('Predict')),
      ofModel('retrainStateMachine', ref('Machine')),
    ]),
  };
}

export async function createStack(
  { client }: Emulator,
  stack: string,
  body: object,
): Promise<Readonly<Record<string, string>>> {
  const formation = new CloudFormationClient(client);
  await formation.send(new CreateStackCommand({ StackName: stack, TemplateBody: JSON.stringify(body) }));
  const { reason } = await waitUntilStackCreateComplete(
    { client: formation, minDelay: 1, maxDelay: 1, maxWaitTime: 60 },
    { StackName: stack },
  );
  const outputs: { OutputKey?: string; OutputValue?: string }[] = reason.Stacks[0].Outputs ?? [];
  return Object.fromEntries(outputs.map(({ OutputKey: name = '', OutputValue: value = '' }) => [name, value]));
}

/** @returns the stack's outputs by key */
export async function stackOfState(
  emulator: Emulator,
  stack: string,
  stateDir: string,
  declaration: ModelDeclaration,
): Promise<Readonly<Record<string, string>>> {
  const outputs = await createStack(emulator, stack, template(declaration));
  const at = (output: keyof typeof PLATFORM_OUTPUTS): string => outputs[PLATFORM_OUTPUTS[output]]!;
  const dynamo = new DynamoDBClient(emulator.client);
  const s3 = new S3Client({ ...emulator.client, forcePathStyle: true });
  const bucket = at('objectsBucket');
  const objects = (prefix: string) => createS3Objects({ client: s3, bucket, prefix });
  const { name } = declaration;

  const state = await readStateFolder(stateDir);
  for (const object of await state.objects.list()) {
    const bytes = await state.objects.get(object);
    await objects(checkpointsPrefix(name)).put(bytes);
    await objects(archivePrefix(name)).put(bytes);
  }
  const heads = createDynamoHeads({
    client: dynamo,
    table: at('recordsTable'),
    spill: (model) => objects(recordsPrefix(model)),
  });
  const head = await state.heads.load(name);
  if (head === undefined) throw new Error(`${stateDir} holds no head of ${name}`);
  // All that was appended in many commits, in one.
  const [lineage, ledger] = [await state.heads.lineage(name), await state.heads.ledger(name)];
  await heads.commit({ head: { ...head, revision: 1 }, lineage, ledger });
  await createS3DeadLetters({ client: s3, bucket, nowMs: Date.now }).put(await state.deadLetters.list());
  const waiting = createDynamoWaitingEvents({ client: dynamo, table: at('waitingTable'), rules: {} });
  const origins = await (await state.readWaiting()).origins();
  for (const [origin, where] of Object.entries(origins)) await waiting.settle(origin, where);
  return outputs;
}
