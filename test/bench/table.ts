/** Results as an aligned table, and below it what each row measured. */
import type { Cost, Result } from './result';

const HEAD = ['', 'µs an example', 'least … most', 'CPU µs', 'examples', 'repeats', 'CPU ratio'];

/** Three significant digits at least, and no more than three decimals. */
const micros = (ns: number): string => (ns / 1000).toFixed(ns < 10_000 ? 3 : ns < 100_000 ? 2 : 1);

export function tableOf(results: readonly Result[]): string[] {
  const rows = results.map((result) => ('absent' in result ? [result.name, result.absent] : rowOf(result)));
  // What is absent says why across the columns, and makes none of them wider.
  const full = [HEAD, ...rows.filter((row) => row.length === HEAD.length)];
  const widths = HEAD.map((_, column) => Math.max(...full.map((row) => row[column]!.length)));
  widths[0] = Math.max(...rows.map(([name]) => name!.length));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]!) : row.length < HEAD.length ? cell : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd();
  const notes = results.flatMap((result) => ('absent' in result ? [] : [`${result.name}: ${result.note}`]));
  return [line(HEAD), ...rows.map(line), '', ...notes];
}

const rowOf = ({
  name,
  cost,
  ratio,
}: {
  name: string;
  cost: Cost;
  ratio: { to: string; times: number } | null;
}): string[] => [
  name,
  micros(cost.medianNs),
  `${micros(cost.leastNs)} … ${micros(cost.mostNs)}`,
  cost.cpuNs === null ? '–' : micros(cost.cpuNs),
  cost.examples.toLocaleString('en-US'),
  String(cost.repeats),
  ratio === null ? '' : `${ratio.times.toFixed(ratio.times < 10 ? 2 : 0)} x ${ratio.to}`,
];
