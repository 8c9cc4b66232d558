/**
 * The memory store of waiting events, which a crash can make forget what the port says that it may: what `take` and `close` did
 * since the last `settle`, wholly or for some items. It is then made again from the calls that were kept.
 */
import { createMemoryWaitingEvents } from '../../functions/adapters/memory/waiting-events';
import type { Arrival, OriginState, WindowRule } from '../../functions/domain/labels/waiting';
import type { Sequence } from '../../functions/domain/lineage/head';
import type { WaitingEvents } from '../../functions/ports/waiting-events';
import type { Chance } from './chance';

type Call =
  | { readonly kind: 'take'; readonly model: string; readonly arrivals: readonly Arrival[] }
  | {
      readonly kind: 'close';
      readonly model: string;
      readonly watermarkMs: number;
      readonly after: Sequence | null;
      readonly limit: number;
    }
  | { readonly kind: 'settle'; readonly origin: string; readonly state: OriginState };

export class ForgetfulWaiting implements WaitingEvents {
  private store: WaitingEvents;
  private durable: Call[] = [];
  private unsettled: Call[] = [];

  constructor(private readonly rules: Readonly<Record<string, WindowRule>>) {
    this.store = createMemoryWaitingEvents(rules);
  }

  origin(origin: string): ReturnType<WaitingEvents['origin']> {
    return this.store.origin(origin);
  }

  origins(): ReturnType<WaitingEvents['origins']> {
    return this.store.origins();
  }

  take(model: string, arrivals: readonly Arrival[]): ReturnType<WaitingEvents['take']> {
    this.unsettled.push({ kind: 'take', model, arrivals });
    return this.store.take(model, arrivals);
  }

  close(model: string, watermarkMs: number, after: Sequence | null, limit: number): ReturnType<WaitingEvents['close']> {
    this.unsettled.push({ kind: 'close', model, watermarkMs, after, limit });
    return this.store.close(model, watermarkMs, after, limit);
  }

  async settle(origin: string, state: OriginState, from?: OriginState | null): ReturnType<WaitingEvents['settle']> {
    const result = await this.store.settle(origin, state, from);
    if (result === 'conflict') return result;
    this.durable.push(...this.unsettled, { kind: 'settle', origin, state });
    this.unsettled = [];
    return result;
  }

  count(model?: string): Promise<number> {
    return this.store.count(model);
  }

  /** What a crash leaves: everything, nothing of what was not settled, or some of its items. */
  async crash(chance: Chance): Promise<'kept' | 'forgot-all' | 'forgot-some'> {
    if (this.unsettled.length === 0 || chance.coin(0.4)) return 'kept';
    const share = chance.coin(0.5) ? 1 : 0.5;
    const lost = new Set<string>();
    for (const call of this.unsettled) {
      if (call.kind === 'take') for (const { eventId } of call.arrivals) if (chance.coin(share)) lost.add(eventId);
    }
    const kept = this.unsettled.flatMap((call): Call[] => {
      if (call.kind === 'take')
        return [{ ...call, arrivals: call.arrivals.filter(({ eventId }) => !lost.has(eventId)) }];
      return chance.coin(share) ? [] : [call];
    });
    this.unsettled = [];
    this.store = createMemoryWaitingEvents(this.rules);
    const history = [...this.durable, ...kept];
    this.durable = [];
    for (const call of history) await this.again(call);
    return share === 1 ? 'forgot-all' : 'forgot-some';
  }

  private async again(call: Call): Promise<void> {
    if (call.kind === 'take') await this.take(call.model, call.arrivals);
    else if (call.kind === 'close') await this.close(call.model, call.watermarkMs, call.after, call.limit);
    else await this.settle(call.origin, call.state);
  }
}
