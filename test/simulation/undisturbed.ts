/** The same events with nothing going wrong: one process, each burst of a shard as one batch, everything learned at once. */
import { liveShards, parentsOf } from './live-shards';
import { type Ended, outcomeOf } from './outcome';
import { Process } from './process';
import type { Delivery, Stream } from './stream';
import { Tally } from './tally';
import { requestFor, Worker } from './worker';
import { World } from './world';

export interface Undisturbed {
  readonly stream: Stream;
  readonly ended: Ended;
  /** How often each port method was called. */
  readonly calls: ReadonlyMap<string, number>;
  /** Objects that decode, by name. */
  readonly sound: Set<string>;
  readonly world: World;
}

export async function runUndisturbed(stream: Stream): Promise<Undisturbed> {
  const sound = new Set<string>();
  const world = new World(stream.declaration, sound);
  const tally = new Tally();
  const worker = new Worker(world, new Process(null, tally));
  let before: readonly string[] = [];
  for (const { shards, deliveries, order } of stream.phases) {
    const parents = parentsOf(before, shards);
    for (const burst of burstsOf(deliveries)) {
      await worker.join(
        burst[0]!.shard,
        burst.map(({ record }) => record),
      );
      const live = liveShards(await world.ports.waiting.origins(), shards, parents);
      if (live !== null) await worker.close(live);
      while (await worker.learn(4));
    }
    const request = requestFor(world.watch.head, order);
    if (request !== null) await worker.ask(request);
    before = shards;
  }
  return { stream, ended: await outcomeOf(world), calls: tally.calls, sound, world };
}

/** Runs of deliveries of one shard. */
export function burstsOf(deliveries: readonly Delivery[]): Delivery[][] {
  const bursts: Delivery[][] = [];
  for (const delivery of deliveries) {
    const burst = bursts.at(-1);
    if (burst !== undefined && burst[0]!.shard === delivery.shard) burst.push(delivery);
    else bursts.push([delivery]);
  }
  return bursts;
}
