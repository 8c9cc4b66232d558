/**
 * Stands between a deployed function and AWS: sees every call that the function makes, and can refuse it, lose its answer, or do
 * something first. So faults happen to the deployed code as it is. Speaks HTTP/1 and HTTP/2 without TLS, since the SDK's Kinesis
 * client insists on HTTP/2; signatures stay valid, as the host that was signed is handed on.
 */
import {
  createServer as createHttp1,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from 'node:http';
import { createServer as createHttp2, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer, type Socket } from 'node:net';
import type { Emulator } from './emulator';
import { withVariables } from './function-environment';

export interface Call {
  /** `DynamoDB.PutItem`, `Kinesis.PutRecords`, `S3.PUT`. */
  readonly operation: string;
  readonly path: string;
  readonly body: Buffer;
}

export type Fault =
  /** The call does not reach AWS; this is the answer. */
  | { readonly kind: 'refused'; readonly status: number; readonly error: string }
  /** The call reaches AWS and does its work; this is the answer. */
  | { readonly kind: 'done, then refused'; readonly status: number; readonly error: string }
  /** The call reaches AWS and does its work; this happens, and the connection breaks before the answer. */
  | { readonly kind: 'answer lost'; readonly meanwhile?: () => Promise<unknown> };

/** May wait, or do something, before it decides; undefined lets the call pass. */
export type Rule = (call: Call) => Fault | undefined | Promise<Fault | undefined>;

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** Told of every call that AWS has answered, whatever the caller is told. */
export type Listener = (call: Call, answer: Answer) => void;

export interface FaultProxy {
  readonly url: string;
  /** The function makes all its calls through here, until the returned function is called. */
  attach(functionName: string): Promise<() => Promise<void>>;
  /** In place of the rule before. */
  rule(rule: Rule): void;
  /** Operations that passed, in order. */
  readonly passed: readonly string[];
  close(): Promise<void>;
}

type Request = IncomingMessage | Http2ServerRequest;
type Response = ServerResponse | Http2ServerResponse;

const HTTP2_PREFACE = 'PRI';
/** They belong to one connection, or HTTP/2 has no place for them. */
const HOP_HEADERS = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection'];

export const passAll: Rule = () => undefined;

/** What DynamoDB and Kinesis say when there is too much to do; the SDK tries again. */
export const throttled: Fault = { kind: 'refused', status: 400, error: 'ProvisionedThroughputExceededException' };

export async function startFaultProxy(emulator: Emulator, listener?: Listener): Promise<FaultProxy> {
  const passed: string[] = [];
  const sockets = new Set<Socket>();
  let current: Rule = passAll;

  const handle = async (request: Request, response: Response): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const operation = operationOf(request.headers, request.method ?? '', request.url ?? '');
    const call: Call = { operation, path: request.url ?? '', body };
    const fault = await current(call);
    if (fault?.kind === 'refused') {
      answer(response, fault.status, {}, errorBody(fault.error));
      return;
    }
    const { status, headers, bytes } = await forward(emulator.endpoint, request, body);
    listener?.(call, { status, body: bytes });
    if (fault?.kind === 'done, then refused') {
      answer(response, fault.status, {}, errorBody(fault.error));
      return;
    }
    if (fault?.kind === 'answer lost') {
      await fault.meanwhile?.();
      response.destroy();
      return;
    }
    passed.push(operation);
    answer(response, status, headers, bytes);
  };
  const onRequest = (request: Request, response: Response): void => {
    // The caller sees a broken connection, as it would of AWS.
    handle(request, response).catch(() => response.destroy());
  };
  const http1 = createHttp1(onRequest);
  const http2 = createHttp2(onRequest);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (first) => {
      socket.pause();
      const speaksHttp2 = first.subarray(0, HTTP2_PREFACE.length).toString('latin1') === HTTP2_PREFACE;
      (speaksHttp2 ? http2 : http1).emit('connection', socket);
      socket.unshift(first);
      socket.resume();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    passed,
    attach: (functionName) =>
      withVariables(emulator, functionName, { AWS_ENDPOINT_URL: url, AWS_ENDPOINT_URL_S3: url }),
    rule(rule) {
      current = rule;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const errorBody = (error: string): Buffer => Buffer.from(JSON.stringify({ __type: error, message: error }));

/** The fault befalls the first call of this operation that says all of these words; all others pass. */
export function onceAt(operation: string, fault: () => Fault | Promise<Fault>, ...words: readonly string[]): Rule {
  let isOver = false;
  return (call) => {
    if (isOver || call.operation !== operation || !words.every((word) => call.body.includes(word))) return undefined;
    isOver = true;
    return fault();
  };
}

function operationOf(headers: IncomingHttpHeaders, method: string, path: string): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.replace(/_\d+\./, '.').replace(/^AWSStepFunctions/, 'StepFunctions');
  const [, service, operation] = /^\/service\/([^/]+)\/operation\/([^/?]+)/.exec(path) ?? [];
  if (service !== undefined) return `${service.replace(/_\d+$/, '')}.${operation}`;
  const [, signedFor = 'unknown'] = /Credential=[^/]+\/[^/]+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return `${signedFor.toUpperCase()}.${method}`;
}

interface Forwarded {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

function forward(endpoint: string, request: Request, body: Buffer): Promise<Forwarded> {
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !name.startsWith(':') && !HOP_HEADERS.includes(name)),
  );
  // HTTP/2 says the host in a field of its own.
  headers.host ??= String(request.headers[':authority']);
  headers['content-length'] = String(body.length);
  return new Promise((resolve, reject) => {
    const sent = send(new URL(request.url ?? '/', endpoint), { method: request.method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 500, headers: response.headers, bytes: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function answer(response: Response, status: number, headers: IncomingHttpHeaders, bytes: Buffer): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !HOP_HEADERS.includes(name)) response.setHeader(name, value);
  }
  // The two kinds of response agree here, which their types do not say.
  if ('stream' in response) response.end(bytes);
  else response.end(bytes);
}
