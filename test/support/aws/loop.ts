/** The whole platform with its models, deployed by the CDK, and what a test does with it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { createDynamoHeads } from '../../../functions/adapters/aws/dynamodb/heads';
import { createKinesisEventSender } from '../../../functions/adapters/aws/kinesis-events';
import { createS3Objects } from '../../../functions/adapters/aws/s3-objects';
import { checkpointsPrefix, recordsPrefix } from '../../../functions/contracts/object-keys';
import type { Heads } from '../../../functions/ports/heads';
import type { Objects } from '../../../functions/ports/objects';
import { documentOf } from '../cli/perennial';
import { builtFunctions } from './built-functions';
import { bootstrap, type DeployedResource, deploy, nameOf, resourcesOf, synthesise } from './cdk';
import type { Emulator } from './emulator';
import { createMappingDriver, type DriverOptions, type MappingDriver } from './mapping-driver';

const APP = 'npx tsx test/support/aws/loop-app/app.ts';
const MODELS = join(__dirname, 'loop-app', 'models.ts');

export const STACK = 'Loop';

export interface Loop {
  readonly outputs: Readonly<Record<string, string>>;
  readonly resources: readonly DeployedResource[];
  readonly driver: MappingDriver;
  readonly heads: Heads;
  readonly kinesis: KinesisClient;
  readonly s3: S3Client;
  /** Checkpoints. */
  objects(model: string): Objects;
  /** Of the function whose logical id begins so, such as `FlightsFunctionsLearn`. */
  functionName(logicalId: string): string;
  /** Into the events stream, in this order. */
  send(lines: readonly string[]): Promise<void>;
  /** `perennial … --stack Loop --json`. */
  perennial(...args: readonly string[]): ReturnType<typeof documentOf>;
  /** What it answers. @throws when it fails */
  invoke(functionName: string, event: unknown): ReturnType<typeof documentOf>;
  close(): void;
}

export async function deployLoop(
  emulator: Emulator,
  { shards, ...driving }: { readonly shards: number } & DriverOptions,
): Promise<Loop> {
  const assembly = mkdtempSync(join(tmpdir(), 'perennial-loop-'));
  const context = { shards: String(shards), bundles: builtFunctions() };
  await Promise.all([bootstrap(emulator), synthesise(emulator, { app: APP, context, out: assembly })]);
  const outputs = await deploy(emulator, { assembly, stack: STACK });
  const resources = await resourcesOf(emulator, STACK);
  const driver = await createMappingDriver(emulator, driving);
  const dynamo = new DynamoDBClient(emulator.client);
  const s3 = new S3Client({ ...emulator.client, forcePathStyle: true });
  const lambda = new LambdaClient({ ...emulator.client, maxAttempts: 1 });
  const kinesis = new KinesisClient({ ...emulator.client, requestHandler: s3.config.requestHandler });
  const objectsBelow = (prefix: string): Objects =>
    createS3Objects({ client: s3, bucket: outputs.ObjectsBucket!, prefix });
  return {
    outputs,
    resources,
    driver,
    kinesis,
    s3,
    heads: createDynamoHeads({
      client: dynamo,
      table: outputs.RecordsTable!,
      spill: (model) => objectsBelow(recordsPrefix(model)),
    }),
    objects: (model) => objectsBelow(checkpointsPrefix(model)),
    functionName: (logicalId) => nameOf(resources, 'AWS::Lambda::Function', logicalId),

    async send(lines) {
      await createKinesisEventSender({ client: kinesis, stream: outputs.EventsStream! }).send(lines);
    },

    perennial: (...args) => documentOf([...args, '--stack', STACK], { env: emulator.env }),

    async invoke(functionName, event) {
      const { FunctionError, Payload = [] } = await lambda.send(
        new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
      );
      const text = Buffer.from(Payload).toString('utf8');
      if (FunctionError !== undefined) throw new Error(`${functionName}: ${text}`);
      return text === '' ? null : JSON.parse(text);
    },

    close() {
      driver.close();
      for (const client of [dynamo, s3, lambda, kinesis]) client.destroy();
      rmSync(assembly, { recursive: true, force: true });
    },
  };
}

/** What `perennial replay` makes of the same arrivals, on this machine, in a folder that is gone afterwards. */
export async function replayedHere(model: string, lines: readonly string[]): ReturnType<typeof documentOf> {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-replayed-'));
  const events = join(folder, 'events.ndjson');
  writeFileSync(events, lines.map((line) => `${line}\n`).join(''));
  try {
    return await documentOf([
      ...['replay', model, '--model-file', MODELS, '--events', events, '--state', join(folder, 'state')],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
