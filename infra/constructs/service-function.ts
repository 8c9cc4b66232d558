import { join } from 'node:path';
import type { Duration } from 'aws-cdk-lib';
import { RemovalPolicy } from 'aws-cdk-lib';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  DockerImageCode,
  DockerImageFunction,
  type FunctionOptions,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { ENVIRONMENT } from '../../functions/contracts/environment';
import { acceptFinding } from './accepted-finding';
import { type Bundle, BundledCode, NATIVE_IMAGE, stageBundle } from './bundled-code';

/** What all functions of a platform have in common. */
export interface FunctionDefaults {
  readonly bundles: string;
  readonly architecture: Architecture;
  readonly logRetention: RetentionDays;
  readonly metricsNamespace: string;
}

export interface ServiceFunctionProps {
  /** Name of the bundle. */
  readonly bundle: string;
  /** Asked when the template is made. */
  readonly models: () => readonly ModelDeclaration[];
  readonly description: string;
  /** It brings computing power in proportion: 1,769 MiB is one core. */
  readonly memoryMiB: number;
  readonly timeout: Duration;
  /** @default a zip with the bundle */
  readonly container?: boolean;
}

/**
 * A function with a role and a log group of its own, allowed to write its log and nothing else; grants add to that. No concurrency
 * is reserved: it would be taken from the account's other functions.
 */
export function serviceFunction(
  scope: Construct,
  id: string,
  defaults: FunctionDefaults,
  { bundle, models, description, memoryMiB, timeout, container = false }: ServiceFunctionProps,
): LambdaFunction {
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    retention: defaults.logRetention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  const options: FunctionOptions = {
    description,
    memorySize: memoryMiB,
    timeout,
    role,
    logGroup,
    environment: { [ENVIRONMENT.metricsNamespace]: defaults.metricsNamespace },
  };
  const named: Bundle = { folder: defaults.bundles, name: bundle };
  if (container) return imageFunction(scope, id, named, models(), options);
  const made = new LambdaFunction(scope, id, {
    ...options,
    runtime: Runtime.NODEJS_22_X,
    architecture: defaults.architecture,
    handler: 'index.handler',
    code: new BundledCode(named, models),
  });
  acceptFinding(made, 'AwsSolutions-L1', {
    reason: 'Node 22 is the release that the functions are tested on; it is supported until April 2027.',
  });
  return made;
}

/** TensorFlow's compiled part is published for x86-64 alone. */
function imageFunction(
  scope: Construct,
  id: string,
  bundle: Bundle,
  models: readonly ModelDeclaration[],
  { environment, ...options }: FunctionOptions,
): LambdaFunction {
  const context = stageBundle(scope, bundle, models, {
    Dockerfile: join(NATIVE_IMAGE, 'Dockerfile'),
  });
  return new DockerImageFunction(scope, id, {
    ...options,
    architecture: Architecture.X86_64,
    code: DockerImageCode.fromImageAsset(context, { platform: Platform.LINUX_AMD64 }),
    environment: { ...environment, [ENVIRONMENT.tfBackend]: 'native' },
  });
}
