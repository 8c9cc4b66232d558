/**
 * Several processes at once, interleaved at their port calls: whoever calls a port waits until it is chosen. What lies between
 * two calls touches nothing shared, so every way in which processes can meet is some order of their calls.
 */
import type { Chance } from './chance';
import type { Method } from './faults';
import type { Process } from './process';

interface Parked {
  readonly process: Process;
  readonly method: Method;
  readonly go: () => void;
}

/** A process that has begun goes on with this probability, so that one can get far ahead of another. */
const GO_ON = 0.6;

export class Turns {
  private readonly parked: Parked[] = [];
  private last: Process | null = null;

  /** @param mayCall holds a call back while it is false */
  constructor(
    private readonly chance: Chance,
    private readonly mayCall: (process: Process, method: Method) => boolean = () => true,
  ) {}

  mine(process: Process, method: Method): Promise<void> {
    return new Promise((resolve) => this.parked.push({ process, method, go: resolve }));
  }

  /** Runs the jobs to their ends, which they must not have begun before. */
  async run(jobs: readonly (() => Promise<void>)[]): Promise<void> {
    const ends = Promise.allSettled(jobs.map((job) => job()));
    for (;;) {
      await everyoneToPark();
      const able = this.parked.filter(({ process, method }) => this.mayCall(process, method));
      if (able.length === 0) break;
      const same = able.filter(({ process }) => process === this.last);
      const chosen = this.chance.pick(same.length > 0 && this.chance.coin(GO_ON) ? same : able);
      this.parked.splice(this.parked.indexOf(chosen), 1);
      this.last = chosen.process;
      chosen.go();
    }
    if (this.parked.length > 0) throw new Error('every process waits for another one: the schedule itself is wrong');
    for (const end of await ends) if (end.status === 'rejected') throw end.reason;
  }
}

/** Memory ports answer in microtasks: when these are done, everybody is at a port or at its end. */
const everyoneToPark = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
