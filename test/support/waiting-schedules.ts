/**
 * A store of waiting events against the definition: the memory adapter goes through every schedule undisturbed; the other store is
 * let go of and opened again at any point, and is given again what it had not settled, as a restarted invocation would. Where a
 * crash makes it forget that, it answers as the first time; where nothing is forgotten, as the definition answers the same retry.
 */
import fc from 'fast-check';
import { createMemoryWaitingEvents } from '../../functions/adapters/memory/waiting-events';
import {
  type Arrival,
  type Due,
  emptyTally,
  type OriginState,
  type WindowRule,
} from '../../functions/domain/labels/waiting';
import { windowOrigin } from '../../functions/domain/labels/window-sequence';
import { compareSequences, type Sequence } from '../../functions/domain/lineage/sequence';
import type { WaitingEvents } from '../../functions/ports/waiting-events';
import { minute, served } from '../contracts/sample-arrivals';

const WITHIN_MS = 3 * 60_000;
/** What the store under test is opened with. */
export const scheduleRules = {
  discard: { withinMs: WITHIN_MS, otherwise: 'discard' },
  label: { withinMs: WITHIN_MS, otherwise: 0 },
} as const satisfies Record<string, WindowRule>;
const SHARDS = ['shard-1', 'shard-2'] as const;
type Model = keyof typeof scheduleRules;

interface SomeEvent {
  readonly kind: Arrival['kind'];
  readonly id: number;
  readonly forwardMs: number;
  readonly lateMs: number;
}

export interface Step {
  readonly model: Model;
  readonly shard: number;
  readonly events: readonly SomeEvent[];
  readonly crash: boolean;
  readonly interleave: boolean;
  readonly closeLimit: number | null;
}

const event = fc.record({
  kind: fc.constantFrom('prediction', 'outcome', 'prediction', 'outcome', 'example'),
  id: fc.nat(7),
  forwardMs: fc.constantFrom(0, 1, 20_000, 90_000),
  lateMs: fc.constantFrom(0, 0, 30_000, 200_000),
});
const step: fc.Arbitrary<Step> = fc.record({
  model: fc.constantFrom('discard', 'label'),
  shard: fc.nat(1),
  events: fc.array(event, { maxLength: 8 }),
  crash: fc.boolean(),
  interleave: fc.boolean(),
  closeLimit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
});

class Stream {
  private nowMs = minute(0);
  private readonly positions = [0, 0];
  private readonly closed = { discard: 0, label: 0 };

  arrivals({ shard, events }: Pick<Step, 'shard' | 'events'>, model: Model): Arrival[] {
    return events.map(({ kind, id, forwardMs, lateMs }) => {
      this.nowMs += forwardMs;
      this.positions[shard]! += 1;
      return {
        kind,
        origin: SHARDS[shard]!,
        sequence: String(this.positions[shard]),
        eventId: `event ${id}`,
        timeMs: this.nowMs - lateMs,
        served: kind === 'outcome' ? null : served({ weight: this.positions[shard]! }),
        label: kind === 'prediction' ? null : 1,
        watermarkMs: Math.max(this.nowMs - 30_000, this.closed[model]),
      };
    });
  }

  stateOf(shard: number): OriginState {
    return { position: String(this.positions[shard]), tallies: {} };
  }

  /** Where the windows can be closed up to by now. */
  advance(model: Model): number {
    this.closed[model] = this.nowMs - 30_000;
    return this.closed[model];
  }
}

export const schedules = fc.array(step, { maxLength: 12, size: 'max' });

/** @param open over storage that is new before the first call */
export async function expectAsDefined(
  steps: readonly Step[],
  { open, forgets }: { readonly open: () => Promise<WaitingEvents>; readonly forgets: boolean },
): Promise<void> {
  const memory = createMemoryWaitingEvents(scheduleRules);
  let store = await open();
  const stream = new Stream();
  const positions: Record<Model, Sequence | null> = { discard: null, label: null };
  /** Does the same to both, and to the other store again after a crash. */
  const both = async <T>(crash: boolean, act: (waiting: WaitingEvents) => Promise<T>): Promise<T> => {
    const defined = await act(memory);
    expect(await act(store)).toEqual(defined);
    if (!crash) return defined;
    store = await open();
    const again = await act(memory);
    expect(await act(store)).toEqual(forgets ? defined : again);
    return defined;
  };

  for (const { model, shard, events, crash, interleave, closeLimit } of steps) {
    // Time stands still while two shards are between take and settle: an id is not used anew before its old use is settled.
    const taken = interleave ? events.map((some) => ({ ...some, forwardMs: 0 })) : events;
    const arrivals = stream.arrivals({ shard, events: taken }, model);
    await both(crash, (waiting) => waiting.take(model, arrivals));
    if (interleave) {
      const others = stream.arrivals({ shard: 1 - shard, events: taken }, model);
      await both(false, (waiting) => waiting.take(model, others));
      await both(false, (waiting) => waiting.settle(SHARDS[shard]!, stream.stateOf(shard)));
      await both(crash, (waiting) => waiting.take(model, others));
      await both(false, (waiting) => waiting.settle(SHARDS[1 - shard]!, stream.stateOf(1 - shard)));
    } else {
      await both(false, (waiting) => waiting.settle(SHARDS[shard]!, stream.stateOf(shard)));
    }
    if (closeLimit !== null) {
      const watermarkMs = stream.advance(model);
      for (let dues: Due[] | null = null; dues === null || dues.length === closeLimit; ) {
        const after = positions[model];
        dues = await both(crash, (waiting) => waiting.close(model, watermarkMs, after, closeLimit));
        const last = dues.at(-1)?.sequence ?? after ?? '0';
        const position = after !== null && compareSequences(after, last) > 0 ? after : last;
        positions[model] = position;
        const tallies = { [model]: { ...emptyTally, latestMs: watermarkMs } };
        await both(false, (waiting) => waiting.settle(windowOrigin(model), { position, tallies }));
      }
    }
    for (const name of ['discard', 'label', undefined]) expect(await store.count(name)).toBe(await memory.count(name));
    expect(await store.origins()).toEqual(await memory.origins());
  }
}
