/** Reads records of the layout in waiting-record.ts, row by row in their order. O(size). */
import type { Remnant, Stored } from '../../domain/labels/arrive';
import type { Item, Mark, OriginState, Served, Tally } from '../../domain/labels/waiting';
import { ByteReader } from './byte-reader';
import { StateDamaged } from './state-damaged';
import { StateTooNew } from './state-too-new';
import { ITEM, LACKS, ROW, SERVED, STATES, VALUE, WAITING_RECORD_FORMAT } from './waiting-record';

export interface WaitingRowVisitor {
  stored(model: string, eventId: string, stored: Stored): void;
  settled(model: string, low: number, high: number, remnant: Remnant): void;
  origin(name: string, state: OriginState): void;
}

/** @throws StateTooNew, StateDamaged, naming `path` */
export function readWaitingRecord(path: string, record: Buffer, visitor: WaitingRowVisitor): void {
  const format = record.readUInt8(0);
  if (format > WAITING_RECORD_FORMAT) throw new StateTooNew(path, format, WAITING_RECORD_FORMAT);
  const end = record.length - 4;
  const wordsStart = record.readUInt32LE(end);
  const behind = new ByteReader(record.subarray(wordsStart, end));
  const words: string[] = [];
  while (!behind.atEnd) words.push(behind.text());
  new RowReader(path, new ByteReader(record.subarray(1, wordsStart)), words).visit(visitor);
}

class RowReader {
  private model = '';
  private shape: readonly string[] = [];

  constructor(
    private readonly path: string,
    private readonly rows: ByteReader,
    private readonly words: readonly string[],
  ) {}

  visit(visitor: WaitingRowVisitor): void {
    while (!this.rows.atEnd) {
      const row = this.rows.byte();
      if (row === ROW.item) visitor.stored(this.model, this.rows.text(), this.item());
      else if (row === ROW.remnant) visitor.stored(this.model, this.rows.text(), this.remnant());
      else if (row === ROW.settled) visitor.settled(this.model, this.rows.word32(), this.rows.word32(), this.remnant());
      else if (row === ROW.model) this.model = this.word();
      else if (row === ROW.origin) visitor.origin(this.word(), this.originState());
      else if (row === ROW.shape) this.shape = Array.from({ length: this.rows.count() }, () => this.word());
      else throw this.unknown('row', row);
    }
  }

  private item(): Item {
    const { rows } = this;
    const code = rows.byte();
    const state = STATES[code];
    if (state === undefined) throw this.unknown('state', code);
    const has = rows.byte();
    const events = has & ITEM.twoEvents ? 2 : 1;
    const endMs = rows.double();
    const predictedAtMs = has & ITEM.predictedAtMs ? rows.double() : null;
    const label = has & ITEM.label ? rows.double() : null;
    const outcomeAtMs = has & ITEM.outcomeAtMs ? rows.double() : null;
    const opened = this.mark();
    const joined = has & ITEM.joined ? this.mark() : null;
    const ended = has & ITEM.ended ? this.mark() : null;
    const served = has & ITEM.served ? this.served() : null;
    return { state, endMs, predictedAtMs, served, label, outcomeAtMs, events, opened, joined, ended };
  }

  private remnant(): Remnant {
    const code = this.rows.byte();
    const lacks = LACKS[code];
    if (lacks === undefined) throw this.unknown('missing half', code);
    return { state: 'settled', endMs: this.rows.double(), lacks };
  }

  private originState(): OriginState {
    const { rows } = this;
    const position = rows.text();
    const tallies: [string, Tally][] = [];
    for (let left = rows.count(); left > 0; left -= 1) {
      const model = this.word();
      const [latestMs, accepted, duplicates] = [rows.double(), rows.double(), rows.double()];
      const [late, rejected, released] = [rows.double(), rows.double(), rows.double()];
      tallies.push([model, { latestMs, accepted, duplicates, late, rejected, released }]);
    }
    return { position, tallies: Object.fromEntries(tallies) };
  }

  private mark(): Mark {
    return { origin: this.word(), sequence: this.rows.text() };
  }

  private served(): Served {
    const { rows } = this;
    const has = rows.byte();
    const features = this.shape.map((name): [string, string | number | null] => [name, this.value()]);
    return {
      features: Object.fromEntries(features),
      weight: has & SERVED.weight ? rows.double() : null,
      source: has & SERVED.source ? this.word() : null,
      version: has & SERVED.version ? this.word() : null,
      prediction: has & SERVED.prediction ? rows.double() : null,
      propensity: has & SERVED.propensity ? rows.double() : null,
    };
  }

  private value(): string | number | null {
    const tag = this.rows.byte();
    if (tag === VALUE.null) return null;
    if (tag === VALUE.number) return this.rows.double();
    if (tag === VALUE.word) return this.word();
    throw this.unknown('kind of value', tag);
  }

  private word(): string {
    const index = this.rows.count();
    const word = this.words[index];
    if (word === undefined) throw this.unknown('word', index);
    return word;
  }

  private unknown(what: string, code: number): StateDamaged {
    return new StateDamaged(this.path, `holds a record with an unknown ${what}, ${code}`);
  }
}
