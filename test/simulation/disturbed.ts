/**
 * The same events through everything that can happen between a stream and its readers: batches cut, bisected and delivered again,
 * shards that overtake each other, processes that die or race, a person who moves the champion under a learner's hands.
 */
import type { Chance } from './chance';
import { Crew, type Job } from './crew';
import type { FaultPlan } from './faults';
import { liveShards, parentsOf } from './live-shards';
import { ShardReader } from './shard-reader';
import type { Phase, Stream } from './stream';
import type { Tally } from './tally';
import { burstsOf } from './undisturbed';
import { type Request, requestFor } from './worker';
import type { World } from './world';

/** More attempts than every planned fault could spoil. */
const MOST_ATTEMPTS = 60;
const MOST_RECORDS = 16;
const MOST_BLOCKS = 12;

export class DisturbedRun {
  private readonly crew: Crew;
  private shards: readonly string[] = [];
  private parents: readonly string[] = [];
  /** What a person has decided to ask for, and has not asked yet. */
  private request: Request | null = null;

  /** @param isReordered shards come in any order; else as in the undisturbed run */
  constructor(
    private readonly stream: Stream,
    private readonly world: World,
    private readonly chance: Chance,
    faults: FaultPlan,
    private readonly tally: Tally,
    private readonly isReordered: boolean,
  ) {
    this.crew = new Crew(world, chance, faults, tally);
  }

  async run(): Promise<void> {
    for (const phase of this.stream.phases) {
      this.parents = parentsOf(this.shards, phase.shards);
      if (this.parents.length > 0) this.tally.count('reshards');
      this.shards = phase.shards;
      await this.deliver(phase);
      await this.until(() => this.close());
      await this.learnAll();
      this.request = requestFor(this.world.watch.head, phase.order);
      if (this.request !== null && (phase === this.stream.phases.at(-1) || this.chance.coin(0.5))) await this.ask();
    }
    if (this.request !== null) await this.ask();
  }

  private async deliver(phase: Phase): Promise<void> {
    const readers = new Map(phase.shards.map((shard) => [shard, this.readerOf(phase, shard)]));
    if (this.isReordered) {
      for (let open = [...readers.values()]; open.length > 0; open = open.filter(({ isAtEnd }) => !isAtEnd)) {
        const reader = this.chance.pick(open);
        if (reader !== open[0] && !open[0]!.isAtEnd) this.tally.count('batches of one shard before another');
        await this.deliverNext(reader, reader.length);
      }
      return;
    }
    for (const burst of burstsOf(phase.deliveries)) {
      const reader = readers.get(burst[0]!.shard)!;
      const end = reader.done + burst.length;
      while (reader.done < end) await this.deliverNext(reader, end);
    }
  }

  private readerOf({ deliveries }: Phase, shard: string): ShardReader {
    const records = deliveries.filter((one) => one.shard === shard).map(({ record }) => record);
    return new ShardReader(shard, records, this.chance, this.tally);
  }

  /** Some more of a shard, but nothing beyond `end`; other things go on at the same time or after it. */
  private async deliverNext(reader: ShardReader, end: number): Promise<void> {
    const upTo = Math.min(end, reader.done + this.chance.between(1, MOST_RECORDS));
    await this.until(async () => {
      const first = reader.next(upTo, end);
      const join: Job = (worker) => worker.join(reader.shard, first.records);
      if (!this.chance.coin(0.12)) return reader.ended(first, await this.crew.alone(join)) >= upTo;
      const second = reader.next(upTo, end);
      const others: Job[] = [(worker) => worker.join(reader.shard, second.records), this.closing(), this.learning()];
      // While a person's request is open, only the one that it overtakes may learn.
      const other = this.chance.between(0, this.request === null ? 2 : 1);
      this.tally.count(['joiners raced', 'closed while joining', 'learned while joining'][other]!);
      const [one, two] = await this.crew.together([join, others[other]!]);
      if (other === 0) reader.ended(second, two!);
      return reader.ended(first, one!) >= upTo;
    });
    if (this.chance.coin(0.08)) await this.crew.alone((worker) => worker.join(reader.shard, reader.again()));
    if (this.chance.coin(0.3)) await this.close();
    if (this.chance.coin(0.07)) await this.learn();
  }

  private closing(): Job {
    return async (worker) => {
      const live = liveShards(await this.world.ports.waiting.origins(), this.shards, this.parents);
      if (live !== null) await worker.close(live);
    };
  }

  private async close(): Promise<boolean> {
    if (!this.chance.coin(0.1)) return this.crew.alone(this.closing());
    this.tally.count('closers raced');
    const [one] = await this.crew.together([this.closing(), this.closing()]);
    return one!;
  }

  private learning(): Job {
    return async (worker) => {
      await worker.learn(this.chance.between(1, MOST_BLOCKS));
    };
  }

  private async learn(): Promise<void> {
    if (this.chance.coin(0.15)) await this.crew.rewind();
    if (this.request !== null) return this.overtake(this.request);
    if (!this.chance.coin(0.1)) {
      await this.crew.alone(this.learning());
      return;
    }
    this.tally.count('learners raced');
    await this.crew.together([this.learning(), this.learning()]);
  }

  private async learnAll(): Promise<void> {
    await this.until(async () => {
      await this.learn();
      return (await this.world.ports.examples.next(1)).length === 0;
    });
  }

  /** A person is faster than a learner who is about to commit. */
  private async overtake(request: Request): Promise<void> {
    let isAsked = false;
    this.tally.count('a person overtook a learner');
    this.request = null;
    await this.crew.together(
      [
        async () => {
          await this.crew.insist((worker) => worker.ask(request));
          isAsked = true;
        },
        this.learning(),
      ],
      // The learner's commits wait until the person's is made: so it is in the undisturbed run.
      ({ role }, method) => method !== 'heads.commit' || isAsked || role === 'insistent',
    );
  }

  private async ask(): Promise<void> {
    const { request } = this;
    this.request = null;
    if (request !== null) await this.until(() => this.crew.alone((worker) => worker.ask(request)));
  }

  private async until(attempt: () => Promise<boolean>): Promise<void> {
    for (let attempts = 0; attempts < MOST_ATTEMPTS; attempts++) if (await attempt()) return;
    throw new Error(`not done after ${MOST_ATTEMPTS} attempts`);
  }
}
