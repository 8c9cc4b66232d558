import type { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { createInvoke, FunctionFailed } from '../../../../../functions/adapters/aws/stack/invoke-function';

/** A client that remembers what it was asked. */
function lambda(payload: string, error?: string) {
  const asked: unknown[] = [];
  const client = {
    send: async ({ input }: InvokeCommand) => {
      asked.push([input.FunctionName, String(input.Payload)]);
      return { Payload: Buffer.from(payload), FunctionError: error };
    },
  };
  return { invoke: createInvoke(client as unknown as LambdaClient), asked };
}

describe('a function that is invoked', () => {
  it('is given JSON, and answers JSON', async () => {
    const { invoke, asked } = lambda('{"kind":"refused","reason":"später"}');
    expect(await invoke('promote', { reason: 'größer' })).toEqual({ kind: 'refused', reason: 'später' });
    expect(asked).toEqual([['promote', '{"reason":"größer"}']]);
  });

  it('may answer nothing', async () => {
    expect(await lambda('').invoke('promote', {})).toBeUndefined();
    expect(await lambda('null').invoke('promote', {})).toBeNull();
  });

  it.each([
    ['{"errorType":"Error","errorMessage":"no table"}', 'Unhandled', 'no table'],
    ['Task timed out after 3.00 seconds', 'Unhandled', 'Unhandled'],
    ['"gone"', 'Unhandled', 'Unhandled'],
  ])('that fails with %s says so, and where to look', async (payload, error, detail) => {
    const { invoke } = lambda(payload, error);
    await expect(invoke('promote', {})).rejects.toThrow(new FunctionFailed('promote', detail));
    await expect(invoke('promote', {})).rejects.toThrow(/its log group says more$/);
  });
});
