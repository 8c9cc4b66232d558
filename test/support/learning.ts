/** A small model of each task, examples for it, and `learn` over memory adapters, for the tests of the use cases. */
import { createMemoryHeads } from '../../functions/adapters/memory/heads';
import { createMemoryObjects } from '../../functions/adapters/memory/objects';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { hours, minutes } from '../../functions/contracts/duration';
import type { LearnerDeclaration } from '../../functions/contracts/learners/learner';
import {
  binary,
  categorical,
  linear,
  logistic,
  type ModelOptions,
  model,
  multiclass,
  numeric,
  regression,
  whenBetter,
} from '../../functions/contracts/model';
import type { Block } from '../../functions/domain/examples/columns';
import { createColumnsBuilder } from '../../functions/domain/examples/columns-builder';
import type { Completed } from '../../functions/domain/labels/waiting';
import type { NeuralFactory } from '../../functions/domain/learners/create';
import type { LedgerEntry, LineageEdge } from '../../functions/domain/lineage/entries';
import type { Head } from '../../functions/domain/lineage/head';
import type { LearnDeps } from '../../functions/learn/deps';
import { Learning } from '../../functions/learn/learn';
import type { Clock } from '../../functions/ports/clock';
import type { Heads } from '../../functions/ports/heads';
import type { Objects } from '../../functions/ports/objects';
import { noStages } from '../../functions/ports/stages';
import { createPrng } from './prng';

export const STARTS_AT_MS = Date.UTC(2024, 0, 1);
export const SHARD = 'shard-1';
/** Time between two predictions. */
export const EVERY_MS = minutes(1);

const features = { place: categorical(), kind: categorical(), x: numeric(), y: numeric() };

/** Sixteen examples a micro-batch, a seal an hour, and a gate that decides within a few hundred examples. */
const common = {
  features,
  crosses: [['place', 'kind']],
  hashBits: 8,
  microBatch: 16,
  seal: { every: hours(1) },
  archive: { days: 365 },
  seed: 5,
} as const;

export const binaryModel = (options: Partial<ModelOptions> = {}): ModelDeclaration =>
  model('clicks', {
    ...common,
    outcome: binary({ within: hours(24) }),
    learners: [logistic()],
    promote: whenBetter({ metric: 'logLoss', minimumExamples: 50, clip: 0.1 }),
    ...options,
  });

export const multiclassModel = (options: Partial<ModelOptions> = {}): ModelDeclaration =>
  model('kinds', {
    ...common,
    outcome: multiclass({ within: hours(24), classes: ['low', 'middle', 'high'] }),
    learners: [logistic()],
    promote: whenBetter({ metric: 'brier', minimumExamples: 50 }),
    ...options,
  });

export const regressionModel = (options: Partial<ModelOptions> = {}): ModelDeclaration =>
  model('amounts', {
    ...common,
    outcome: regression({ within: hours(24) }),
    learners: [linear()],
    promote: whenBetter({ metric: 'absoluteError', minimumExamples: 50, lossBound: 10 }),
    ...options,
  });

/** The same model with other learners; what is not given stays. */
export const redeclared = (
  declare: (options: Partial<ModelOptions>) => ModelDeclaration,
  learners: readonly LearnerDeclaration[],
  options: Partial<ModelOptions> = {},
): ModelDeclaration => declare({ ...options, learners });

interface StreamOptions {
  readonly seed?: number;
  /** The number of the first example: streams go on from one another. */
  readonly from?: number;
  /** After which time the label is known, as a whole number of minutes below this. */
  readonly delayMinutes?: number;
}

