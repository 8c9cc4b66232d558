/** The whole loop as a newcomer runs it: `perennial replay flights` from the built package, in a process of its own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EVENTS_PER_EXAMPLE } from '../flights';
import { costOf } from '../measure';
import type { Benchmark } from '../result';

const EVENTS = 600_000;
const ALL_EVENTS = 6_000_000;

const stagesSchema = z.array(z.object({ stage: z.string(), seconds: z.number() }));

const replaySchema = z.object({
  events: z.number(),
  seconds: z.number(),
  eventsPerSecond: z.number(),
  peakMiB: z.number(),
  stateMiB: z.number(),
  stages: z.object({ joining: stagesSchema, learning: stagesSchema }),
  served: z.object({ rocAuc: z.number().nullable(), logLoss: z.number().nullable() }),
});

const usageSchema = z.object({ userSeconds: z.number(), systemSeconds: z.number() });

export const loop: Benchmark = {
  name: 'loop',
  async run({ root, scratch, full }) {
    // What is measured is what the sources say now.
    execFileSync('npm', ['run', '--silent', 'build:node'], { cwd: root, stdio: 'inherit' });
    const usageFile = join(scratch, 'usage.json');
    const { status, stdout, stderr, error } = spawnSync(
      process.execPath,
      [
        '--require',
        join(root, 'test', 'bench', 'usage-at-exit.cjs'),
        join(root, 'dist', 'perennial.js'),
        ...[
          'replay',
          'flights',
          '--json',
          '--limit',
          String(full ? ALL_EVENTS : EVENTS),
          '--state',
          join(scratch, 'state'),
        ],
      ],
      { cwd: scratch, encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, BENCH_USAGE_FILE: usageFile } },
    );
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`perennial replay ended with ${status}: ${stderr.trim()}`);
    const replayed = replaySchema.parse(JSON.parse(stdout));
    const { events, seconds, eventsPerSecond, peakMiB, stateMiB, served } = replayed;
    // The two halves run side by side, each in a thread.
    const stages = [...replayed.stages.joining, ...replayed.stages.learning];
    const { userSeconds, systemSeconds } = usageSchema.parse(JSON.parse(readFileSync(usageFile, 'utf8')));
    const cpuSeconds = userSeconds + systemSeconds;
    const examples = events / EVENTS_PER_EXAMPLE;
    const shares = stages.map(({ stage, seconds: spent }) => `${stage} ${((100 * spent) / seconds).toFixed(0)} %`);
    return [
      {
        name: 'loop',
        cost: costOf([{ wallMs: seconds * 1000, cpuMs: cpuSeconds * 1000, examples }]),
        ratio: null,
        figures: {
          events,
          seconds,
          eventsPerSecond,
          userSeconds,
          systemSeconds,
          peakMiB,
          stateMiB,
          ...(served.rocAuc === null || served.logLoss === null
            ? {}
            : { servedRocAuc: served.rocAuc, servedLogLoss: served.logLoss }),
          ...Object.fromEntries(stages.map(({ stage, seconds: spent }) => [`${stage}Seconds`, spent])),
        },
        note: `${events.toLocaleString('en-US')} events in ${seconds.toFixed(1)} s: ${eventsPerSecond.toLocaleString('en-US')} events/s; CPU ${userSeconds.toFixed(1)} s user, ${systemSeconds.toFixed(1)} s system, of the whole process with its start; peak memory ${peakMiB.toFixed(0)} MiB, state folder ${stateMiB.toFixed(0)} MiB; ${shares.join(', ')}`,
      },
    ];
  },
};
