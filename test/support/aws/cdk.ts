/**
 * The CDK's own command line, as a user runs it, against an emulator. Synthesis goes to a folder and the deployment takes it
 * from there, so that one assembly serves several emulators. Without change sets (`--method=direct`): they cost polling and
 * show nothing here.
 *
 * With AUTH=true the emulator's own key (`test`) is the account's root: it may do everything, as may the roles that bootstrapping
 * makes for the CDK, while every function has what its role allows. Only what refuses plain http has to give way.
 *
 * Measured for 122 resources and 11 functions: bootstrap 3 s and synthesis 6 s, side by side, deployment 4 s; most of it is the
 * start of Node.
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DeleteBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import type { Emulator } from './emulator';

const ROOT = join(__dirname, '../../..');
const CLI = join(ROOT, 'node_modules/aws-cdk/bin/cdk');
const ACCOUNT = '000000000000';
/** Of the bootstrap stack's default qualifier. */
const assetsBucket = (region: string): string => `cdk-hnb659fds-assets-${ACCOUNT}-${region}`;
const MAX_OUTPUT_BYTES = 64 * 2 ** 20;

const run = promisify(execFile);

export interface Synthesis {
  /** Command that synthesises. @default cdk.json's */
  readonly app?: string;
  readonly context?: Readonly<Record<string, string>>;
  /** Folder for the cloud assembly. */
  readonly out: string;
}

export interface Deployment {
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  readonly stack: string;
}

/** @throws CdkFailed */
export async function bootstrap(emulator: Emulator): Promise<void> {
  // With an app it would synthesise that first.
  await cdk(emulator, ['bootstrap', `aws://${ACCOUNT}/${emulator.region}`, '--app', '']);
  // Its policy refuses plain http.
  const s3 = new S3Client({ ...emulator.client, forcePathStyle: true });
  await s3.send(new DeleteBucketPolicyCommand({ Bucket: assetsBucket(emulator.region) }));
  s3.destroy();
}

/** @throws CdkFailed */
export async function synthesise(emulator: Emulator, { app, context = {}, out }: Synthesis): Promise<void> {
  await cdk(emulator, [
    'synth',
    '--quiet',
    '--output',
    out,
    ...(app === undefined ? [] : ['--app', app]),
    ...Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]),
  ]);
  for (const file of readdirSync(out).filter((name) => name.endsWith('.template.json')))
    allowPlainHttp(join(out, file));
}

/**
 * Buckets, queues and topics that refuse plain http would refuse everybody here, with AUTH=true. Their statements stay, turned to
 * refuse TLS.
 */
function allowPlainHttp(template: string): void {
  const text = readFileSync(template, 'utf8');
  writeFileSync(template, text.replaceAll(/("aws:SecureTransport":\s*)"false"/g, '$1"true"'));
}

/**
 * Deploys what is new or changed.
 *
 * @returns the stack's outputs
 * @throws CdkFailed
 */
export async function deploy(emulator: Emulator, { assembly, stack }: Deployment): Promise<Record<string, string>> {
  await cdk(emulator, ['deploy', stack, '--app', assembly, '--require-approval', 'never', '--method', 'direct']);
  return outputsOf(emulator, stack);
}

/** @throws CdkFailed */
export async function destroy(emulator: Emulator, { assembly, stack }: Deployment): Promise<void> {
  await cdk(emulator, ['destroy', stack, '--app', assembly, '--force']);
}

export async function outputsOf(emulator: Emulator, stack: string): Promise<Record<string, string>> {
  const client = new CloudFormationClient(emulator.client);
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
  return Object.fromEntries(
    (Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}

export interface DeployedResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}

export async function resourcesOf(emulator: Emulator, stack: string): Promise<DeployedResource[]> {
  const client = new CloudFormationClient(emulator.client);
  const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: stack }));
  return StackResources.map(({ LogicalResourceId = '', PhysicalResourceId = '', ResourceType = '' }) => ({
    logicalId: LogicalResourceId,
    physicalId: PhysicalResourceId,
    type: ResourceType,
  }));
}

/** The physical name of the one resource whose logical id begins so, of that type. */
export function nameOf(resources: readonly DeployedResource[], type: string, logicalId: string): string {
  const found = resources.filter((resource) => resource.type === type && resource.logicalId.startsWith(logicalId));
  if (found.length !== 1) {
    const all = resources.filter((resource) => resource.type === type).map((resource) => resource.logicalId);
    throw new Error(`${found.length} resources ${type} begin with ${logicalId}: there are ${all.join(', ')}`);
  }
  return found[0]!.physicalId;
}

export class CdkFailed extends Error {
  override readonly name = 'CdkFailed';
  constructor(parameters: readonly string[], cause: unknown) {
    // What it said is part of the cause's message.
    super(`cdk ${parameters.join(' ')}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

async function cdk(emulator: Emulator, parameters: readonly string[]): Promise<void> {
  try {
    await run(process.execPath, [CLI, ...parameters, '--no-notices'], {
      cwd: ROOT,
      maxBuffer: MAX_OUTPUT_BYTES,
      env: {
        ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))),
        ...emulator.env,
        CDK_DISABLE_VERSION_CHECK: '1',
        // Six seconds of each synthesis, and the tests of infra say more.
        CDK_VALIDATION: 'false',
        CDK_DISABLE_CLI_TELEMETRY: '1',
      },
    });
  } catch (cause) {
    throw new CdkFailed(parameters, cause);
  }
}
