/**
 * AWS on this machine: MiniStack, a process of its own with a port and a temporary folder of its own, so that test files running
 * side by side do not meet. It starts in about half a second and ends with the process that started it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { S3Client } from '@aws-sdk/client-s3';
import { emulatorPython, NEEDED_PYTHON, suitablePython } from './emulator-python';

export interface Emulator {
  readonly endpoint: string;
  readonly region: string;
  /** For the AWS SDK's clients, each time another one. */
  readonly client: ClientSettings;
  /** For processes: everything by which the SDKs and the CDK find the emulator, and nothing of this machine's own AWS accounts. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** HTTP/1.1: over HTTP/2, which the SDK prefers for Kinesis, MiniStack breaks off answers above 64 KiB. */
  readonly requestHandler: S3Client['config']['requestHandler'];
}

const REGION = 'us-east-1';
const KEY = 'test';
const ATTEMPTS = 3;
const START_MS = 60_000;
const READY = 'Running on http';
const LOG_LINES = 100;

/**
 * @param settings MiniStack's own variables, such as AUTH.
 * @throws when there is no Python for it; describeOnEmulator says so instead
 */
export async function startEmulator(settings: Readonly<Record<string, string>> = {}): Promise<Emulator> {
  const python = suitablePython();
  if (python === undefined) throw new Error(`the AWS emulator needs ${NEEDED_PYTHON} on the path`);
  const executable = emulatorPython(python);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(executable, await freePort(), settings);
    } catch (error) {
      // Somebody else may have taken the port since it was found free.
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * `describe` with an emulator for all of its tests. Without a Python for it they are skipped and say why, except where they
 * must run: with CI or PERENNIAL_REQUIRE_EMULATOR set they fail.
 *
 * @param settings as for startEmulator
 */
export function describeOnEmulator(
  name: string,
  define: (emulator: () => Emulator) => void,
  settings: Readonly<Record<string, string>> = {},
): void {
  const isRequired = Boolean(process.env.CI) || Boolean(process.env.PERENNIAL_REQUIRE_EMULATOR);
  if (suitablePython() === undefined && !isRequired) {
    console.warn(`${name}: skipped, since the AWS emulator needs ${NEEDED_PYTHON} on the path`);
    describe.skip(name, () => {
      define(() => {
        throw new Error('there is no emulator');
      });
    });
    return;
  }
  describe(name, () => {
    let emulator: Emulator | undefined;
    beforeAll(async () => {
      emulator = await startEmulator(settings);
    }, 5 * START_MS);
    afterAll(() => emulator?.stop());
    define(() => {
      if (emulator === undefined) throw new Error('the emulator runs from beforeAll on, not while tests are defined');
      return emulator;
    });
  });
}

async function start(python: string, port: number, settings: Readonly<Record<string, string>>): Promise<Emulator> {
  const endpoint = `http://127.0.0.1:${port}`;
  const env = {
    AWS_ACCESS_KEY_ID: KEY,
    AWS_SECRET_ACCESS_KEY: KEY,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const folder = mkdtempSync(join(tmpdir(), 'perennial-emulator-'));
  const child = spawn(python, [join(__dirname, 'emulator.py')], {
    // A process group of its own, which it ends as a whole.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...ownEnvironment(),
      ...env,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      TMPDIR: folder,
      ...settings,
    },
  });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.stdin.destroy();
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(child, endpoint);
  } catch (error) {
    await stop();
    throw error;
  }
  const credentials = { accessKeyId: KEY, secretAccessKey: KEY };
  return {
    endpoint,
    region: REGION,
    get client() {
      const { requestHandler } = new S3Client({ region: REGION }).config;
      return { endpoint, region: REGION, credentials, requestHandler };
    },
    env,
    stop,
  };
}

/** A developer's profile or token must not reach the emulator: it would hand it on to the functions. */
function ownEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
}

/** Its own log says so: a health check could be answered by somebody else's emulator on the same port. */
function ready(child: ChildProcess, endpoint: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const log: string[] = [];
    const fail = (what: string): void => {
      clearTimeout(deadline);
      reject(new Error(`the AWS emulator at ${endpoint} ${what}:\n${log.join('\n')}`));
    };
    const deadline = setTimeout(() => fail(`was not ready after ${START_MS} ms`), START_MS);
    child.once('error', (error) => fail(`did not start: ${error.message}`));
    child.once('close', (code) => fail(`ended with code ${code}`));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream! }).on('line', (line) => {
        log.push(line);
        if (log.length > LOG_LINES) log.shift();
        if (!line.includes(READY)) return;
        clearTimeout(deadline);
        resolve();
      });
    }
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
      server.close(() => resolve(address.port));
    });
  });
}
