/**
 * Logistic regression, an adaptive tree and an adaptive forest as lines beside each other, through the whole loop: what was served,
 * how each line scored by itself, whom the gate promoted how often, and what an example costs each of them.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { EVENTS_PER_EXAMPLE } from '../flights';
import { costOf } from '../measure';
import { buildPackage, EVENTS, printedBy, type ReplayedFlights, replayFlights, type Scores } from '../replayed-flights';
import type { Benchmark, BenchmarkContext } from '../result';

const comparedSchema = z.object({
  learners: z.array(z.object({ name: z.string(), microsecondsPerExample: z.number(), stateBytes: z.number() })),
});

const inWords = ({ rocAuc, logLoss }: Scores): string => `${rocAuc?.toFixed(4)} / ${logLoss?.toFixed(4)}`;

export const flightsLines: Benchmark = {
  name: 'flights',
  async run(context) {
    buildPackage(context.root);
    const modelFile = join(context.root, 'test', 'bench', 'models', 'flights-lines.ts');
    const replayed = replayFlights(context, modelFile);
    const { events, seconds, eventsPerSecond, userSeconds, systemSeconds, peakMiB } = replayed;
    const contenders = replayed.lines.filter(({ role }) => role === 'contender');
    const costs = costPerLine(context, modelFile);
    const lines = contenders.map(({ line, learner, progressive }) => {
      const promoted = replayed.promotions.filter(({ version }) => version.startsWith(`${line}.`)).length;
      return `${learner} ${inWords(progressive)}, promoted ${promoted} times, ${costs.get(learner)}`;
    });
    return [
      {
        name: 'flights',
        cost: costOf([
          {
            wallMs: seconds * 1000,
            cpuMs: (userSeconds + systemSeconds) * 1000,
            examples: events / EVENTS_PER_EXAMPLE,
          },
        ]),
        ratio: null,
        figures: { events, seconds, eventsPerSecond, userSeconds, systemSeconds, peakMiB },
        note: `ROC AUC / log loss: served ${inWords(served(replayed))}; test-then-train ${lines.join('; ')}; the champion is ${replayed.champion.learner}`,
      },
    ];
  },
};

/** From February on, when the stream reaches so far. */
const served = ({ served: all, sinceControl }: ReplayedFlights): Scores => {
  const later = sinceControl[0]?.served;
  return later === undefined || later.rocAuc === null ? all : later;
};

/** By learner, in words: alone, on the first events. */
function costPerLine(context: BenchmarkContext, modelFile: string): Map<string, string> {
  const { printed } = printedBy(context, [
    'compare',
    'flights',
    '--model-file',
    modelFile,
    '--limit',
    String(EVENTS / 2),
  ]);
  return new Map(
    comparedSchema
      .parse(printed)
      .learners.map(({ name, microsecondsPerExample, stateBytes }) => [
        name,
        `${microsecondsPerExample.toFixed(1)} µs an example, ${(stateBytes / 1024).toFixed(0)} KiB`,
      ]),
  );
}
