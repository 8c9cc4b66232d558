/** What a benchmark gives: costs of one example, or why there is none. Plain data, so that it passes between processes. */
import { z } from 'zod';

const costSchema = z.object({
  /** Wall time of one example over the repeats. */
  medianNs: z.number(),
  leastNs: z.number(),
  mostNs: z.number(),
  /** Median over the repeats of what the whole process computed, its helper threads included; null where it is not known. */
  cpuNs: z.number().nullable(),
  /** In one repeat; the median where repeats differ. */
  examples: z.number(),
  repeats: z.number(),
});

const measuredSchema = z.object({
  name: z.string(),
  cost: costSchema,
  /** How many times the cost of a peer that was measured in the same run. */
  ratio: z.object({ to: z.string(), times: z.number() }).nullable(),
  /** Anything else that was measured, its unit in its name. */
  figures: z.record(z.string(), z.number()),
  /** What exactly was measured. */
  note: z.string(),
});

const absentSchema = z.object({ name: z.string(), absent: z.string() });

export const resultsSchema = z.array(z.union([measuredSchema, absentSchema]));

export type Cost = z.infer<typeof costSchema>;
export type Measured = z.infer<typeof measuredSchema>;
export type Absent = z.infer<typeof absentSchema>;
export type Result = Measured | Absent;

/** Where and how much a benchmark may measure. */
export interface BenchmarkContext {
  /** The checkout. */
  readonly root: string;
  /** An empty folder of this benchmark's own, removed afterwards. */
  readonly scratch: string;
  /** The whole stream where a part of it is the rule. */
  readonly full: boolean;
}

export interface Benchmark {
  readonly name: string;
  readonly run: (context: BenchmarkContext) => Promise<Result[]>;
}
