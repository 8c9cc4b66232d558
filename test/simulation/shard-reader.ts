/** One shard as a stream delivers it: in order, but cut anyhow, bisected after a failure, and from an earlier record on. */
import type { EventRecord } from '../../functions/join-labels/join-labels';
import type { Chance } from './chance';
import type { Tally } from './tally';

export interface Batch {
  readonly from: number;
  readonly to: number;
  readonly records: readonly EventRecord[];
}

const MOST_REDELIVERED = 5;

export class ShardReader {
  /** Records whose batch has succeeded. */
  done = 0;
  private hasFailed = false;

  constructor(
    readonly shard: string,
    private readonly records: readonly EventRecord[],
    private readonly chance: Chance,
    private readonly tally: Tally,
  ) {}

  get length(): number {
    return this.records.length;
  }

  get isAtEnd(): boolean {
    return this.done === this.records.length;
  }

  /** The next attempt: about up to `upTo`, never beyond `end`. */
  next(upTo: number, end: number): Batch {
    let from = this.done;
    let to = upTo;
    if (this.chance.coin(0.2) && from > 0) {
      from = Math.max(0, from - this.chance.between(1, MOST_REDELIVERED));
      this.tally.count('batches from an earlier position');
    }
    if (this.hasFailed && to - this.done > 1 && this.chance.coin(0.5)) {
      to = this.done + Math.ceil((to - this.done) / 2);
      this.tally.count('batches bisected');
    } else if (to < end && this.chance.coin(0.3)) {
      to = Math.min(end, to + this.chance.between(1, 3));
    }
    return { from, to, records: this.records.slice(from, to) };
  }

  /** Says how an attempt ended, and gives how far all is done. */
  ended({ to }: Batch, isDone: boolean): number {
    this.hasFailed = !isDone;
    if (isDone) this.done = Math.max(this.done, to);
    return this.done;
  }

  /** What was committed already, once more. */
  again(): readonly EventRecord[] {
    this.tally.count('batches given again after they were done');
    const from = this.chance.between(0, Math.max(0, this.done - 1));
    return this.records.slice(from, this.done);
  }
}
