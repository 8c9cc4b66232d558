/**
 * A click comes within minutes; that there was none is known after a day. Two of a thousand impressions are clicked. Until the first
 * window ends, every outcome that has arrived is a click: a model that learns, or a gate that promotes, on what has arrived
 * knows a world in which everybody clicks.
 */
import { createMemoryDeadLetters } from '../../functions/adapters/memory/dead-letters';
import { createMemoryExamples } from '../../functions/adapters/memory/examples';
import { createMemoryWaitingEvents } from '../../functions/adapters/memory/waiting-events';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { hours } from '../../functions/contracts/duration';
import { whenBetter } from '../../functions/contracts/model';
import { createEncoder } from '../../functions/domain/features/encoder';
import { loadTrained } from '../../functions/learn/checkpoints';
import { Learning } from '../../functions/learn/learn';
import type { Session } from '../../functions/learn/session';
import type { EventSource } from '../../functions/local/event-source';
import { replay } from '../../functions/local/replay';
import { clickLog } from '../../functions/local/simulators/click-log';
import { STARTS_AT_MS } from '../../functions/local/simulators/stream';
import { noStages } from '../../functions/ports/stages';
import { learnDeps, memoryStores, type Stores } from '../support/learning';

const { log } = Math;

const DAYS = 4;
const simulated = clickLog({ seed: 7, impressions: 80_000, days: DAYS });
const events: {
  readonly type: string;
  readonly eventId: string;
  readonly time: string;
  readonly features: Readonly<Record<string, string | number>>;
}[] = simulated.lines.map((line) => JSON.parse(line));
const clicked = new Set(events.filter(({ type }) => type === 'outcome').map(({ eventId }) => eventId));
const impressions = events.filter(({ type }) => type === 'prediction');

const source: EventSource = {
  shard: 'one shard',
  total: events.length,
  async *batches({ size }) {
    const records = simulated.lines.map((data, at) => ({ sequence: String(at + 1), data, arrivedAtMs: null }));
    for (let from = 0; from < records.length; from += size)
      yield { records: records.slice(from, from + size), progress: from / records.length };
  },
  close: async () => {},
};

/** Decisions after 50 examples: a gate that may be hasty, if what it sees lets it. */
const hasty = (outcome: ModelDeclaration['outcome'], microBatch: number): ModelDeclaration => ({
  ...simulated.declaration,
  outcome,
  microBatch,
  hashBits: 8,
  promote: whenBetter({ metric: 'logLoss', minimumExamples: 50, clip: 0.001 }),
});

/** What a batch of events left behind. */
interface Moment {
  readonly streamMs: number;
  readonly learned: number;
  readonly clicks: number;
  readonly champion: string;
}

interface Run {
  readonly stores: Stores;
  readonly session: Session;
  readonly moments: readonly Moment[];
}

async function replayed(declaration: ModelDeclaration): Promise<Run> {
  const stores = memoryStores();
  const learning = new Learning(learnDeps(stores), declaration);
  const ports = {
    waiting: createMemoryWaitingEvents({ [declaration.name]: declaration.outcome }),
    examples: createMemoryExamples(),
    deadLetters: createMemoryDeadLetters(),
  };
  const moments: Moment[] = [];
  let read = 0;
  await replay(source, declaration, ports, learning, {
    batchSize: 6144,
    stages: noStages,
    stopped: () => false,
    onBatch: async ({ records }) => {
      read += records;
      const { learned, classCounts, reigns } = await learning.view();
      moments.push({
        streamMs: Date.parse(events[read - 1]!.time) - STARTS_AT_MS,
        learned: learned.examples,
        clicks: classCounts[1]!,
        champion: reigns.at(-1)!.version,
      });
    },
  });
  return { stores, session: await learning.view(), moments };
}

const lastDay = impressions.slice(-impressions.length / DAYS);

