/**
 * Runs the handler of a function that is a container image, without a container: the emulator, which needs Docker for images,
 * posts the event of such a function to an HTTP server named in its environment. Here that is this server, and the handler runs in
 * a Node of its own with the function's environment and, so that AUTH=true counts, its role's credentials. What the image would
 * add (its base system, the packages that its Dockerfile installs) is not tested by it.
 */
import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { Emulator } from './emulator';
import { withVariables } from './function-environment';
import { withRoleOf } from './roles';

export interface ContainerProxy {
  stop(): Promise<void>;
}

/** In the child; it answers one message per event. */
const HOST = `
const { handler } = require(process.argv[1]);
process.on('message', async ({ id, event }) => {
  try {
    process.send({ id, value: (await handler(event, {})) ?? null });
  } catch (error) {
    process.send({ id, error: String(error?.stack ?? error) });
  }
});`;

const answer = z.union([
  z.object({ id: z.number(), value: z.json() }),
  z.object({ id: z.number(), error: z.string() }),
]);

/** @param bundle the file whose `handler` the image would run */
export async function startContainerProxy(
  emulator: Emulator,
  functionName: string,
  bundle: string,
): Promise<ContainerProxy> {
  const client = new LambdaClient(emulator.client);
  const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  client.destroy();
  const { credentials } = await withRoleOf(emulator, functionName);
  const child = spawn(process.execPath, ['-e', HOST, bundle], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      ...emulator.env,
      ...Environment?.Variables,
      AWS_LAMBDA_FUNCTION_NAME: functionName,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    },
  });
  const waiting = new Map<number, (text: string, status: number) => void>();
  let events = 0;
  child.on('message', (message) => {
    const parsed = answer.parse(message);
    const reply = waiting.get(parsed.id);
    waiting.delete(parsed.id);
    if ('error' in parsed) reply?.(parsed.error, 500);
    else reply?.(JSON.stringify(parsed.value), 200);
  });
  child.on('exit', (code) => {
    for (const reply of waiting.values()) reply(`the handler's process ended with ${code}`, 500);
    waiting.clear();
  });
  const server = createServer(async (request, response) => {
    const event: unknown = JSON.parse(await textOf(request));
    events += 1;
    waiting.set(events, (text, status) => response.writeHead(status).end(text));
    child.send({ id: events, event });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  const url = `http://127.0.0.1:${address.port}`;
  const restore = await withVariables(emulator, functionName, { MINISTACK_LAMBDA_PROXY_URL: url });
  return {
    async stop() {
      await restore();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
