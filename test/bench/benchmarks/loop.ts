/** The whole loop as a newcomer runs it: `perennial replay flights` from the built package, in a process of its own. */
import { EVENTS_PER_EXAMPLE } from '../flights';
import { costOf } from '../measure';
import { buildPackage, replayFlights } from '../replayed-flights';
import type { Benchmark } from '../result';

export const loop: Benchmark = {
  name: 'loop',
  async run(context) {
    buildPackage(context.root);
    const replayed = replayFlights(context);
    const { events, seconds, eventsPerSecond, peakMiB, stateMiB, served, userSeconds, systemSeconds } = replayed;
    // The two halves run side by side, each in a thread.
    const stages = [...replayed.stages.joining, ...replayed.stages.learning];
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
