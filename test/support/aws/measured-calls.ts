/**
 * What the deployed loop asks of AWS: at a thousand events a second, for a single prediction and its outcome, and by the clock.
 *
 * A thousand events a second are not waited for: time in the mapping driver is set, and each second's events are sent and
 * delivered at once, so that batches are cut by the deployed batch sizes and windows as they would be on AWS. A shard without a
 * window is read once a second, Lambda's own pace. What a function did is scaled by the events that it did it for:
 *
 *   join-labels    events in its batches              learn           examples in its blocks, two events each
 *   watch-drift    events in its batches              close-windows   predictions whose windows ended, half of the events
 *
 * Milliseconds are measured on this machine, against the emulator, with the proxies between: an estimate of Lambda's, from above
 * for functions that wait (each of DynamoDB's calls takes the emulator longer), from below for those that compute, since a core of
 * Lambda's is slower.
 */
import type { CallCounter, Counted } from './call-counter';
import { countCalls } from './call-counter';
import type { Emulator } from './emulator';
import { type Logged, type LogMeter, meterLog } from './log-meter';
import { type Loop, STACK } from './loop';
import type { Invocation } from './mapping/invocation';
import { pacedTraffic } from './paced-traffic';
import { fire, schedulesOf } from './schedules';

export type Spent = Omit<Counted, 'operations'> & Logged;

const FUNCTIONS = {
  join: 'SharedJoinLabels',
  learn: 'FlightsFunctionsLearn',
  watch: 'SharedWatchDrift',
  close: 'SharedCloseWindows',
  predict: 'FlightsFunctionsPredict',
} as const;
export type Measured = keyof typeof FUNCTIONS;
export const MEASURED_FUNCTIONS: Readonly<Record<Measured, string>> = FUNCTIONS;

export interface MeasuredCalls {
  /** Of one event, at a thousand a second. */
  readonly perEvent: Readonly<Record<Exclude<Measured, 'predict'>, Spent>>;
  /** Of one prediction that is asked for by itself, and its outcome. */
  readonly perLonePrediction: Readonly<Record<Measured, Spent>>;
  /** Of one run on schedule with nothing to do. */
  readonly perRun: Readonly<Record<'close' | 'watch', Spent>>;
  readonly eventBytes: number;
  readonly operations: Readonly<Record<Measured, Readonly<Record<string, number>>>>;
}

const SECONDS = 6;
const LONE_PREDICTIONS = 4;
const PREDICTION = { origin: 'LAS', destination: 'ABQ', hour: '8', weekday: 'Mon', distance: 486 };

/** Time in the mapping driver. */
export interface Clock {
  nowMs: () => number;
}

export interface ToMeasure {
  readonly emulator: Emulator;
  readonly loop: Loop;
  readonly clock: Clock;
  /** Flights that were sent before. */
  readonly after: number;
  /** Of them, predictions, whose windows end when the first event of these is a day later. */
  readonly windowsToEnd: number;
}

export async function measureCalls({ emulator, loop, clock, after, windowsToEnd }: ToMeasure): Promise<MeasuredCalls> {
  const meters = await metersOf(emulator, loop);
  const [closing, evaluating] = await schedules(emulator);
  const startMs = Date.now() - 60_000;
  const { before, seconds } = await pacedTraffic(SECONDS, startMs, after);
  try {
    // Instances start, and the predictions are there that outcomes come to.
    await loop.send(before);
process.stderr.write('P1 '+new Date().toISOString()+'\n');
    await loop.driver.drain();
process.stderr.write('P2 '+new Date().toISOString()+'\n');
    await fire(emulator, STACK, evaluating);
process.stderr.write('P3 '+new Date().toISOString()+'\n');
    await meters.take();
process.stderr.write('P4 '+new Date().toISOString()+'\n');

    await fire(emulator, STACK, closing);
process.stderr.write('P5 '+new Date().toISOString()+'\n');
    const ended = (await meters.take()).close;
process.stderr.write('P6 '+new Date().toISOString()+'\n');

    const since = loop.driver.invocations.length;
    for (const [second, lines] of seconds.entries()) {
      clock.nowMs = () => startMs + second * 1_000;
      await loop.send(lines);
process.stderr.write('P7 '+new Date().toISOString()+'\n');
      while (await loop.driver.step({ isPatient: true }));
    }
    const busy = await meters.take();
process.stderr.write('P8 '+new Date().toISOString()+'\n');
    const delivered = loop.driver.invocations.slice(since);
    clock.nowMs = Date.now;
    await loop.driver.drain();
process.stderr.write('P9 '+new Date().toISOString()+'\n');
    await meters.take();
process.stderr.write('P10 '+new Date().toISOString()+'\n');

    // Reads once more what has ended, and removes it.
    await fire(emulator, STACK, closing);
process.stderr.write('P11 '+new Date().toISOString()+'\n');
    const removed = (await meters.take()).close;
process.stderr.write('P12 '+new Date().toISOString()+'\n');
    await fire(emulator, STACK, closing);
process.stderr.write('P13 '+new Date().toISOString()+'\n');
    await fire(emulator, STACK, evaluating);
process.stderr.write('P14 '+new Date().toISOString()+'\n');
    const idle = await meters.take();
process.stderr.write('P15 '+new Date().toISOString()+'\n');

    for (let nth = 0; nth < LONE_PREDICTIONS; nth += 1) await lonePrediction(loop);
    const lone = await meters.take();
process.stderr.write('P16 '+new Date().toISOString()+'\n');

    const eventsOf = (name: Measured): number => recordsOf(delivered, loop.functionName(FUNCTIONS[name]));
    const sent = seconds.flat();
    const blocks = busy.join.records;
    return {
      perEvent: {
        join: times(busy.join, 1 / eventsOf('join')),
        watch: times(busy.watch, 1 / eventsOf('watch')),
        // Every event of these is half of an example, and all blocks are as large.
        learn: times(busy.learn, blocks / (eventsOf('learn') * eventsOf('join'))),
        close: times(plus(ended, plus(removed, times(idle.close, -2))), 0.5 / windowsToEnd),
      },
      perLonePrediction: mapped(lone, (spent) => times(spent, 1 / LONE_PREDICTIONS)),
      perRun: { close: idle.close, watch: idle.watch },
      eventBytes: sent.reduce((bytes, line) => bytes + Buffer.byteLength(line), 0) / sent.length,
      operations: mapped(busy, ({ operations }) => operations),
    };
  } finally {
    clock.nowMs = Date.now;
    await meters.close();
process.stderr.write('P17 '+new Date().toISOString()+'\n');
  }
}

