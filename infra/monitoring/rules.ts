/** The rules that many watches share. */
import type { AlarmRule } from './watch';

/** Anything that should never happen has happened. */
export const ANY: AlarmRule = {
  when: 'from',
  threshold: 1,
  periodMinutes: 5,
  periods: 1,
  missing: 'fine',
  missingBecause: 'the metric is only written when something happens, and nothing has',
};

/** A share of the threshold that the model declares: 1 is the threshold. */
export const DRIFTED: AlarmRule = {
  when: 'from',
  threshold: 1,
  periodMinutes: 5,
  // The window that is compared is long already: waiting for a second value would only delay.
  periods: 1,
  missing: 'unknown',
  missingBecause: 'without enough predictions there is no verdict, and that is neither healthy nor drifted',
  startsRetrain: true,
};

/** Something that a schedule starts has not run for a quarter of an hour. */
export const NOT_RUNNING: AlarmRule = {
  when: 'below',
  threshold: 1,
  periodMinutes: 15,
  periods: 1,
  missing: 'wrong',
  missingBecause: 'a function that is never invoked writes no value: that is what is looked for',
};

/** A reader of a stream falls behind: an hour is far below the stream's retention, and far above a normal delay. */
export const BEHIND: AlarmRule = {
  when: 'from',
  threshold: 3_600_000,
  periodMinutes: 5,
  periods: 1,
  missing: 'as before',
  missingBecause:
    'the age is only told by an invocation: silence says neither that it caught up nor that it fell behind',
};

/**
 * A whole day without enough to judge by. The less there is to judge by, the more hours bring no value at all: those must not count
 * as enough. As unknown they count for nothing, so that a day whose every value says "not enough" sets the alarm off.
 */
export const A_DAY_OF_IT: AlarmRule = {
  when: 'from',
  threshold: 1,
  periodMinutes: 60,
  periods: 24,
  missing: 'unknown',
  missingBecause:
    'an hour without a value says neither enough nor too few; whether the watcher runs is an alarm of its own',
};
