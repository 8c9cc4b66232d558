/**
 * Joining labels and closing windows over memory adapters, with a call that can be made to fail, and a reader of the examples stream
 * that drops what it has seen by position, as `learn` does.
 */
import { createMemoryDeadLetters } from '../../functions/adapters/memory/dead-letters';
import { createMemoryExamples } from '../../functions/adapters/memory/examples';
import { createMemoryWaitingEvents } from '../../functions/adapters/memory/waiting-events';
import { closeWindows } from '../../functions/close-windows/close-windows';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import type { Block } from '../../functions/domain/examples/columns';
import { type Counts, countsOf, sumTallies } from '../../functions/domain/labels/tally';
import type { WindowRule } from '../../functions/domain/labels/waiting';
import { isTaken, type Sequence } from '../../functions/domain/lineage/sequence';
import {
  createJoinLabels,
  type EventRecord,
  type JoinLabels,
  joinLabels,
} from '../../functions/join-labels/join-labels';
import type { DeadLetter } from '../../functions/ports/dead-letters';
import type { LiveShard } from '../../functions/ports/events-shards';

export class Crash extends Error {
  override readonly name = 'Crash';
}

export interface Learned {
  readonly model: string;
  readonly eventId: string;
  readonly label: number;
  readonly predictedAtMs: number;
  readonly completedAtMs: number;
  readonly events: number;
}

export interface JoinedStream {
  readonly deps: JoinLabels;
  /** The ports that were called, in order, such as `waiting.settle`. */
  readonly calls: string[];
  /** The call of this number from now on, counted from 1, fails before or after it has taken effect; 0: none. */
  crashAt(call: number, when: 'before' | 'after'): void;
  /** As records of `shard-1`, unless another is named. */
  join(records: readonly EventRecord[], shard?: string): Promise<void>;
  close(declaration: ModelDeclaration, liveShards?: readonly LiveShard[], idleAfterMs?: number): Promise<void>;
  blocks(): Promise<Block[]>;
  learned(): Promise<Learned[]>;
  letters(): Promise<DeadLetter[]>;
  counts(model: string): Promise<Counts>;
  /** Everything that must not depend on crashes. */
  outcome(): Promise<unknown>;
}

export function joinedStream(declarations: readonly ModelDeclaration[]): JoinedStream {
  const calls: string[] = [];
  let countdown = 0;
  let failing: 'before' | 'after' = 'before';

  const watched = <T extends object>(port: string, adapter: T): T =>
    new Proxy(adapter, {
      get: (target, method) => {
        const own: unknown = Reflect.get(target, method);
        if (typeof own !== 'function') return own;
        return async (...given: unknown[]): Promise<unknown> => {
          calls.push(`${port}.${String(method)}`);
          countdown -= 1;
          const fails = countdown === 0;
          if (fails && failing === 'before') throw new Crash(`${port}.${String(method)}`);
          const answer: unknown = await Reflect.apply(own, target, given);
          if (fails) throw new Crash(`${port}.${String(method)}`);
          return answer;
        };
      },
    });

  const rules: Record<string, WindowRule> = {};
  for (const { name, outcome } of declarations) {
    rules[name] = { withinMs: outcome.withinMs, otherwise: outcome.otherwise };
  }
  const examples = createMemoryExamples();
  const deadLetters = createMemoryDeadLetters();
  const waiting = createMemoryWaitingEvents(rules);
  const deps = createJoinLabels(declarations, {
    waiting: watched('waiting', waiting),
    examples: watched('examples', examples),
    deadLetters: watched('deadLetters', deadLetters),
  });

  const blocks = async (): Promise<Block[]> => (await examples.next(100_000)).map(({ block }) => block);
  const learned = async (): Promise<Learned[]> => newExamples(await blocks());
  const counts = async (model: string): Promise<Counts> => {
    const own = (await learned()).filter((example) => example.model === model);
    return countsOf(
      sumTallies(await waiting.origins(), model),
      await waiting.count(model),
      own.reduce((sum, { events }) => sum + events, 0),
    );
  };
  return {
    deps,
    calls,
    crashAt(call, when) {
      countdown = call;
      failing = when;
    },
    join: async (records, shard = 'shard-1') => {
      await joinLabels(deps, shard, records);
    },
    close: (declaration, liveShards, idleAfterMs) => closeWindows(deps, declaration, liveShards, idleAfterMs),
    blocks,
    learned,
    letters: () => deadLetters.list(),
    counts,
    outcome: async () => ({
      learned: await learned(),
      letters: (await deadLetters.list()).sort((a, b) => Number(a.sequence) - Number(b.sequence)),
      origins: await waiting.origins(),
      waiting: await waiting.count(),
    }),
  };
}

/** What these blocks bring, less what a block before them brought already. */
export function newExamples(blocks: readonly Block[]): Learned[] {
  const positions: Record<string, Sequence> = {};
  const learned: Learned[] = [];
  for (const { model, origin, sequence, examples } of blocks) {
    const key = `${model}/${origin}`;
    for (const [row, own] of sequence.entries()) {
      if (isTaken(own, positions[key])) continue;
      positions[key] = own;
      learned.push({
        model,
        eventId: examples.eventId[row]!,
        label: examples.label[row]!,
        predictedAtMs: examples.predictedAtMs[row]!,
        completedAtMs: examples.completedAtMs[row]!,
        events: examples.events[row]!,
      });
    }
  }
  return learned;
}