async function lonePrediction(loop: Loop): Promise<void> {
  const deliver = async (): Promise<void> => {
    while (await loop.driver.step({ isPatient: false }));
  };
  const { eventId } = await loop.invoke(loop.outputs.FlightsPredictFunction!, { features: PREDICTION });
  await deliver();
  const outcome = { type: 'outcome', model: 'flights', eventId, time: new Date().toISOString(), outcome: 1 };
  await loop.send([JSON.stringify(outcome)]);
  await deliver();
}

async function schedules(emulator: Emulator) {
  const all = await schedulesOf(emulator, STACK);
  const of = (name: 'close' | 'watch') => {
    const found = all.find(({ targets }) => targets.some(({ logicalId }) => logicalId.startsWith(FUNCTIONS[name])));
    if (found === undefined) throw new Error(`no schedule invokes ${FUNCTIONS[name]}`);
    return found;
  };
  return [of('close'), of('watch')] as const;
}

type Metered = Spent & Pick<Counted, 'operations'>;

async function metersOf(emulator: Emulator, loop: Loop) {
  const made: [Measured, CallCounter, LogMeter][] = [];
  for (const name of Object.keys(FUNCTIONS) as Measured[]) {
    const functionName = loop.functionName(FUNCTIONS[name]);
    made.push([name, await countCalls(emulator, 'flights', functionName), await meterLog(emulator, functionName)]);
  }
  return {
    /** Since the last time. */
    async take(): Promise<Record<Measured, Metered>> {
      const taken: Partial<Record<Measured, Metered>> = {};
      for (const [name, calls, log] of made) taken[name] = { ...calls.take(), ...(await log.take()) };
      return taken as Record<Measured, Metered>;
    },
    async close() {
      for (const [, calls, log] of made) {
        await calls.close();
process.stderr.write('P18 '+new Date().toISOString()+'\n');
        log.close();
      }
    },
  };
}

const recordsOf = (invocations: readonly Invocation[], name: string): number =>
  invocations.filter(({ functionName }) => functionName === name).reduce((sum, { records }) => sum + records, 0);

const mapped = <From, To>(by: Record<Measured, From>, to: (from: From) => To): Record<Measured, To> => ({
  join: to(by.join),
  learn: to(by.learn),
  watch: to(by.watch),
  close: to(by.close),
  predict: to(by.predict),
});

export const combined = (a: Spent, b: Spent, make: (a: number, b: number) => number): Spent => ({
  writeUnits: make(a.writeUnits, b.writeUnits),
  readUnits: make(a.readUnits, b.readUnits),
  objectsPut: make(a.objectsPut, b.objectsPut),
  objectsGot: make(a.objectsGot, b.objectsGot),
  bytesArchived: make(a.bytesArchived, b.bytesArchived),
  records: make(a.records, b.records),
  recordBytes: make(a.recordBytes, b.recordBytes),
  invocations: make(a.invocations, b.invocations),
  milliseconds: make(a.milliseconds, b.milliseconds),
  bytesLogged: make(a.bytesLogged, b.bytesLogged),
});
export const plus = (a: Spent, b: Spent): Spent => combined(a, b, (x, y) => x + y);
export const times = (spent: Spent, by: number): Spent => combined(spent, spent, (x) => x * by);
