/** Days and months of scores, of the size that three million flights give; made up, and the same bytes at every run. */
import type { ConsoleSeries } from '../../../functions/console/state';
import { createPrng } from '../prng';

export const DAY_MS = 86_400_000;
export const START_MS = Date.UTC(2001, 0, 1);
export const FROZEN_MS = Date.UTC(2001, 1, 1);

export const FLIGHT_SERIES = [
  { name: 'served', role: 'served', auc: 0.765 },
  { name: 'logistic', role: 'contender', auc: 0.768 },
  { name: 'neural', role: 'contender', auc: 0.761 },
  { name: 'frozenInJanuary', role: 'control', auc: 0.759 },
  { name: 'prior', role: 'baseline', auc: 0.5 },
  { name: 'lastOutcome', role: 'baseline', auc: 0.531 },
] as const;

export const rounded = (value: number, decimals = 4) => Number(value.toFixed(decimals));

/** `wholeDays`, and one more that has hardly begun. Weather moves all lines together; the frozen one falls behind. */
export function flightSeries(wholeDays: number): readonly ConsoleSeries[] {
  const weather = createPrng(11);
  const calendar = Array.from({ length: wholeDays + 1 }, (_, index) => ({
    storm: weather.next() + weather.next() - 1,
    flights: index === wholeDays ? 700 : 15_800 + weather.int(1_600),
  }));
  return FLIGHT_SERIES.map(({ name, role, auc }, line) => {
    const own = createPrng(100 + line);
    const days = calendar.map(({ storm, flights }, index) => {
      const settled = role === 'baseline' ? 1 : 1 - 0.32 * Math.exp(-index / 2.5);
      const stale = role === 'control' ? 0.00018 * Math.max(0, index - 31) : 0;
      // The first champions were sealed after a few hundred flights: until the evidence against them is in, they serve.
      const unlucky = role === 'served' && index < 12 ? 0.5 + 0.5 * Math.sin(index / 3) : 0;
      const rocAuc = auc * settled - stale - 0.1 * unlucky + 0.018 * storm + 0.003 * (own.next() - 0.5);
      const logLoss = name === 'lastOutcome' ? 6.1 : 0.428 + 0.28 * (0.765 - rocAuc) + 0.1 * storm + unlucky;
      return {
        fromMs: START_MS + index * DAY_MS,
        examples: flights,
        rocAuc: name === 'prior' ? null : rounded(rocAuc),
        logLoss: rounded(logLoss),
        mae: null,
        rmse: null,
      };
    });
    return { name, role, days, months: monthsOf(days, ['rocAuc', 'logLoss']) };
  });
}

const DELAY_SERIES = [
  { name: 'served', role: 'served', minutes: 11.9 },
  { name: 'linear', role: 'contender', minutes: 11.7 },
  { name: 'frozenInJanuary', role: 'control', minutes: 13.2 },
  { name: 'prior', role: 'baseline', minutes: 19.4 },
  { name: 'lastOutcome', role: 'baseline', minutes: 22.6 },
] as const;

/** A regression of delays in minutes. */
export function delaySeries(wholeDays: number): readonly ConsoleSeries[] {
  const noise = createPrng(21);
  return DELAY_SERIES.map(({ name, role, minutes }) => {
    const days = Array.from({ length: wholeDays }, (_, index) => {
      const mae = minutes + 8 * Math.exp(-index / 2) + noise.next();
      return {
        fromMs: START_MS + index * DAY_MS,
        examples: 4_000,
        rocAuc: null,
        logLoss: null,
        mae: rounded(mae, 3),
        rmse: rounded(1.7 * mae, 3),
      };
    });
    return { name, role, days, months: monthsOf(days, ['mae', 'rmse']) };
  });
}

type Days = ConsoleSeries['days'];

function monthsOf(days: Days, metrics: readonly ('rocAuc' | 'logLoss' | 'mae' | 'rmse')[]): ConsoleSeries['months'] {
  const monthOf = (timeMs: number) => Date.UTC(new Date(timeMs).getUTCFullYear(), new Date(timeMs).getUTCMonth());
  const starts = [...new Set(days.map((day) => monthOf(day.fromMs)))];
  return starts.map((fromMs) => {
    const mean = (metric: (typeof metrics)[number]) => {
      const values = days.flatMap((day) => (monthOf(day.fromMs) === fromMs ? (day[metric] ?? []) : []));
      return values.length === 0 ? null : rounded(values.reduce((sum, value) => sum + value, 0) / values.length);
    };
    return { fromMs, metrics: Object.fromEntries(metrics.map((metric) => [metric, mean(metric)])) };
  });
}
