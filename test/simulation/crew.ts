/**
 * A few processes that serve all invocations, as warm containers do: whichever is free takes the next one, with the learning
 * session that it kept. A dead one is replaced, and takes with it what it had not made durable.
 */
import { LostEveryRace } from '../../functions/learn/learn';
import type { Chance } from './chance';
import { type FaultPlan, type Method, SimulatedCrash, StoreUnavailable } from './faults';
import { Process } from './process';
import type { Tally } from './tally';
import { Turns } from './turns';
import { Worker } from './worker';
import type { World } from './world';

export type Job = (worker: Worker) => Promise<void>;
export type MayCall = (process: Process, method: Method) => boolean;

const WORKERS = 3;
const COLD_START = 0.03;
const MOST_REWOUND = 4;

export class Crew {
  private readonly workers: Worker[] = [];
  private turns: Turns | null = null;

  constructor(
    private readonly world: World,
    private readonly chance: Chance,
    private readonly faults: FaultPlan,
    private readonly tally: Tally,
  ) {
    for (let i = 0; i < WORKERS; i++) this.workers.push(this.hire());
  }

  private hire(role: Process['role'] = 'ordinary'): Worker {
    const process = new Process(this.faults, this.tally, role);
    process.turns = this.turns;
    return new Worker(this.world, process);
  }

  /** One job alone. False when it failed and is to be done again. */
  async alone(job: Job): Promise<boolean> {
    const at = this.chance.between(0, WORKERS - 1);
    if (this.chance.coin(COLD_START)) this.workers[at] = this.hire();
    const worker = this.workers[at]!;
    const isDone = await this.attempt(worker, job);
    if (worker.process.dead) {
      this.workers[at] = this.hire();
      this.tally.count(`waiting events ${await this.world.forgetful.crash(this.chance)}`);
      await this.rewind();
    }
    return isDone;
  }

  /** Several jobs at once, each in a process of its own. What each came to. */
  async together(jobs: readonly Job[], mayCall?: MayCall): Promise<boolean[]> {
    const first = this.chance.between(0, WORKERS - 1);
    const done: boolean[] = [];
    const turns = new Turns(this.chance, mayCall);
    this.turns = turns;
    await turns.run(
      jobs.map((job, at) => async () => {
        const worker = this.workers[(first + at) % WORKERS]!;
        worker.process.turns = turns;
        done[at] = await this.attempt(worker, job);
      }),
    );
    this.turns = null;
    for (let at = 0; at < WORKERS; at++) {
      const { process } = this.workers[at]!;
      process.turns = null;
      if (process.dead) this.workers[at] = this.hire();
    }
    return done;
  }

  /** One job, by one process after the other until it is done. To be called from within a job. */
  async insist(job: Job): Promise<void> {
    let worker = this.hire('insistent');
    while (!(await this.attempt(worker, job))) if (worker.process.dead) worker = this.hire('insistent');
  }

  /** The reader of the examples stream falls back behind what was learned. */
  async rewind(): Promise<void> {
    const blocks = this.world.rewinding.rewind(this.chance.between(0, MOST_REWOUND));
    if (blocks > 0) this.tally.count('learned blocks given again', blocks);
  }

  private async attempt(worker: Worker, job: Job): Promise<boolean> {
    try {
      await job(worker);
      return true;
    } catch (error) {
      if (error instanceof SimulatedCrash || error instanceof StoreUnavailable || error instanceof LostEveryRace)
        return false;
      throw error;
    }
  }
}
