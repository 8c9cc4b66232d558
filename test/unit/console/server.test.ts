import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConsoleOptions, type ConsoleServer, serveConsole } from '../../../functions/console/server';
import { emptyState } from '../../support/console/states';

let pageDir: string;
let built: number;
let nowMs: number;
const open: { close(): Promise<void> }[] = [];

beforeEach(() => {
  pageDir = mkdtempSync(join(tmpdir(), 'console-'));
  writeFileSync(join(pageDir, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(pageDir, 'page.js'), 'draw();');
  writeFileSync(join(pageDir, 'page.css'), 'body { margin: 0 }');
  writeFileSync(join(pageDir, 'secret.txt'), 'not for the page');
  built = 0;
  nowMs = 0;
});

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
  rmSync(pageDir, { recursive: true });
});

async function serve(options: Partial<ConsoleOptions> = {}): Promise<ConsoleServer> {
  const state = () => {
    built++;
    return { ...emptyState(), clockMs: built };
  };
  const server = await serveConsole({ port: 0, portTaken: 'fail', state, pageDir, nowMs: () => nowMs, ...options });
  open.push(server);
  return server;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The path goes out as it is: `fetch` would resolve the dots in it. */
function ask(
  server: ConsoleServer,
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, agent: false, ...options }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('serveConsole', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', '<!doctype html><title>page</title>'],
    ['/?from=terminal', 'text/html; charset=utf-8', '<!doctype html><title>page</title>'],
    ['/page.js', 'text/javascript; charset=utf-8', 'draw();'],
    ['/page.css', 'text/css; charset=utf-8', 'body { margin: 0 }'],
  ])('answers %s with its file and type', async (path, type, body) => {
    const answer = await ask(await serve(), path);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.body).toBe(body);
  });

  it('listens on the loopback address only', async () => {
    expect((await serve()).url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
  });

  it('answers /api/state with the state as JSON, never to be cached', async () => {
    const answer = await ask(await serve(), '/api/state');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(JSON.parse(answer.body)).toEqual({ ...emptyState(), clockMs: 1 });
  });

  it('answers HEAD with the headers of GET and no body', async () => {
    const server = await serve();
    const head = await ask(server, '/page.js', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers['content-length']).toBe(String('draw();'.length));
    expect(head.body).toBe('');
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
    'refuses %s with 405 and says what is allowed',
    async (method) => {
      const answer = await ask(await serve(), '/api/state', { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toBe('GET, HEAD');
      expect(built).toBe(0);
    },
  );

  it.each([
    '/nothing',
    '/index.html',
    '/page.js/',
    '/api/state/',
    '/secret.txt',
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/../../../../../../etc/passwd',
    '//etc/passwd',
    '/constructor',
    '/__proto__',
    'http://127.0.0.1/',
  ])('has nothing at %s', async (path) => {
    const answer = await ask(await serve(), path);
    expect(answer.status).toBe(404);
    expect(answer.body).toBe('Nothing is here. The page is at /.\n');
  });

  it.each([
    'evil.example',
    'evil.example:4321',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '0.0.0.0',
    '[::1]',
    'a@localhost',
  ])('refuses the host name "%s", which another site may have pointed here', async (Host) => {
    const answer = await ask(await serve(), '/api/state', { headers: { Host } });
    expect(answer.status).toBe(421);
    expect(built).toBe(0);
  });

  it('refuses a request without a host name, as HTTP/1.0 allows', async () => {
    const socket = connect(Number(new URL((await serve()).url).port), '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (part) => {
      answer += part;
    });
    socket.write('GET /api/state HTTP/1.0\r\n\r\n');
    await new Promise((resolve) => socket.once('close', resolve));
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
    expect(built).toBe(0);
  });

  it.each(['localhost', 'localhost:80', '127.0.0.1', 'LOCALHOST:4321'])('answers to the host name %s', async (Host) => {
    expect((await ask(await serve(), '/', { headers: { Host } })).status).toBe(200);
  });

  it.each(['/', '/api/state', '/nothing'])(
    'forbids at %s to load anything from elsewhere, to frame and to guess types',
    async (path) => {
      const { headers } = await ask(await serve(), path);
      const policy = headers['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    },
  );

  it('builds no state while nobody looks, and one for all who ask within 400 ms', async () => {
    const server = await serve();
    await ask(server, '/');
    expect(built).toBe(0);
    await ask(server, '/api/state');
    nowMs = 399;
    const shared = await ask(server, '/api/state');
    expect(built).toBe(1);
    nowMs = 400;
    const fresh = await ask(server, '/api/state');
    expect(built).toBe(2);
    expect(fresh.body).not.toBe(shared.body);
  });

  it('answers 500 with the reason when a state cannot be built, and goes on', async () => {
    let broken = true;
    const state = () => {
      if (broken) throw new Error('no head for flights');
      return emptyState();
    };
    const server = await serve({ state });
    const answer = await ask(server, '/api/state');
    expect(answer.status).toBe(500);
    expect(answer.body).toBe('The state could not be built: no head for flights\n');
    broken = false;
    expect((await ask(server, '/api/state')).status).toBe(200);
  });

  it('says how to build the page when a file of it is missing', async () => {
    rmSync(join(pageDir, 'page.js'));
    await expect(serve()).rejects.toThrow(
      `The page is not in ${pageDir}: page.js can't be read. Build it: npm run build`,
    );
  });

  it('refuses a port that is taken, naming it, when it was asked for', async () => {
    const port = Number(new URL((await serve()).url).port);
    await expect(serve({ port })).rejects.toThrow(
      `Port ${port} is taken on 127.0.0.1. Give another with --serve PORT, or 0 for any free one.`,
    );
  });

  it('goes on to a later port when told to', async () => {
    const port = Number(new URL((await serve()).url).port);
    const next = await serve({ port, portTaken: 'next' });
    expect(Number(new URL(next.url).port)).toBeGreaterThan(port);
    expect((await ask(next, '/')).status).toBe(200);
  });

  it('frees its port when it closes, with a connection still open', async () => {
    const server = await serve();
    const port = Number(new URL(server.url).port);
    await fetch(`${server.url}/`).then((response) => response.text());
    await open.pop()?.close();
    const successor = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => successor.once('listening', resolve));
    expect((successor.address() as AddressInfo).port).toBe(port);
    await new Promise((resolve) => successor.close(resolve));
  });
});
