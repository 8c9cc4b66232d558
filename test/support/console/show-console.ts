/** A console over the built page whose state is given from outside, and may change. */
import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ConsoleServer, serveConsole } from '../../../functions/console/server';
import type { ConsoleState } from '../../../functions/console/state';

const ROOT = join(__dirname, '../../..');
const PAGE_DIR = join(ROOT, 'dist/page');

export interface ShownConsole extends ConsoleServer {
  state: ConsoleState;
}

/** @throws when the page was not built since its sources changed */
export async function showConsole(state: ConsoleState): Promise<ShownConsole> {
  await requireFreshBuild();
  // Every request builds a state: a test need not wait until a shared one is old enough.
  let nowMs = 0;
  const server = await serveConsole({
    port: 0,
    portTaken: 'fail',
    state: () => shown.state,
    pageDir: PAGE_DIR,
    nowMs: () => {
      nowMs += 1_000;
      return nowMs;
    },
  });
  const shown: ShownConsole = { ...server, state };
  return shown;
}

async function requireFreshBuild(): Promise<void> {
  const sources = join(ROOT, 'functions/console/page');
  const files = await readdir(sources, { recursive: true, withFileTypes: true });
  const newestMs = Math.max(
    ...files.filter((file) => file.isFile()).map((file) => statSync(join(file.parentPath, file.name)).mtimeMs),
  );
  const builtMs = statSync(join(PAGE_DIR, 'page.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (builtMs < newestMs) throw new Error(`${PAGE_DIR} is older than functions/console/page: npm run build:page`);
}
