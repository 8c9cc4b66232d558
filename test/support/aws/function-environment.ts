/** Adds variables to a deployed function, or takes them away again; the next invocation starts a new instance. */
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { Emulator } from './emulator';

export async function withVariables(
  emulator: Emulator,
  functionName: string,
  change: Readonly<Record<string, string>>,
): Promise<() => Promise<void>> {
  const client = new LambdaClient(emulator.client);
  const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const before = Environment?.Variables ?? {};
  const set = (Variables: Record<string, string>) =>
    client.send(new UpdateFunctionConfigurationCommand({ FunctionName: functionName, Environment: { Variables } }));
  await set({ ...before, ...change });
  return async () => {
    await set(before);
    client.destroy();
  };
}
