/** `perennial` as a process of its own, as a person or a script would start it. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { builtPackage } from './built-package';

export interface Ended {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
}

export interface StartOptions {
  /** @default the folder of this process */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  /** All that it reads on stdin. @default nothing; `null` leaves stdin open */
  readonly stdin?: string | null;
  /** A command that starts it: what follows is node's path, and what node is to run. */
  readonly within?: readonly string[];
}

export function startPerennial(args: readonly string[], options: StartOptions = {}): Started {
  const { cwd, env = {}, uid, stdin = '', within = [] } = options;
  const [file, ...rest] = [...within, process.execPath, builtPackage().command, ...args];
  const child = spawn(file!, rest, {
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid, gid: uid }),
    env: { ...process.env, ...env },
  });
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      out[name] += text;
    });
  }
  // A command that ends without reading what it is given is no failure of the test.
  child.stdin.on('error', () => child.stdin.destroy());
  if (stdin !== null) child.stdin.end(stdin);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...out }));
  });
  return { child, ended };
}

/** Runs it to its end. */
export const perennial = (args: readonly string[], options?: StartOptions): Promise<Ended> =>
  startPerennial(args, options).ended;

/** Runs it to its end with --json. @throws unless it ends with `code` and prints one JSON document, and nothing else */
export async function documentOf(
  args: readonly string[],
  { code = 0, ...options }: StartOptions & { readonly code?: number } = {},
): Promise<ReturnType<typeof JSON.parse>> {
  const ended = await perennial([...args, '--json'], options);
  if (ended.code !== code)
    throw new Error(`perennial ${args.join(' ')}: exit ${ended.code ?? ended.signal}, not ${code}\n${ended.stderr}`);
  return JSON.parse(ended.stdout);
}
