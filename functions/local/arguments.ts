/** Values on the command line: parsed strictly, refused with the option's name, what was given, and what to give. */
import { parseEventTime } from '../contracts/event-time';
import { UsageError } from './usage-error';

export const wholeOption =
  (option: string, from: number, to = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= from && value <= to) return value;
    throw new UsageError(`${option}: got ${JSON.stringify(text)}; give a whole number from ${from} to ${to}`);
  };

/** 'max', or how many times faster than the events' own time. */
export function speedOption(text: string): number {
  const value = text === 'max' ? Number.POSITIVE_INFINITY : /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value > 0) return value;
  throw new UsageError(`--speed: got ${JSON.stringify(text)}; give 'max', or a factor above 0 such as 3600`);
}

export function timeOption(text: string): number {
  const timeMs = parseEventTime(text);
  if (!Number.isNaN(timeMs)) return timeMs;
  throw new UsageError(`--at: got ${JSON.stringify(text)}; give a time with its zone, such as 2001-02-03T00:00:00Z`);
}
