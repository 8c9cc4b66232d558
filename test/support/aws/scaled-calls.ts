/**
 * What was measured (see measured-calls.ts), at the traffic of a cost page. How often functions are invoked follows from the deployed
 * batch sizes and windows:
 *
 *   join-labels    once a second and shard, as measured: its mapping has no window
 *   watch-drift    when a shard has brought a batch, or its window has run out
 *   learn          when its window has run out: a batch of blocks is never full
 *   close-windows  by its schedule, and for each window that ends
 *
 * At a thousand predictions a day every event comes by itself, more than a window after the one before.
 */
import { z } from 'zod';
import type { CallsPerMillionEvents, CallsPerMonth, Invoked } from '../../../infra/cost/calls';
import type { CloudFormationTemplate, Deployed } from '../../../infra/cost/deployed';
import { HOURS_PER_MONTH } from '../../../infra/cost/prices';
import { MEASURED_FUNCTIONS, type Measured, type MeasuredCalls, plus, type Spent, times } from './measured-calls';
import { EVENTS_PER_SECOND, SHARDS } from './paced-traffic';

export interface Traffic {
  readonly eventsPerMonth: number;
  readonly perMillion: CallsPerMillionEvents;
  readonly perMonth: CallsPerMonth;
}

export interface Scaling {
  readonly measured: MeasuredCalls;
  readonly template: CloudFormationTemplate;
  readonly deployed: Deployed;
  /** Metrics that had values. */
  readonly metrics: number;
  readonly archiveDays: number;
}

const MILLION = 1e6;
const MINUTES_PER_MONTH = HOURS_PER_MONTH * 60;
const CLOSE_EVERY_MINUTES = 1;
const WATCH_EVERY_MINUTES = 5;
const PREDICTIONS_PER_DAY = 1_000;

export function atThousandEventsPerSecond(scaling: Scaling): Traffic {
  const { measured, template, deployed } = scaling;
  const watching = mappingOf(template, MEASURED_FUNCTIONS.watch);
  const learning = mappingOf(template, MEASURED_FUNCTIONS.learn);
  const watched = Math.min(watching.batchSize, (watching.windowSeconds * EVENTS_PER_SECOND) / SHARDS);
  const learned = learning.windowSeconds * EVENTS_PER_SECOND;
  const spent = {
    join: times(measured.join, MILLION),
    watch: times(measured.watch, MILLION / watched),
    learn: {
      ...times(measured.learn, MILLION / learned),
      bytesArchived: measured.bytesArchivedPerEvent * MILLION,
    },
    // Every other event is a prediction.
    close: times(measured.close, MILLION / 2),
  };
  return {
    eventsPerMonth: EVENTS_PER_SECOND * 3_600 * HOURS_PER_MONTH,
    perMillion: callsOf(deployed, measured, spent),
    perMonth: byTheClock(scaling),
  };
}

export function atThousandPredictionsADay(scaling: Scaling): Traffic {
  const { measured, deployed } = scaling;
  const { join, watch, learn, predict } = measured.lone;
  const perPrediction = { join, watch, learn, predict, close: plus(measured.close, measured.lone.close) };
  const spent = Object.fromEntries(Object.entries(perPrediction).map(([name, of]) => [name, times(of, MILLION / 2)]));
  return {
    eventsPerMonth: (2 * PREDICTIONS_PER_DAY * HOURS_PER_MONTH) / 24,
    perMillion: callsOf(deployed, measured, spent),
    perMonth: byTheClock(scaling),
  };
}

type SpentBy = Readonly<Partial<Record<Measured, Spent>>>;

function callsOf(deployed: Deployed, { eventBytes }: MeasuredCalls, spent: SpentBy): CallsPerMillionEvents {
  const all = Object.values(spent).reduce(plus);
  return {
    streams: {
      [idOf(deployed.streams, 'StreamsEvents')]: { records: MILLION, bytes: MILLION * eventBytes },
      // What predict puts are events, and among those above.
      [idOf(deployed.streams, 'StreamsExamples')]: {
        records: spent.join?.records ?? 0,
        bytes: spent.join?.recordBytes ?? 0,
      },
    },
    functions: invokedOf(deployed, spent),
    writeUnits: all.writeUnits,
    readUnits: all.readUnits,
    objectsPut: all.objectsPut,
    objectsGot: all.objectsGot,
    bytesKept: all.bytesArchived,
    bytesLogged: all.bytesLogged,
  };
}

function byTheClock({ measured, deployed, metrics, archiveDays }: Scaling): CallsPerMonth {
  const spent = {
    close: times(measured.run.close, MINUTES_PER_MONTH / CLOSE_EVERY_MINUTES),
    watch: times(measured.run.watch, MINUTES_PER_MONTH / WATCH_EVERY_MINUTES),
  };
  return {
    functions: invokedOf(deployed, spent),
    writeUnits: spent.close.writeUnits + spent.watch.writeUnits,
    readUnits: spent.close.readUnits + spent.watch.readUnits,
    stateTransitions: 0,
    metrics,
    archiveDays,
  };
}

const invokedOf = ({ functions }: Deployed, spent: SpentBy): Record<string, Invoked> =>
  Object.fromEntries(
    Object.entries(MEASURED_FUNCTIONS).flatMap(([name, logicalId]) => {
      const of = Object.entries(spent).find(([measured]) => measured === name)?.[1];
      return of === undefined ? [] : [[idOf(functions, logicalId), of]];
    }),
  );

function idOf(of: Readonly<Record<string, unknown>>, beginning: string): string {
  const found = Object.keys(of).filter((id) => id.startsWith(beginning));
  if (found.length !== 1) throw new Error(`${found.length} of ${Object.keys(of).join(', ')} begin with ${beginning}`);
  return found[0]!;
}

const mapping = z.object({
  FunctionName: z.object({ Ref: z.string() }),
  BatchSize: z.number(),
  MaximumBatchingWindowInSeconds: z.number().default(1),
});

function mappingOf({ Resources }: CloudFormationTemplate, logicalId: string) {
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type !== 'AWS::Lambda::EventSourceMapping') continue;
    const { FunctionName, BatchSize, MaximumBatchingWindowInSeconds } = mapping.parse(Properties);
    if (FunctionName.Ref.startsWith(logicalId))
      return { batchSize: BatchSize, windowSeconds: MaximumBatchingWindowInSeconds };
  }
  throw new Error(`no mapping invokes ${logicalId}`);
}
