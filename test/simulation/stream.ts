/**
 * One stream of events whose fate is known by construction: which become examples with which label, which come too late, which
 * are refused, which are copies. It comes in phases; between two of them a person may move the champion, or the stream be
 * resharded: parents are then read to their end before their children begin.
 */
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { seconds } from '../../functions/contracts/duration';
import type { EventRecord } from '../../functions/join-labels/join-labels';
import { Chance } from './chance';
import { type Facts, NO_FACTS, type Sent, sendAll, tick } from './events';
import { models, START_MS } from './models';

export interface Delivery {
  readonly shard: string;
  readonly record: EventRecord;
}

export interface Phase {
  readonly shards: readonly string[];
  /** In the order in which they were received, over all shards. */
  readonly deliveries: readonly Delivery[];
  /** What a person does when all of it is learned. */
  readonly order: 'none' | 'roll-back' | 'promote';
}

export interface Stream {
  readonly seed: number;
  readonly declaration: ModelDeclaration;
  readonly phases: readonly Phase[];
  readonly facts: Facts;
}

const PREDICTIONS = { low: 32, high: 42 };
const ORDERS = ['none', 'none', 'roll-back', 'roll-back', 'promote'] as const;
const SILENCE_MS = seconds(300);

export function createStream(seed: number): Stream {
  const chance = new Chance(seed);
  const declaration = chance.pick(models);
  const facts = structuredClone(NO_FACTS);
  const sent = sendAll(chance, declaration, chance.between(PREDICTIONS.low, PREDICTIONS.high), facts);
  const lastMs = sent.at(-1)!.arrivedAtMs;
  const layouts = layoutsOf(chance);
  const records = new Recorder(chance);
  const phases = layouts.map(({ shards, order }, at): Phase => {
    const share = (lastMs - START_MS) / layouts.length;
    const ofPhase = sent.filter(({ arrivedAtMs }) => phaseAt(arrivedAtMs, share, layouts.length) === at);
    const isLast = at === layouts.length - 1;
    // A first word from every shard, and a last one that ends every window.
    const hello = at === 0 ? shards.map((shard) => records.put(shard, tick(facts, `hello-${shard}`, START_MS))) : [];
    const middle = inBursts(chance, ofPhase, shards).map(({ shard, event }) => records.put(shard, event));
    const bye = isLast
      ? shards.map((shard) => records.put(shard, tick(facts, `bye-${shard}`, lastMs + SILENCE_MS)))
      : [];
    return { shards, order, deliveries: [...hello, ...middle, ...bye] };
  });
  facts.waiting = layouts.at(-1)!.shards.length;
  if (declaration.outcome.otherwise === 'discard') facts.late += layouts[0]!.shards.length;
  else for (const shard of layouts[0]!.shards) facts.examples[`hello-${shard}`] = 0;
  return { seed, declaration, phases, facts };
}

const phaseAt = (arrivedAtMs: number, shareMs: number, phases: number): number =>
  Math.min(phases - 1, Math.floor((arrivedAtMs - START_MS) / shareMs));

interface Layout {
  readonly shards: readonly string[];
  readonly order: Phase['order'];
}

/** One shard or two, split or merged in the middle of most streams. */
function layoutsOf(chance: Chance): Layout[] {
  const layouts: Layout[] = [];
  let shards = chance.coin(0.5) ? ['shard-0'] : ['shard-0', 'shard-1'];
  let next = shards.length;
  const phases = chance.between(2, 3);
  for (let at = 0; at < phases; at++) {
    const isLast = at === phases - 1;
    layouts.push({ shards, order: isLast ? 'none' : chance.pick(ORDERS) });
    if (chance.coin(0.6)) {
      shards = shards.length === 1 ? [`shard-${next}`, `shard-${next + 1}`] : [`shard-${next}`];
      next += shards.length;
    }
  }
  return layouts;
}

/** Events go to the shard of their id; the shards take turns in bursts, each in its own order. */
function inBursts(
  chance: Chance,
  sent: readonly Sent[],
  shards: readonly string[],
): { readonly shard: string; readonly event: Sent }[] {
  const queues = shards.map((shard, at) => ({
    shard,
    events: sent.filter(({ key }) => key % shards.length === at),
  }));
  const burstMs = seconds(chance.between(20, 50));
  const merged: { shard: string; event: Sent }[] = [];
  for (let untilMs = START_MS + burstMs; merged.length < sent.length; untilMs += burstMs) {
    for (const { shard, events } of queues) {
      while (events.length > 0 && events[0]!.arrivedAtMs <= untilMs) merged.push({ shard, event: events.shift()! });
    }
  }
  return merged;
}

/** Sequence numbers that rise by shard, and gain a digit on the way. */
class Recorder {
  private readonly next = new Map<string, bigint>();

  constructor(private readonly chance: Chance) {}

  put(shard: string, { data, arrivedAtMs }: Sent): Delivery {
    const first = this.chance.pick([7n, 91n, 49_999_999_999_999_999_999_999_999_999_990n, 999_999_999_985n]);
    const sequence = this.next.get(shard) ?? first;
    this.next.set(shard, sequence + BigInt(this.chance.between(1, 3)));
    return { shard, record: { sequence: String(sequence), data, arrivedAtMs } };
  }
}
