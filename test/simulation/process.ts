/** A process that can die: its ports count their calls, wait for their turn, and fail as the plan says. */
import { type FaultPlan, isMethod, type Method, SimulatedCrash, StoreUnavailable } from './faults';
import type { Tally } from './tally';
import type { Turns } from './turns';

export class Process {
  private isDead = false;
  /** Set while other processes run at the same time. */
  turns: Turns | null = null;

  constructor(
    private readonly faults: FaultPlan | null,
    private readonly tally: Tally,
    /** An insistent one goes before the others where only one can be first. */
    readonly role: 'ordinary' | 'insistent' = 'ordinary',
  ) {}

  get dead(): boolean {
    return this.isDead;
  }

  /** The port as this process sees it. */
  through<P extends object>(name: string, port: P): P {
    return new Proxy(port, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key);
        const method = `${name}.${String(key)}`;
        if (typeof member !== 'function' || !isMethod(method)) return member;
        return (...args: unknown[]) => this.call(method, () => Reflect.apply(member, target, args));
      },
    });
  }

  private async call<T>(method: Method, effect: () => Promise<T>): Promise<T> {
    this.mustLive(method);
    if (this.turns !== null) await this.turns.mine(this, method);
    this.mustLive(method);
    this.tally.called(method);
    const fault = this.faults?.next(method) ?? null;
    if (fault === null) {
      const result = await effect();
      if (result === 'conflict') this.tally.count(`races lost at ${method}`);
      return result;
    }
    this.tally.count(`${fault} ${method}`);
    if (fault === 'crash-before') this.die(method);
    if (fault === 'throttled') throw new StoreUnavailable(`${method} was refused`);
    const result = await effect();
    if (fault === 'crash-after') this.die(method);
    if (fault === 'timed-out') throw new StoreUnavailable(`${method} was done, and its answer lost`);
    return result;
  }

  private mustLive(method: Method): void {
    if (this.isDead) throw new SimulatedCrash(`dead before ${method}`);
  }

  private die(method: Method): never {
    this.isDead = true;
    throw new SimulatedCrash(`died at ${method}`);
  }
}
