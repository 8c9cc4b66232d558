/**
 * What does an example cost? Work is repeated and timed as a whole: the median says what is usual, least and most how far to
 * trust it on a machine that others use. CPU time is all that the process computed meanwhile, garbage collection included: it hardly
 * changes when the machine is busy, and is below wall time where the work waits for a disk.
 */
import { performance } from 'node:perf_hooks';
import type { Cost, Measured } from './result';

/** One repeat: how long it took, and for how many examples. */
export interface Sample {
  readonly wallMs: number;
  /** null: not known. */
  readonly cpuMs: number | null;
  readonly examples: number;
}

export interface Repeated<T> {
  readonly repeats: number;
  /** Repeats before the first one that counts. @default 2 */
  readonly warmUps?: number;
  /** Not timed. */
  readonly prepare: (repeat: number) => Promise<T> | T;
  /** Timed; gives the number of examples that were worked on. */
  readonly work: (subject: T) => Promise<number> | number;
}

export async function measure<T>({ repeats, warmUps = 2, prepare, work }: Repeated<T>): Promise<Cost> {
  const samples: Sample[] = [];
  for (let repeat = 0; repeat < warmUps + repeats; repeat++) {
    const sample = await timed(await prepare(repeat), work);
    if (repeat >= warmUps) samples.push(sample);
  }
  return costOf(samples);
}

export async function timed<T>(subject: T, work: (subject: T) => Promise<number> | number): Promise<Sample> {
  const cpuBefore = process.cpuUsage();
  const beganMs = performance.now();
  const examples = await work(subject);
  const wallMs = performance.now() - beganMs;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wallMs, cpuMs: (user + system) / 1000, examples };
}

/** @throws RangeError without samples, or for one without examples: it would have cost nothing */
export function costOf(samples: readonly Sample[]): Cost {
  if (samples.length === 0 || samples.some(({ examples }) => examples <= 0)) {
    throw new RangeError('nothing was measured: there is no repeat, or a repeat without examples');
  }
  const wallNs = samples.map(({ wallMs, examples }) => (wallMs * 1e6) / examples);
  const cpuNs = samples.flatMap(({ cpuMs, examples }) => (cpuMs === null ? [] : [(cpuMs * 1e6) / examples]));
  return {
    medianNs: median(wallNs),
    leastNs: Math.min(...wallNs),
    mostNs: Math.max(...wallNs),
    cpuNs: cpuNs.length === 0 ? null : median(cpuNs),
    examples: Math.round(median(samples.map(({ examples }) => examples))),
    repeats: samples.length,
  };
}

/** The middle one, or the mean of the two in the middle; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** In CPU time, which others on the machine change least; in wall time where CPU time is not known of both. */
export function ratioTo(to: string, cost: Cost, peer: Cost): NonNullable<Measured['ratio']> {
  const times = cost.cpuNs === null || peer.cpuNs === null ? cost.medianNs / peer.medianNs : cost.cpuNs / peer.cpuNs;
  return { to, times };
}
