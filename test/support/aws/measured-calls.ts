/**
 * What the deployed loop asks of AWS: for an event at a thousand a second, for a commit, for a single prediction and its outcome,
 * and by the clock.
 *
 * A second is not waited for: time in the mapping driver is set, and each second's events are sent and delivered at once, so that
 * batches are cut by the deployed batch sizes and windows as they would be on AWS; a shard without a window is read once a second,
 * Lambda's own pace. All events go to one of the four shards: the others would do the same again, and with one invocation of
 * a function at a time it can be told how long it waits and how long it works.
 *
 * The emulator answers some 250 calls a second, so a function's milliseconds against it say little. What counts is its own time, as
 * long as none of its calls was under way, and for its calls what AWS would take at the order of size that its documentation gives.
 * Own time is this machine's, with the emulator's work for an invocation: a core here is not a core there.
 */
import { randomUUID } from 'node:crypto';
import type { CallCounter, Counted } from './call-counter';
import { countCalls } from './call-counter';
import type { Emulator } from './emulator';
import { type Logged, type LogMeter, meterLog } from './log-meter';
import { type Loop, STACK } from './loop';
import type { Invocation } from './mapping/invocation';
import { pacedTraffic } from './paced-traffic';
import { fire, schedulesOf } from './schedules';

export type Spent = Omit<Counted, 'operations' | 'waitedMs' | 'assumedWaitMs'> & Logged;

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
  /** By what it was done for: an event in a batch of a second, */
  readonly join: Spent;
  /** an invocation with a full batch, */
  readonly watch: Spent;
  /** an invocation with what a batching window brings, */
  readonly learn: Spent;
  /** a prediction whose window ends, */
  readonly close: Spent;
  /** a prediction that is asked for by itself, and its outcome, */
  readonly lone: Readonly<Record<Measured, Spent>>;
  /** a run on schedule with nothing to do. */
  readonly run: Readonly<Record<'close' | 'watch', Spent>>;
  readonly eventBytes: number;
  readonly bytesArchivedPerEvent: number;
}

const SECONDS = 6;
/** Events of the flights' story that are left to those that were sent before. */
const FLIGHTS_BEFORE = 20_000;
const LONE_PREDICTIONS = 3;
const PREDICTION = { origin: 'LAS', destination: 'ABQ', hour: '8', weekday: 'Mon', distance: 486 };

/** Time in the mapping driver. */
export interface Clock {
  nowMs: () => number;
}

export interface ToMeasure {
  readonly emulator: Emulator;
  readonly loop: Loop;
  readonly clock: Clock;
  /** Of flights, sent and answered more than a day ago: their windows end. */
  readonly predictions: readonly string[];
}

export async function measureCalls({ emulator, loop, clock, predictions }: ToMeasure): Promise<MeasuredCalls> {
  const [closing, evaluating] = await schedules(emulator);
  const startMs = Date.now() - 60_000;
  const { before, seconds, spread } = await pacedTraffic(SECONDS, startMs, FLIGHTS_BEFORE);
  const meters = await metersOf(emulator, loop);
  const send = async (lines: readonly string[]): Promise<void> => {
    await loop.send(lines);
    await loop.driver.drain();
  };
  try {
    // Instances start, and the predictions are there that outcomes come to.
    await send([...spread[0], ...before]);
    await lonePrediction(loop);
    await fire(emulator, STACK, evaluating);
    await fire(emulator, STACK, closing);
    const ended = (await meters.take()).close;

    const since = loop.driver.invocations.length;
    for (const [second, lines] of seconds.entries()) {
      clock.nowMs = () => startMs + second * 1_000;
      await loop.send(lines);
      while (await loop.driver.step({ isPatient: true }));
    }
    const busy = await meters.take();
    const records = (name: Measured): number =>
      recordsOf(loop.driver.invocations.slice(since), loop.functionName(FUNCTIONS[name]));
    const [joined, learnedBlocks] = [records('join'), records('learn')];
    clock.nowMs = Date.now;
    await send(spread[1]);

    // Looks once more at what has ended, and removes it; then there is nothing left.
    const between = (await meters.take()).close;
    await fire(emulator, STACK, closing);
    const removed = (await meters.take()).close;
    await fire(emulator, STACK, closing);
    await fire(emulator, STACK, evaluating);
    const idle = await meters.take();
    // The emulator runs the schedule by itself, too, each minute.
    const closed = [ended, busy.close, between, removed].reduce(plus);
    const idleRun = times(idle.close, 1 / idle.close.invocations);

    for (let nth = 0; nth < LONE_PREDICTIONS; nth += 1) await lonePrediction(loop);
    const lone = await meters.take();

    const sent = seconds.flat();
    const eventsPerBlock = joined / busy.join.records;
    return {
      join: times(busy.join, 1 / joined),
      watch: times(busy.watch, 1 / busy.watch.invocations),
      learn: times(busy.learn, 1 / busy.learn.invocations),
      close: times(plus(closed, times(idleRun, -closed.invocations)), 1 / new Set(predictions).size),
      lone: mapped(lone, (spent) => times(spent, 1 / LONE_PREDICTIONS)),
      run: { close: idleRun, watch: times(idle.watch, 1 / idle.watch.invocations) },
      eventBytes: sent.reduce((bytes, line) => bytes + Buffer.byteLength(line), 0) / sent.length,
      bytesArchivedPerEvent: busy.learn.bytesArchived / (learnedBlocks * eventsPerBlock),
    };
  } finally {
    clock.nowMs = Date.now;
    await meters.close();
  }
}

async function lonePrediction(loop: Loop): Promise<void> {
  const deliver = async (): Promise<void> => {
    while (await loop.driver.step({ isPatient: false }));
  };
  const eventId = randomUUID();
  await loop.invoke(loop.outputs.FlightsPredictFunction!, { eventId, features: PREDICTION });
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

async function metersOf(emulator: Emulator, loop: Loop) {
  const made: [Measured, CallCounter, LogMeter][] = [];
  for (const name of Object.keys(FUNCTIONS) as Measured[]) {
    const functionName = loop.functionName(FUNCTIONS[name]);
    made.push([name, await countCalls(emulator, 'flights', functionName), await meterLog(emulator, functionName)]);
  }
  return {
    /** Since the last time. */
    async take(): Promise<Record<Measured, Spent>> {
      const taken: Partial<Record<Measured, Spent>> = {};
      for (const [name, calls, log] of made) {
        const { operations: _, waitedMs, assumedWaitMs, ...counted } = calls.take();
        const logged = await log.take();
        const milliseconds = Math.max(0, logged.milliseconds - waitedMs) + assumedWaitMs;
        taken[name] = { ...counted, ...logged, milliseconds };
      }
      return taken as Record<Measured, Spent>;
    },
    async close() {
      for (const [, calls, log] of made) {
        await calls.close();
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