/** Mean log loss of the present champion over all impressions of the last day, as they truly ended. */
async function trueLogLoss({ stores, session }: Run): Promise<number> {
  const { learner, about } = await loadTrained(stores.objects, session.reigns.at(-1)!.checkpoint, undefined);
  const encoder = createEncoder(about.encoding);
  const out = new Float64Array(1);
  let sum = 0;
  for (const { eventId, features } of lastDay) {
    learner.predict(encoder.encodeServed(features), out);
    sum -= log(clicked.has(eventId) ? out[0]! : 1 - out[0]!);
  }
  return sum / lastDay.length;
}

const promotionsByGate = async ({ stores, session }: Run) =>
  (await stores.heads.ledger(session.declaration.name)).filter(({ kind, by }) => kind === 'promoted' && by === 'gate');

const DAY_MS = hours(24);
/** How far a window's end is behind the watermark: the disorder allowed. */
const DISORDER_MS = simulated.declaration.disorderMs;

describe('declared with its default label (otherwise: 0)', () => {
  let run: Run;
  beforeAll(async () => {
    run = await replayed(hasty(simulated.declaration.outcome, 512));
  });

  test('nothing is learned, and nobody promoted, before the first window has ended, though clicks are known from the first minutes on', () => {
    const before = run.moments.filter(({ streamMs }) => streamMs < DAY_MS + DISORDER_MS);
    expect(before.length).toBeGreaterThan(2);
    for (const { learned, champion } of before) expect([learned, champion]).toEqual([0, '2.0']);
    const known = events.filter(({ type, time }) => type === 'outcome' && Date.parse(time) < STARTS_AT_MS + DAY_MS);
    expect(known.length).toBeGreaterThan(30);
  });

  test('from then on what is learned is whole: at every moment exactly the clicks of the impressions learned, 0.2 %', () => {
    const after = run.moments.filter(({ learned }) => learned > 0);
    expect(after.length).toBeGreaterThan(6);
    // Windows end in the order of their impressions.
    for (const { learned, clicks } of after) {
      expect(clicks).toBe(impressions.slice(0, learned).filter(({ eventId }) => clicked.has(eventId)).length);
    }
    const { learned, clicks } = after.at(-1)!;
    expect(clicks / learned).toBeGreaterThan(0.0016);
    expect(clicks / learned).toBeLessThan(0.0024);
  });

  test('no promotion is of the fast class alone: none before whole days could be compared', async () => {
    const promotions = await promotionsByGate(run);
    expect(promotions.length).toBeGreaterThan(0);
    // The first candidate is sealed after a day, and what is predicted from then on is whole after another one.
    for (const { timeMs } of promotions) expect(timeMs - STARTS_AT_MS).toBeGreaterThan(2 * DAY_MS);
  });

  test('what is promoted is right about the world: a log loss of 0.0146, where knowing the share of clicks alone gives 0.0150', async () => {
    const share = lastDay.filter(({ eventId }) => clicked.has(eventId)).length / lastDay.length;
    const knowingTheShare = -(share * log(share) + (1 - share) * log(1 - share));
    expect(knowingTheShare).toBeCloseTo(0.015, 3);
    const loss = await trueLogLoss(run);
    expect(loss).toBeCloseTo(0.0146, 3);
    expect(loss).toBeLessThan(knowingTheShare);
  });
});

describe('declared wrongly (otherwise: discard, so that labels are taken as they arrive)', () => {
  let run: Run;
  beforeAll(async () => {
    run = await replayed(hasty({ ...simulated.declaration.outcome, otherwise: 'discard' }, 16));
  });

  test('only clicks are ever learned, on the first day as on the last', () => {
    const learning = run.moments.filter(({ learned }) => learned > 0);
    expect(learning[0]!.streamMs).toBeLessThan(DAY_MS);
    for (const { learned, clicks } of learning) expect(clicks).toBe(learned);
  });

  test('the gate promotes on them, and the scores look better for it, while the truth is a log loss of 1.25', async () => {
    const promotions = await promotionsByGate(run);
    expect(promotions).toHaveLength(1);
    expect(promotions[0]?.evidence.meanDifference).toBeGreaterThan(0.3);
    const { logLoss } = run.session.served.everything();
    expect(logLoss).toBeLessThan(Math.LN2);
    expect(await trueLogLoss(run)).toBeCloseTo(1.25, 1);
  });
});
