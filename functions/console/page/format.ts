/**
 * Figures and times as the page writes them. A figure that is not defined (null, missing, NaN, infinite) is an en dash,
 * never a 0 and never the text "NaN". Times are UTC, and say so.
 */
export const NONE = '–';

type Figure = number | null | undefined;

const counts = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const MINUS = '−';

export function isFigure(value: Figure): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** 1,234,567 */
export function formatCount(value: Figure): string {
  return isFigure(value) ? withMinus(counts.format(value)) : NONE;
}

/** 0.7634: a fixed number of decimals. */
export function formatFixed(value: Figure, decimals: number): string {
  return isFigure(value) ? withMinus(value.toFixed(decimals)) : NONE;
}

/** 12.35, 1,235 or 0.01235: four digits, for figures in the unit of the outcome. */
export function formatSignificant(value: Figure): string {
  if (!isFigure(value)) return NONE;
  const size = Math.abs(value);
  if (size >= 1000) return formatCount(value);
  if (size >= 1 || size === 0) return withMinus(value.toFixed(size >= 100 ? 1 : size >= 10 ? 2 : 3));
  return withMinus(size < 1e-6 ? value.toExponential(2) : Number(value.toPrecision(4)).toString());
}

/** +0.0123 or −0.0123; what rounds to nothing has no sign. */
export function formatSigned(value: Figure, format: (size: number) => string): string {
  if (!isFigure(value)) return NONE;
  const size = format(Math.abs(value));
  if (!/[1-9]/.test(size)) return size;
  return `${value < 0 ? MINUS : '+'}${size}`;
}

/** 42%; never 100 before it is done, nor 0 once it has begun. */
export function formatShare(fraction: Figure): string {
  if (!isFigure(fraction)) return NONE;
  if (fraction <= 0) return '0%';
  if (fraction >= 1) return '100%';
  return `${Math.min(99, Math.max(1, Math.round(fraction * 100)))}%`;
}

/** 0.42 s, 12.3 s, 2 min 03 s, 1 h 02 min */
export function formatSeconds(value: Figure): string {
  if (!isFigure(value) || value < 0) return NONE;
  if (value < 10) return `${value.toFixed(2)} s`;
  if (value < 59.95) return `${value.toFixed(1)} s`;
  const seconds = Math.round(value);
  const pad = (part: number) => String(part).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${pad(Math.floor((seconds % 3600) / 60))} min`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** undefined when there is no such moment: NaN, or beyond what a Date can hold. */
function dateOf(timeMs: Figure): Date | undefined {
  if (!isFigure(timeMs)) return undefined;
  const date = new Date(timeMs);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** 12 Feb 2001 */
export function formatDay(timeMs: Figure): string {
  const date = dateOf(timeMs);
  return date === undefined ? NONE : `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** Mon 12 Feb 2001 */
export function formatWeekday(timeMs: Figure): string {
  const date = dateOf(timeMs);
  return date === undefined ? NONE : `${WEEKDAYS[date.getUTCDay()]} ${formatDay(timeMs)}`;
}

/** Feb 2001 */
export function formatMonth(timeMs: Figure): string {
  const date = dateOf(timeMs);
  return date === undefined ? NONE : `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** 06:05 */
export function formatTimeOfDay(timeMs: Figure): string {
  return dateOf(timeMs)?.toISOString().slice(11, 16) ?? NONE;
}

/** 12 Feb 2001, 06:05 UTC */
export function formatTime(timeMs: Figure): string {
  return dateOf(timeMs) === undefined ? NONE : `${formatDay(timeMs)}, ${formatTimeOfDay(timeMs)} UTC`;
}

/** 1 promotion, 148 promotions */
export function formatMany(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function withMinus(text: string): string {
  return text.startsWith('-') ? `${MINUS}${text.slice(1)}` : text;
}
