/**
 * The page of a replay and its state over HTTP, on this machine only.
 *
 * The page asks for the state about once a second while it is visible. A state is built when somebody asks and then shared
 * for `SHARED_MS`, so that the cost does not grow with the number of tabs and is nothing when nobody looks.
 *
 * It listens on 127.0.0.1, and a Host header with any other name is refused: without that, a web site could point its own
 * name at 127.0.0.1 and read the state as its own (DNS rebinding). There is no routing from a request's path to the disk:
 * three files, read at the start, and one document.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { ConsoleState } from './state';

export const DEFAULT_PORT = 4321;
const HOST = '127.0.0.1';
const PORTS_TRIED = 20;
const SHARED_MS = 400;

const HEADERS = {
  // The page sets every style from its style sheet or through the DOM, and brings its icon as a data URL.
  'Content-Security-Policy':
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
} as const;
const ALLOW = { Allow: 'GET, HEAD' } as const;

export interface ConsoleOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Whether to go on to the next free port when this one is taken. */
  readonly portTaken: 'fail' | 'next';
  readonly state: () => ConsoleState;
  /** Where `npm run build:page` put index.html, page.js and page.css. */
  readonly pageDir: string;
  /** A monotonic clock. */
  readonly nowMs?: () => number;
}

export interface ConsoleServer {
  readonly url: string;
  /** Ends open connections too, so that nothing keeps the process alive. */
  close(): Promise<void>;
}

interface Document {
  readonly type: string;
  readonly body: () => string;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export async function serveConsole(options: ConsoleOptions): Promise<ConsoleServer> {
  const documents = await readPage(options.pageDir);
  documents.set('/api/state', {
    type: 'application/json; charset=utf-8',
    body: sharedState(options.state, options.nowMs ?? (() => performance.now())),
  });
  const server = createServer((request, response) => send(response, answer(documents, request)));
  const port = await listen(server, options);
  return {
    url: `http://${HOST}:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function readPage(pageDir: string): Promise<Map<string, Document>> {
  const read = async (file: string, type: string): Promise<Document> => {
    try {
      const text = await readFile(join(pageDir, file), 'utf8');
      return { type: `${type}; charset=utf-8`, body: () => text };
    } catch (cause) {
      throw new Error(`The page is not in ${pageDir}: ${file} can't be read. Build it: npm run build`, { cause });
    }
  };
  return new Map([
    ['/', await read('index.html', 'text/html')],
    ['/page.js', await read('page.js', 'text/javascript')],
    ['/page.css', await read('page.css', 'text/css')],
  ]);
}

function sharedState(state: () => ConsoleState, nowMs: () => number): () => string {
  let body = '';
  let builtMs = Number.NEGATIVE_INFINITY;
  return () => {
    if (nowMs() - builtMs >= SHARED_MS) {
      body = JSON.stringify(state());
      builtMs = nowMs();
    }
    return body;
  };
}

function answer(documents: Map<string, Document>, { headers, method, url = '' }: IncomingMessage): Answer {
  if (!isThisMachine(headers.host)) return refusal(421, 'This page answers to 127.0.0.1 and localhost only.');
  if (method !== 'GET' && method !== 'HEAD') return refusal(405, 'Only GET and HEAD are answered here.', ALLOW);
  const [path = ''] = url.split('?', 1);
  const document = documents.get(path);
  if (document === undefined) return refusal(404, 'Nothing is here. The page is at /.');
  try {
    return { status: 200, type: document.type, body: document.body() };
  } catch (error) {
    // A page that can't be drawn must not stop the replay that it shows.
    return refusal(500, `The state could not be built: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isThisMachine(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/i.test(host);
}

function refusal(status: number, reason: string, headers?: Answer['headers']): Answer {
  return { status, type: 'text/plain; charset=utf-8', body: `${reason}\n`, headers };
}

/** To HEAD, Node leaves the body out by itself; the length stays. */
function send(response: ServerResponse, { status, type, body, headers }: Answer): void {
  response.writeHead(status, {
    ...HEADERS,
    ...headers,
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

async function listen(server: Server, { port, portTaken }: ConsoleOptions): Promise<number> {
  const last = portTaken === 'next' && port !== 0 ? Math.min(port + PORTS_TRIED - 1, 65_535) : port;
  for (let candidate = port; candidate <= last; candidate++) {
    const error = await tryListen(server, candidate);
    if (error === undefined) return (server.address() as AddressInfo).port;
    if (error.code !== 'EADDRINUSE') {
      throw new Error(`The page can't be served on ${HOST}:${candidate}: ${error.message}`, { cause: error });
    }
  }
  const range = last === port ? `Port ${port} is` : `Ports ${port} to ${last} are all`;
  throw new Error(`${range} taken on ${HOST}. Give another with --serve PORT, or 0 for any free one.`);
}

/** The error that kept it from listening; undefined when it listens. */
function tryListen(server: Server, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error);
    server.once('error', failed);
    server.listen(port, HOST, () => {
      server.off('error', failed);
      resolve(undefined);
    });
  });
}
