/** `perennial replay flights` from the built package, in a process of its own, with what the process used. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BenchmarkContext } from './result';

export const EVENTS = 600_000;
export const ALL_EVENTS = 6_000_000;

const stagesSchema = z.array(z.object({ stage: z.string(), seconds: z.number() }));

const scoresSchema = z.object({ rocAuc: z.number().nullable(), logLoss: z.number().nullable() });

const replaySchema = z.object({
  events: z.number(),
  seconds: z.number(),
  eventsPerSecond: z.number(),
  peakMiB: z.number(),
  stateMiB: z.number(),
  stages: z.object({ joining: stagesSchema, learning: stagesSchema }),
  served: scoresSchema,
  sinceControl: z.array(z.object({ served: scoresSchema, frozen: scoresSchema })),
  lines: z.array(z.object({ line: z.number(), learner: z.string(), role: z.string(), progressive: scoresSchema })),
  champion: z.object({ learner: z.string() }),
  promotions: z.array(z.object({ version: z.string() })),
});

const usageSchema = z.object({ userSeconds: z.number(), systemSeconds: z.number() });

export type Scores = z.infer<typeof scoresSchema>;
export type ReplayedFlights = z.infer<typeof replaySchema> & z.infer<typeof usageSchema>;

/** What is measured is what the sources say now. */
export const buildPackage = (root: string): void => {
  execFileSync('npm', ['run', '--silent', 'build:node'], { cwd: root, stdio: 'inherit' });
};

/** Runs the built command; what it prints is one JSON document. */
export function printedBy(
  { root, scratch }: BenchmarkContext,
  args: readonly string[],
): { printed: unknown; usage: z.infer<typeof usageSchema> } {
  const usageFile = join(scratch, 'usage.json');
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [
      '--require',
      join(root, 'test', 'bench', 'usage-at-exit.cjs'),
      join(root, 'dist', 'perennial.js'),
      ...args,
      '--json',
    ],
    { cwd: scratch, encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, BENCH_USAGE_FILE: usageFile } },
  );
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`perennial ${args[0]} ended with ${status}: ${stderr.trim()}`);
  return { printed: JSON.parse(stdout), usage: usageSchema.parse(JSON.parse(readFileSync(usageFile, 'utf8'))) };
}

/** @param modelFile another declaration of the flights than the built-in one */
export function replayFlights(context: BenchmarkContext, modelFile?: string): ReplayedFlights {
  const { scratch, full } = context;
  const declared = modelFile === undefined ? [] : ['--model-file', modelFile];
  const limit = String(full ? ALL_EVENTS : EVENTS);
  const state = join(scratch, 'state');
  const { printed, usage } = printedBy(context, ['replay', 'flights', ...declared, '--limit', limit, '--state', state]);
  return { ...replaySchema.parse(printed), ...usage };
}
