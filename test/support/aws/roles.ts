/**
 * Doing with a function's own role what the function would not do, to see that it may not. A role trusts Lambda alone, so nobody
 * else can assume it; but whoever may deploy can deploy a function that runs with it and tells its credentials, as the emulator
 * has them in its environment.
 *
 * The emulator, started with AUTH=true, checks actions, resources and most conditions for these credentials as it does within
 * functions. It does not fill in `dynamodb:LeadingKeys`: a ForAllValues condition on it always holds there, so the fence between
 * two models in one table has to be shown on the template.
 */
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourceCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { Emulator } from './emulator';

export interface RoleClient {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
}

const TELLS_CREDENTIALS = `exports.handler = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
});`;

const LOGICAL_ID = 'TellsCredentials';

const told = z.object({ accessKeyId: z.string(), secretAccessKey: z.string(), sessionToken: z.string() });
const known = new WeakMap<Emulator, Map<string, Promise<RoleClient>>>();

/** Settings of an SDK client that has the role of the deployed function. */
export function withRoleOf(emulator: Emulator, functionName: string): Promise<RoleClient> {
  const ofEmulator = known.get(emulator) ?? new Map<string, Promise<RoleClient>>();
  known.set(emulator, ofEmulator);
  const role = ofEmulator.get(functionName) ?? ask(emulator, functionName);
  ofEmulator.set(functionName, role);
  return role;
}

async function ask(emulator: Emulator, functionName: string): Promise<RoleClient> {
  const lambda = new LambdaClient(emulator.client);
  const cloudFormation = new CloudFormationClient(emulator.client);
  try {
    const { Role } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
    if (Role === undefined) throw new Error(`${functionName} has no role`);
    const StackName = `role-of-${functionName}`;
    await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: templateWith(Role) }));
    await waitUntilStackCreateComplete({ client: cloudFormation, maxWaitTime: 30, minDelay: 1 }, { StackName });
    const { StackResourceDetail } = await cloudFormation.send(
      new DescribeStackResourceCommand({ StackName, LogicalResourceId: LOGICAL_ID }),
    );
    const { Payload = [] } = await lambda.send(
      new InvokeCommand({ FunctionName: StackResourceDetail?.PhysicalResourceId }),
    );
    const credentials = told.parse(JSON.parse(Buffer.from(Payload).toString('utf8')));
    return { endpoint: emulator.endpoint, region: emulator.region, credentials };
  } finally {
    lambda.destroy();
    cloudFormation.destroy();
  }
}

const templateWith = (role: string): string =>
  JSON.stringify({
    Resources: {
      [LOGICAL_ID]: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Code: { ZipFile: TELLS_CREDENTIALS },
          Role: role,
        },
      },
    },
  });
