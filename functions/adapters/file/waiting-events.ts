/**
 * Waiting events on one machine: all in memory, and a journal of what changed from one settle to the next. `take` and `close`
 * touch no file. A settle costs about 0.5 µs for each item that changed, one write and one flush; most items have come and gone
 * between two settles, and leave only their id. One process at a time: the lock of the state folder sees to that.
 */
import type { Stored } from '../../domain/labels/arrive';
import { standsAt } from '../../domain/labels/stands-at';
import type { Mark, OriginState, WindowRule } from '../../domain/labels/waiting';
import { isTaken } from '../../domain/lineage/sequence';
import type { WaitingEvents } from '../../ports/waiting-events';
import { oneAtATime } from '../one-at-a-time';
import type { WaitingIndex, Written } from './waiting-index';
import { readWaitingJournal, WaitingJournal } from './waiting-journal';
import { WaitingRecordWriter } from './waiting-record-writer';
import { WaitingState } from './waiting-state';

export interface FileWaitingEvents extends WaitingEvents {
  dispose(): Promise<void>;
}

export interface WaitingEventsOptions {
  /** By model. What is stored of other models is kept, and neither taken nor closed. */
  readonly rules: Readonly<Record<string, WindowRule>>;
  /**
   * The journal is rewritten when it has grown by this much, and by four times what it began with.
   * @default 32 MiB
   */
  readonly journalBytes?: number;
}

const JOURNAL_BYTES = 32 * 2 ** 20;

export async function openFileWaitingEvents(
  stateFolder: string,
  { rules, journalBytes = JOURNAL_BYTES }: WaitingEventsOptions,
): Promise<FileWaitingEvents> {
  const state = new WaitingState(rules);
  const journal = await WaitingJournal.open(stateFolder, (path, record) => state.read(path, record));
  state.restored();
  const inOrder = oneAtATime();
  const writer = new WaitingRecordWriter();

  const declared = (model: string): WaitingIndex => {
    if (!Object.hasOwn(rules, model)) {
      throw new Error(`the waiting store was opened without the model ${model}; pass its window rule`);
    }
    return state.index(model);
  };

  const append = async (
    origin: string,
    settling: OriginState,
    from: OriginState | null | undefined,
  ): Promise<'settled' | 'conflict'> => {
    if (!standsAt(state.origins.get(origin), from)) return 'conflict';
    if (journal.isLong(journalBytes)) await journal.rotate(state.snapshot());
    const isSettled = (mark: Mark | null): boolean =>
      mark?.origin === origin ? isTaken(mark.sequence, settling.position) : state.isSettled(mark);
    writer.begin();
    const written: [WaitingIndex, Written][] = [];
    try {
      for (const index of state.all()) {
        const write = (eventId: string, stored: Stored): void => writer.stored(index.model, eventId, stored);
        written.push([index, index.write(write, isSettled)]);
      }
      writer.origin(origin, settling);
      await journal.append(writer.finish());
    } catch (error) {
      for (const [index, changes] of written) index.revert(changes);
      throw error;
    }
    for (const [index, changes] of written) index.settled(changes);
    state.origin(origin, settling);
    return 'settled';
  };

  return {
    ...readable(state),
    async take(model, arrivals) {
      return declared(model).take(arrivals);
    },
    async close(model, watermarkMs, after, limit) {
      return declared(model).close(watermarkMs, after, limit);
    },
    settle(origin, settling, from) {
      const detached = structuredClone(settling);
      return inOrder(() => append(origin, detached, from));
    },
    dispose: () => inOrder(() => journal.close()),
  };
}

/** What was settled last, for a process without the lock: read once, not followed. */
export async function readWaitingEvents(
  stateFolder: string,
): Promise<Pick<WaitingEvents, 'origin' | 'origins' | 'count'>> {
  const state = new WaitingState({});
  await readWaitingJournal(stateFolder, (path, record) => state.read(path, record));
  return readable(state);
}

const readable = (state: WaitingState): Pick<WaitingEvents, 'origin' | 'origins' | 'count'> => ({
  async origin(origin) {
    return structuredClone(state.origins.get(origin));
  },
  async origins() {
    return structuredClone(Object.fromEntries(state.origins));
  },
  async count(model) {
    return state.count(model);
  },
});
