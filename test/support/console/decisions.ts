/** Candidates, promotions and the ledger that goes with them; made up, and the same bytes at every run. */
import type { ConsoleCandidate, ConsoleState, Look, Promotion } from '../../../functions/console/state';
import type { LedgerEntry } from '../../../functions/domain/lineage/entries';
import { createPrng } from '../prng';
import { DAY_MS, rounded, START_MS } from './series';

const HOUR_MS = 3_600_000;
const LOG_THRESHOLD = 4.382;
export const LEDGER_SHOWN = 200;

interface CandidateOptions {
  readonly version: string;
  readonly learner: string;
  readonly sealedAtMs: number;
  /** True mean difference of the losses. */
  readonly gain: number;
  /** One look per micro-batch of 512. */
  readonly looks: number;
}

/** The mean settles, the bound narrows as one over the root of the examples and passes zero as the threshold is reached. */
export function candidate({ version, learner, sealedAtMs, gain, looks }: CandidateOptions): ConsoleCandidate {
  const noise = createPrng(looks);
  let sum = 0;
  const trail = Array.from({ length: looks }, (_, index): Look => {
    const examples = 512 * (index + 1);
    sum += gain + 0.008 * noise.normal();
    const meanDifference = sum / (index + 1);
    const halfWidth = 0.9 / Math.sqrt(examples);
    return {
      examples,
      meanDifference: rounded(meanDifference, 6),
      lower: rounded(meanDifference - halfWidth, 6),
      upper: rounded(meanDifference + halfWidth, 6),
      logEValue: rounded((LOG_THRESHOLD * meanDifference) / halfWidth),
    };
  });
  const last = trail.at(-1) ?? { examples: 0, meanDifference: 0, lower: -1, upper: 1, logEValue: 0 };
  return {
    ...last,
    version,
    learner,
    sealedAtMs,
    logThreshold: LOG_THRESHOLD,
    alpha: 0.0125,
    awaitingApproval: false,
    trail,
  };
}

/** Sealed just now: nothing that was predicted since has its outcome. */
export function unseen(sealedAtMs: number, version: string): ConsoleCandidate {
  const { trail: _, ...sealed } = candidate({ version, learner: 'logistic', sealedAtMs, gain: 0, looks: 1 });
  return { ...sealed, examples: 0, meanDifference: 0, lower: -4.595, upper: 4.595, logEValue: 0, trail: [] };
}

/** The last of these, which took over at its eleventh look: the first of its looks with the evidence for it. */
export function promotionOf(marks: ConsoleState['marks']): Promotion | null {
  const [before, last] = marks.filter(({ kind }) => kind === 'promoted').slice(-2);
  if (before === undefined || last === undefined) return null;
  const { version, timeMs } = last;
  const sealedAtMs = timeMs - 12 * HOUR_MS;
  const { awaitingApproval: _, ...compared } = candidate({
    version,
    learner: 'logistic',
    sealedAtMs,
    gain: 0.0095,
    looks: 11,
  });
  return { ...compared, from: before.version, by: 'gate', promotedAtMs: timeMs };
}

/** 210 promotions in 133 days. */
const HOURS_APART = 15.2;

/** `count` promotions, evenly apart, and a rollback after the forty-first. Of two counts the longer begins with the shorter. */
export function marksOf(count: number): ConsoleState['marks'] {
  return Array.from({ length: count }).flatMap((_, index): ConsoleState['marks'] => {
    const timeMs = START_MS + Math.round(HOURS_APART * (index + 0.7)) * HOUR_MS;
    const promoted = { timeMs, kind: 'promoted', version: `1.${(index + 1) * 16}` } as const;
    if (index !== 40) return [promoted];
    return [promoted, { timeMs: timeMs + 2 * HOUR_MS, kind: 'rolled-back', version: `1.${index * 16}` }];
  });
}

/** Newest first: each promotion after its seal, the rollback by a person, the start of the line. */
export function ledgerOf(marks: ConsoleState['marks']): readonly LedgerEntry[] {
  const decided = marks.flatMap((mark, index) => {
    const from = marks[index - 1]?.version ?? '4.0';
    return mark.kind === 'promoted' ? promoted(mark, from, index) : [rolledBack(mark, from, index)];
  });
  return [lineStarted(), ...decided].reverse();
}

type Mark = ConsoleState['marks'][number];

function lineStarted(): LedgerEntry {
  return {
    kind: 'line-started',
    timeMs: START_MS,
    version: '1.0',
    from: null,
    by: 'perennial',
    reason: 'declared learner logistic',
    evidence: { seed: 1 },
    revision: 1,
  };
}

function promoted({ timeMs, version }: Mark, from: string, index: number): readonly LedgerEntry[] {
  return [
    {
      kind: 'candidate-sealed',
      timeMs: timeMs - HOUR_MS,
      version,
      from,
      by: 'perennial',
      reason: 'an hour since the last seal of line 1',
      evidence: { progressiveLogLoss: 0.42512345 },
      revision: 3 * index + 2,
    },
    {
      kind: 'promoted',
      timeMs,
      version,
      from,
      by: 'gate',
      reason: 'log e-value reached its threshold: better by log loss',
      evidence: {
        examples: 8192 + 16 * index,
        meanDifference: 0.0042 - index * 1e-6,
        lower: 0.00031,
        upper: 0.0081,
        logEValue: 4.41,
        threshold: 4.382,
        metric: 'logLoss',
      },
      revision: 3 * index + 3,
    },
  ];
}

function rolledBack({ timeMs, version }: Mark, from: string, index: number): LedgerEntry {
  return {
    kind: 'rolled-back',
    timeMs,
    version,
    from,
    by: 'ada@example.org',
    reason: 'The feed counted delays in Denver twice; the version before is back until it is mended.',
    evidence: {},
    revision: 3 * index + 3,
  };
}

export const daysLater = (days: number, hours = 0) => START_MS + days * DAY_MS + hours * HOUR_MS;