/** Examples whose label follows from their features, in the order in which their labels became known; 55-digit sequences. */
export function completedExamples(
  { outcome }: ModelDeclaration,
  count: number,
  { seed = 1, from = 0, delayMinutes = 30 }: StreamOptions = {},
): Completed[] {
  const prng = createPrng(seed);
  const unordered = Array.from({ length: count }, (_, at) => {
    const x = 4 * prng.next() - 2;
    const place = ['top', 'side', 'foot'][prng.int(3)]!;
    const score = 1.5 * x + (place === 'top' ? 1 : -0.5) + 0.5 * prng.normal();
    const label =
      outcome.kind === 'regression' ? score : outcome.kind === 'binary' ? Number(score > 0) : classOf(score);
    const predictedAtMs = STARTS_AT_MS + (from + at) * EVERY_MS;
    return {
      eventId: `e${from + at}`,
      served: {
        features: {
          place,
          kind: prng.int(5) === 0 ? null : `k${prng.int(4)}`,
          x,
          y: prng.int(9) === 0 ? null : prng.normal(),
        },
        weight: null,
        source: null,
        version: null,
        prediction: null,
        propensity: null,
      },
      label,
      predictedAtMs,
      completedAtMs: predictedAtMs + (1 + prng.int(delayMinutes)) * EVERY_MS,
      events: 2 as const,
    };
  });
  return unordered
    .sort((a, b) => a.completedAtMs - b.completedAtMs)
    .map((example, at) => ({ ...example, sequence: sequenceOf(from + at) }));
}

const classOf = (score: number): number => (score < -1 ? 0 : score < 1 ? 1 : 2);

/** As Kinesis numbers: too many digits for any machine word. */
export const sequenceOf = (number: number): string => String(10n ** 54n + BigInt(number));

export function blockOf(declaration: ModelDeclaration, completed: readonly Completed[], origin = SHARD): Block {
  const builder = createColumnsBuilder(declaration);
  for (const example of completed) builder.add(example);
  return {
    model: declaration.name,
    origin,
    sequence: completed.map(({ sequence }) => sequence),
    examples: builder.finish(),
  };
}

/** Blocks of at most `size` examples. */
export function blocksOf(declaration: ModelDeclaration, completed: readonly Completed[], size: number): Block[] {
  const blocks: Block[] = [];
  for (let from = 0; from < completed.length; from += size)
    blocks.push(blockOf(declaration, completed.slice(from, from + size)));
  return blocks;
}

/** A replay's clock: decisions take effect where the stream stands. */
export const streamClock: Clock = { effectiveMs: (streamMs) => streamMs };

export interface Stores {
  readonly heads: Heads;
  readonly objects: Objects;
}

export const memoryStores = (): Stores => ({ heads: createMemoryHeads(), objects: createMemoryObjects() });

export const learnDeps = (stores: Stores, neural?: NeuralFactory): LearnDeps => ({
  ...stores,
  archive: stores.objects,
  clock: streamClock,
  codeHash: 'code of this test',
  runtime: 'runtime of this test',
  stages: noStages,
  ...(neural === undefined ? {} : { neural }),
});

/** Learns block after block, one commit each, in one warm process. */
export async function learnBlocks(
  stores: Stores,
  declaration: ModelDeclaration,
  blocks: readonly Block[],
  neural?: NeuralFactory,
): Promise<void> {
  const learning = new Learning(learnDeps(stores, neural), declaration);
  for (const block of blocks) await learning.learn([block]);
}

export async function headOf({ heads }: Stores, { name }: ModelDeclaration): Promise<Head> {
  const head = await heads.load(name);
  if (head === undefined) throw new Error(`${name} has no head yet`);
  return head;
}

/** What a model has come to, without what counts commits. The workspace's name stands for remainder, scores, delays and maturing rows. */
export async function outcomeOf(
  stores: Stores,
  declaration: ModelDeclaration,
): Promise<{ readonly head: Partial<Head>; readonly ledger: Omit<LedgerEntry, 'revision'>[] }> {
  const { revision: _revision, stored: _stored, garbage: _garbage, ...head } = await headOf(stores, declaration);
  const ledger = (await stores.heads.ledger(declaration.name)).map(({ revision: _, ...entry }) => entry);
  return { head, ledger };
}

export const edgeOf = (lineage: readonly LineageEdge[], version: string): LineageEdge => {
  const edge = lineage.find((one) => one.version === version);
  if (edge === undefined) throw new Error(`${version} is not in the lineage`);
  return edge;
};
