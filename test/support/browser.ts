/**
 * The Chromium that npm brings (`@sparticuz/chromium`: one compressed file, for machines without a browser), inflated once
 * into .cache and launched with what it needs. `CHROMIUM=/path/to/one` takes another, which other machines than x86-64
 * Linux need.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { z } from 'zod';

const ROOT = join(__dirname, '../..');

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @throws ChromiumUnusable: there is no test of the page without a browser, and that is not the same as a test that passed */
export async function launchBrowser(): Promise<Browser> {
  try {
    return await chromium.launch(options());
  } catch (cause) {
    throw new ChromiumUnusable(cause);
  }
}

export class ChromiumUnusable extends Error {
  override readonly name = 'ChromiumUnusable';
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `Chromium can't start on this machine (${process.platform} ${process.arch}), so the page is not tested. ` +
        `CHROMIUM=/path/to/chromium takes another one than npm's, which is for x86-64 Linux.\n${reason}`,
      { cause },
    );
  }
}

function options(): LaunchOptions {
  const given = process.env.CHROMIUM;
  if (given !== undefined) return { executablePath: given, args: ARGUMENTS };
  const folder = inflated();
  // NSS and Expat, as the package brings them, stand in where the machine has none. Its font makes text as wide everywhere.
  const libraries = [process.env.LD_LIBRARY_PATH, join(folder, 'al2023', 'lib')].filter(Boolean).join(':');
  return {
    executablePath: join(folder, 'chromium'),
    args: ARGUMENTS,
    env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/**
 * The package inflates into the system's temporary folder, and takes a half-written file there for a whole one. So it runs in
 * a process of its own, with a fresh folder as its temporary one, which is then renamed: whole or not there.
 */
function inflated(): string {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(ROOT, 'node_modules/@sparticuz/chromium/package.json'), 'utf8')));
  const folder = join(ROOT, '.cache', `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const part = mkdtempSync(join(ROOT, '.cache', 'part-'));
  execFileSync(process.execPath, ['-e', 'require("@sparticuz/chromium").executablePath()'], {
    cwd: ROOT,
    // The runtime's name is how the package decides to bring the libraries too.
    env: { ...process.env, TMPDIR: part, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  });
  writeFileSync(
    join(part, 'fonts.conf'),
    `<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>`,
  );
  try {
    renameSync(part, folder);
  } catch (error) {
    // Another test file was first.
    rmSync(part, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
