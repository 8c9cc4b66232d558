#!/usr/bin/env node
/** The `perennial` command. Exit 0: done; 1: the work failed; 2: it cannot be meant as written. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { commandLine, type Runner } from './command-line';
import { predict } from './commands/predict';
import { replayCommand } from './commands/replay';
import { send } from './commands/send';
import type { Shown } from './commands/shown';
import { ModelFileUnusable, ModelNotFound } from './model-files';
import { thisRuntime } from './runtime';
import { sendingBar } from './sending-bar';
import { UsageError } from './usage-error';
import { whenAborted } from './when-aborted';

const FAILED = 1;
const BAD_USAGE = 2;
const BY_SIGNAL = 130;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

function print({ document, lines, failed }: Shown, json: boolean): void {
  const text = json ? JSON.stringify(document, null, 2) : lines.join('\n');
  process.stdout.write(`${text}\n`);
  if (failed) process.exitCode = FAILED;
}

/** The first Ctrl-C ends the work after what is at hand, the second at once: that is safe too, only slower to go on from. */
function interrupts(): AbortSignal {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(BY_SIGNAL);
    controller.abort();
    say('stopping; once more stops at once');
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller.signal;
}

const runner: Runner = {
  async show(work, json) {
    print(await work, json);
  },

  say,

  async send(options, json) {
    const bar = sendingBar(process.stderr.isTTY === true);
    const shown = await send(options, { onProgress: bar.show }).finally(bar.stop);
    print(shown, json);
  },

  async replay(model, options, json) {
    const interrupted = interrupts();
    const isTerminal = process.stderr.isTTY === true;
    const command = ['perennial', ...process.argv.slice(2)].join(' ');
    const { watching, ...shown } = await replayCommand(model, options, { command, isTerminal, say, interrupted });
    print(shown, json);
    if (watching.url !== null && process.stdout.isTTY && !interrupted.aborted) {
      say(`the page stays on ${watching.url} until Ctrl-C`);
      await whenAborted(interrupted);
    }
    await watching.close();
  },

  async predict(model, options, json) {
    const answers: unknown[] = [];
    const refusals = await predict(model, options, {
      stdin: process.stdin,
      answer: (answer) => (json ? answers.push(answer) : process.stdout.write(`${JSON.stringify(answer)}\n`)),
      problem: say,
    });
    if (json) process.stdout.write(`${JSON.stringify({ answers }, null, 2)}\n`);
    if (refusals > 0) process.exitCode = FAILED;
  },
};

const isUsage = (error: unknown): boolean =>
  error instanceof UsageError || error instanceof ModelNotFound || error instanceof ModelFileUnusable;

const printError = (error: { readonly name: string; readonly message: string }): void => {
  process.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`);
};

function fail(error: unknown, json: boolean): void {
  if (error instanceof CommanderError) {
    // Commander has said it already; asking for help or the version is no failure.
    process.exitCode = error.exitCode === 0 ? 0 : BAD_USAGE;
    if (json && error.exitCode !== 0)
      printError({ name: 'UsageError', message: error.message.replace(/^error: /, '') });
    return;
  }
  process.exitCode = isUsage(error) ? BAD_USAGE : FAILED;
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  if (json) printError({ name, message });
  say(`perennial: ${message}`);
  if (process.env.PERENNIAL_DEBUG !== undefined && error instanceof Error) say(String(error.stack));
}

function versionOf(packageDir: string): string {
  const found: unknown = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));
  return typeof found === 'object' && found !== null && 'version' in found ? String(found.version) : 'unknown';
}

// `perennial ledger | head` closes the pipe early, which is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

commandLine(runner, versionOf(thisRuntime().packageDir))
  .parseAsync()
  .catch((error: unknown) => fail(error, process.argv.includes('--json')));
