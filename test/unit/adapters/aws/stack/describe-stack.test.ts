import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { describeStack } from '../../../../../functions/adapters/aws/stack/describe-stack';

/** A client whose one call answers, or fails, like this. */
const answering = (answer: () => unknown, region: () => string = () => 'eu-west-1') => {
  const client = { send: async () => answer(), config: { region: async () => region() } };
  return client as unknown as CloudFormationClient;
};
const failing = (name: string, message: string) => () => {
  throw Object.assign(new Error(message), { name });
};

describe('a stack described', () => {
  it('is its status, and its outputs by key', async () => {
    const Outputs = [
      { OutputKey: 'EventsStream', OutputValue: 'events-1' },
      { OutputKey: 'RecordsTable', OutputValue: 'records-1' },
    ];
    const client = answering(() => ({ Stacks: [{ StackStatus: 'UPDATE_COMPLETE', Outputs }] }));
    expect(await describeStack('demo', client)).toEqual({
      status: 'UPDATE_COMPLETE',
      outputs: { EventsStream: 'events-1', RecordsTable: 'records-1' },
    });
  });

  it('has no outputs while it is made', async () => {
    const client = answering(() => ({ Stacks: [{ StackStatus: 'CREATE_IN_PROGRESS' }] }));
    expect(await describeStack('demo', client)).toEqual({ status: 'CREATE_IN_PROGRESS', outputs: {} });
  });

  it.each([
    [
      'a name that nobody has',
      failing('ValidationError', 'Stack with id demo does not exist'),
      'there is no stack demo in eu-west-1; deploy it (`npx cdk deploy`), or set AWS_REGION to where it is',
    ],
    [
      'a name that cannot be one',
      failing('ValidationError', "'stackName' failed to satisfy constraint"),
      `"demo" cannot be the name of a stack: 'stackName' failed to satisfy constraint`,
    ],
    [
      'no credentials',
      failing('CredentialsProviderError', 'Could not load credentials from any providers'),
      'no AWS credentials were found; sign in (`aws sso login`), or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    ],
  ])('%s is for the person to mend', async (_, answer, message) => {
    await expect(describeStack('demo', answering(answer))).rejects.toMatchObject({ name: 'StackUnusable', message });
  });

  it('no region is for the person to mend', async () => {
    const client = answering(() => ({}), failing('Error', 'Region is missing') as () => string);
    await expect(describeStack('demo', client)).rejects.toMatchObject({
      name: 'StackUnusable',
      message: 'no AWS region is set; set AWS_REGION, or a region in your AWS profile',
    });
  });

  it('what else AWS says is handed on as it came', async () => {
    const client = answering(failing('AccessDenied', 'ada may not DescribeStacks'));
    await expect(describeStack('demo', client)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'ada may not DescribeStacks',
    });
  });
});
