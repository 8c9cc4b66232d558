/** The cost of a deployment at a given traffic, as a page of text: where the money goes, fixed and variable, and what lowers it. */
import type { CostLine } from './estimate';
import { PRICES } from './prices';

export interface Bill {
  /** Largest first. */
  readonly lines: readonly (CostLine & { readonly usd: number })[];
  readonly usdPerMonth: number;
  /** Of it, for the streams' being there. */
  readonly streamsUsdPerMonth: number;
  /** Of it, by the clock, the streams apart. */
  readonly fixedUsdPerMonth: number;
  readonly variableUsdPerMillionEvents: number;
  /** All of it, the streams' fixed price apart, for each million events; null at no traffic. */
  readonly usdPerMillionBeyondStreams: number | null;
}

export function bill(lines: readonly CostLine[], eventsPerMonth: number): Bill {
  const millions = eventsPerMonth / 1e6;
  const usdOf = ({ usdPerMonth, usdPerMillionEvents }: CostLine): number =>
    usdPerMonth + usdPerMillionEvents * millions;
  const sum = (some: readonly CostLine[], value: (line: CostLine) => number): number =>
    some.reduce((total, line) => total + value(line), 0);
  const streams = lines.filter(({ isStreamFixed }) => isStreamFixed === true);
  const others = lines.filter(({ isStreamFixed }) => isStreamFixed !== true);
  return {
    lines: lines.map((line) => ({ ...line, usd: usdOf(line) })).sort((a, b) => b.usd - a.usd),
    usdPerMonth: sum(lines, usdOf),
    streamsUsdPerMonth: sum(streams, usdOf),
    fixedUsdPerMonth: sum(others, ({ usdPerMonth }) => usdPerMonth),
    variableUsdPerMillionEvents: sum(others, ({ usdPerMillionEvents }) => usdPerMillionEvents),
    usdPerMillionBeyondStreams: millions === 0 ? null : sum(others, usdOf) / millions,
  };
}

export function costPage(title: string, made: Bill): string {
  const rows = made.lines.map(({ what, usd, usdPerMonth, usdPerMillionEvents, knob }) => [
    what,
    dollars(usd),
    dollars(usdPerMonth),
    dollars(usdPerMillionEvents),
    knob,
  ]);
  const header = ['what', 'USD a month', 'of it fixed', 'USD a million events', 'what lowers it'];
  const widths = header.map((text, column) => Math.max(text.length, ...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => (isNumber(column) ? text.padStart(widths[column]!) : text.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd();
  const beyond = made.usdPerMillionBeyondStreams;
  return [
    title,
    '',
    ...[header, ...rows].map(line),
    '',
    `${dollars(made.usdPerMonth)} USD a month: ${dollars(made.streamsUsdPerMonth)} for the streams, ${dollars(made.fixedUsdPerMonth)} by the clock, the rest by the event.`,
    `${dollars(made.variableUsdPerMillionEvents)} USD for each million events${beyond === null ? '' : `; ${dollars(beyond)} with what goes by the clock`}, beyond the streams.`,
    `List prices in ${PRICES.region} as of ${PRICES.asOf}, without free tiers: see infra/cost/prices.ts.`,
  ].join('\n');
}

const isNumber = (column: number): boolean => column >= 1 && column <= 3;
const dollars = (usd: number): string => usd.toFixed(usd >= 100 ? 0 : 2);
