/**
 * What did the stack of this name tell the outside? One call of DescribeStacks. Whatever a person can mend where they stand (the
 * name, the region, the credentials) is a `StackUnusable` that says how; the rest is thrown as it came.
 */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

export class StackUnusable extends Error {
  override readonly name = 'StackUnusable';
}

export interface DescribedStack {
  /** Such as UPDATE_COMPLETE. */
  readonly status: string;
  /** Values by key. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** A person waits: what does not answer is said soon. */
const MAX_ATTEMPTS = 3;

/** @throws StackUnusable */
export async function describeStack(
  name: string,
  client: Pick<CloudFormationClient, 'send' | 'config'> = new CloudFormationClient({ maxAttempts: MAX_ATTEMPTS }),
): Promise<DescribedStack> {
  const region = await regionOf(client);
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    if (stack === undefined) throw noSuchStack(name, region);
    const outputs = (stack.Outputs ?? []).flatMap(({ OutputKey: key, OutputValue: value }) =>
      key === undefined || value === undefined ? [] : [[key, value] as const],
    );
    return { status: stack.StackStatus ?? 'of unknown status', outputs: Object.fromEntries(outputs) };
  } catch (cause) {
    throw explained(cause, name, region);
  }
}

async function regionOf({ config }: Pick<CloudFormationClient, 'config'>): Promise<string> {
  try {
    return await config.region();
  } catch (cause) {
    throw new StackUnusable('no AWS region is set; set AWS_REGION, or a region in your AWS profile', { cause });
  }
}

const noSuchStack = (name: string, region: string, cause?: unknown): StackUnusable =>
  new StackUnusable(
    `there is no stack ${name} in ${region}; deploy it (\`npx cdk deploy\`), or set AWS_REGION to where it is`,
    { cause },
  );

/** CloudFormation answers a name that nobody has with a ValidationError, and one that cannot be a name too. */
function explained(cause: unknown, name: string, region: string): unknown {
  if (!(cause instanceof Error)) return cause;
  if (cause.name === 'ValidationError' && cause.message.includes('does not exist'))
    return noSuchStack(name, region, cause);
  if (cause.name === 'ValidationError')
    return new StackUnusable(`${JSON.stringify(name)} cannot be the name of a stack: ${cause.message}`, { cause });
  if (cause.name === 'CredentialsProviderError')
    return new StackUnusable(
      'no AWS credentials were found; sign in (`aws sso login`), or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
      { cause },
    );
  return cause;
}
