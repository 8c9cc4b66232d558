/** The waiting events of all models and where the origins stand, as the journal tells it and as it will be told. */
import type { Remnant, Stored } from '../../domain/labels/arrive';
import type { Mark, OriginState, WindowRule } from '../../domain/labels/waiting';
import { windowOrigin } from '../../domain/labels/window-sequence';
import { isTaken } from '../../domain/lineage/sequence';
import { WaitingIndex } from './waiting-index';
import { readWaitingRecord, type WaitingRowVisitor } from './waiting-record-reader';
import { WaitingRecordWriter } from './waiting-record-writer';

/** Of models that are stored but not declared any more: kept as they are, in case the declaration comes back. */
const KEPT_FOR_EVER: WindowRule = { withinMs: Number.POSITIVE_INFINITY, otherwise: 'discard' };
const SNAPSHOT_RECORD_BYTES = 4 * 2 ** 20;

export class WaitingState implements WaitingRowVisitor {
  readonly origins = new Map<string, OriginState>();
  private readonly indexes = new Map<string, WaitingIndex>();

  constructor(rules: Readonly<Record<string, WindowRule>>) {
    for (const [model, rule] of Object.entries(rules)) this.indexes.set(model, new WaitingIndex(model, rule));
  }

  /** The index of a model, made when the journal knows more models than were declared. */
  index(model: string): WaitingIndex {
    let index = this.indexes.get(model);
    if (index === undefined) {
      index = new WaitingIndex(model, KEPT_FOR_EVER);
      this.indexes.set(model, index);
    }
    return index;
  }

  all(): Iterable<WaitingIndex> {
    return this.indexes.values();
  }

  read(path: string, record: Buffer): void {
    readWaitingRecord(path, record, this);
  }

  stored(model: string, eventId: string, stored: Stored): void {
    this.index(model).restore(eventId, stored);
  }

  settled(model: string, low: number, high: number, remnant: Remnant): void {
    this.index(model).restoreSettled(low, high, remnant);
  }

  /** After the last record. */
  restored(): void {
    for (const index of this.indexes.values()) index.restored();
  }

  origin(name: string, state: OriginState): void {
    this.origins.set(name, state);
    for (const index of this.indexes.values()) {
      const closedUpToMs = name === windowOrigin(index.model) ? state.tallies[index.model]?.latestMs : undefined;
      if (closedUpToMs !== undefined) index.closed(closedUpToMs);
    }
  }

  isSettled(mark: Mark | null): boolean {
    return mark === null || isTaken(mark.sequence, this.origins.get(mark.origin)?.position);
  }

  count(model: string | undefined): number {
    let events = 0;
    for (const index of this.indexes.values()) {
      if (model === undefined || index.model === model) events += index.waitingEvents;
    }
    return events;
  }

  /** Records from which all of it can be read again. */
  *snapshot(): Generator<Uint8Array> {
    const writer = new WaitingRecordWriter();
    const isSettled = (mark: Mark | null): boolean => this.isSettled(mark);
    for (const index of this.indexes.values()) {
      for (const entry of index.unsettled()) {
        writer.stored(index.model, entry.eventId, entry.durable(isSettled));
        if (writer.sizeBytes < SNAPSHOT_RECORD_BYTES) continue;
        yield writer.finish();
        writer.begin();
      }
      index.forEachSettled((low, high, remnant) => writer.settled(index.model, low, high, remnant));
    }
    for (const [name, state] of this.origins) writer.origin(name, state);
    yield writer.finish();
  }
}
