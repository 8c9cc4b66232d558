/** What is watched once, for all models of a platform: the functions that they share. */
import { ANY, BEHIND, NOT_RUNNING } from './rules';
import { errors, invocations, iteratorAge, own } from './sources';
import type { Watch } from './watch';

export const PLATFORM_WATCHES: readonly Watch[] = [
  {
    id: 'JoinFailing',
    question: 'learning',
    title: 'join-labels fails: events are delivered again, and buried in the end',
    unit: 'errors',
    sources: [errors('joinLabels')],
    alarm: ANY,
  },
  {
    id: 'BuryFailing',
    question: 'learning',
    title: 'bury fails: what was given up on is not yet in the dead-letter store',
    unit: 'errors',
    sources: [errors('bury')],
    alarm: ANY,
  },
  {
    id: 'Unburied',
    question: 'learning',
    title: 'What was given up on could not be buried, and will be lost when the stream forgets it',
    unit: 'batches',
    sources: [{ from: 'unburied', metric: 'ApproximateNumberOfMessagesVisible', statistic: 'Maximum' }],
    alarm: ANY,
  },
  {
    id: 'StrangersBuried',
    question: 'learning',
    title: 'Events that name no known model were given up on',
    unit: 'events',
    sources: [own('buried', 'Sum')],
    alarm: ANY,
  },
  {
    id: 'EventsThrottled',
    question: 'learning',
    title: 'The events stream turns records away: who sends too fast must send again',
    unit: 'records',
    sources: [{ from: 'events', metric: 'WriteProvisionedThroughputExceeded', statistic: 'Sum' }],
    alarm: ANY,
  },
  {
    id: 'JoinBehind',
    question: 'fresh',
    title: 'join-labels is more than an hour behind the events stream',
    unit: 'ms',
    sources: [iteratorAge('joinLabels')],
    alarm: BEHIND,
  },
  {
    id: 'CloseWindowsFailing',
    question: 'fresh',
    title: 'close-windows fails: default labels and late events wait',
    unit: 'errors',
    sources: [errors('closeWindows')],
    alarm: ANY,
  },
  {
    id: 'CloseWindowsNotRunning',
    question: 'fresh',
    title: 'close-windows has not run for a quarter of an hour',
    unit: 'invocations',
    sources: [invocations('closeWindows')],
    alarm: NOT_RUNNING,
  },
  {
    id: 'WatchDriftFailing',
    question: 'drift',
    title: 'watch-drift fails: drift is not seen',
    unit: 'errors',
    sources: [errors('watchDrift')],
    alarm: ANY,
  },
  {
    id: 'WatchDriftNotRunning',
    question: 'drift',
    title: 'watch-drift has not run for a quarter of an hour',
    unit: 'invocations',
    sources: [invocations('watchDrift')],
    alarm: NOT_RUNNING,
  },
  {
    id: 'Streamed',
    question: 'cost',
    title: 'Bytes into the events stream, of all models',
    unit: 'bytes',
    sources: [{ from: 'events', metric: 'IncomingBytes', statistic: 'Sum' }],
  },
  {
    id: 'WaitingUnits',
    question: 'cost',
    title: 'Units written and read of waiting events, of all models: the largest part of the bill',
    unit: 'units',
    sources: [
      { from: 'waiting', metric: 'ConsumedWriteCapacityUnits', statistic: 'Sum' },
      { from: 'waiting', metric: 'ConsumedReadCapacityUnits', statistic: 'Sum' },
    ],
  },
];

/** Under this name the functions count what names no known model. */
export const NO_MODEL = 'unknown';
