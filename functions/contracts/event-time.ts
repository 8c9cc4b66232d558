/**
 * Times of events: ISO 8601 with date, time and zone. A fast path for the common `2001-01-01T00:01:00Z` and
 * `…00.000Z`; everything else goes through the language's own parser, which knows offsets and refuses the 30th of February.
 */

const ZONED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const ZERO = 48;

/** Milliseconds since the epoch; NaN when `text` is no time of day with a zone, or is before 1970. */
export function parseEventTime(text: string): number {
  const fast = text.length === 20 || text.length === 24 ? parseUtc(text) : Number.NaN;
  if (!Number.isNaN(fast)) return fast;
  if (!ZONED.test(text)) return Number.NaN;
  const parsed = Date.parse(text);
  // Date.parse carries the 30th of February over into March: refuse what does not say its own day of the month.
  const zoneMs = offsetMs(text);
  return parsed >= 0 && new Date(parsed + zoneMs).getUTCDate() === Number(text.slice(8, 10)) ? parsed : Number.NaN;
}

function offsetMs(text: string): number {
  if (text.endsWith('Z')) return 0;
  const minutes = Number(text.slice(-5, -3)) * 60 + Number(text.slice(-2));
  return (text.at(-6) === '-' ? -minutes : minutes) * 60_000;
}

const digits = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
};

/** NaN for anything but exactly the two common forms. */
function parseUtc(text: string): number {
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':') return Number.NaN;
  const year = digits(text, 0) * 100 + digits(text, 2);
  const month = digits(text, 5);
  const day = digits(text, 8);
  const hour = digits(text, 11);
  const minute = digits(text, 14);
  const second = digits(text, 17);
  let millisecond = 0;
  if (text.length === 24) {
    if (text[19] !== '.' || text[23] !== 'Z') return Number.NaN;
    millisecond = digits(text, 20) * 10 + (text.charCodeAt(22) - ZERO);
    if (!(millisecond >= 0 && millisecond <= 999 && text.charCodeAt(22) >= ZERO && text.charCodeAt(22) <= ZERO + 9))
      return Number.NaN;
  } else if (text[19] !== 'Z') return Number.NaN;
  if (!(year >= 1970 && month >= 1 && month <= 12 && day >= 1 && hour <= 23 && minute <= 59 && second <= 59))
    return Number.NaN;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  if (day > DAYS_IN_MONTH[month - 1]! + leap) return Number.NaN;
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
}
