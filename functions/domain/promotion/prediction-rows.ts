/**
 * Predictions of several versions for the same examples, in columns: rows are added at the end and taken out anywhere, in place and
 * without disturbing the order of the rest. Buffers double when they are full. O(rows added), O(rows held) a cut.
 */
export interface PredictionColumns {
  readonly count: number;
  readonly predictedAtMs: Float64Array;
  readonly label: Float64Array;
  /** By version: count x outputs, NaN where a version was not there yet. */
  readonly predictions: ReadonlyMap<string, Float64Array>;
}

export interface HashedColumns extends PredictionColumns {
  /** Of the event ids. */
  readonly hash: Uint32Array;
}

const FIRST_CAPACITY = 1024;

type Column = Float64Array | Uint32Array;

export class PredictionRows {
  count = 0;
  private capacity = 0;
  private predictedAtMs = new Float64Array(0);
  private label = new Float64Array(0);
  private hash = new Uint32Array(0);
  private predictions = new Map<string, Float64Array>();

  constructor(private readonly outputs: number) {}

  /** Versions that are new here have NaN for the rows before, those that are missing in `added` for the new ones. */
  append(added: HashedColumns): void {
    const from = this.count;
    this.reserve(from + added.count);
    this.predictedAtMs.set(added.predictedAtMs.subarray(0, added.count), from);
    this.label.set(added.label.subarray(0, added.count), from);
    this.hash.set(added.hash.subarray(0, added.count), from);
    for (const version of added.predictions.keys()) {
      if (!this.predictions.has(version))
        this.predictions.set(version, new Float64Array(this.capacity * this.outputs).fill(Number.NaN));
    }
    for (const [version, column] of this.predictions) {
      const own = added.predictions.get(version);
      const [start, end] = [from * this.outputs, (from + added.count) * this.outputs];
      if (own === undefined) column.fill(Number.NaN, start, end);
      else column.set(own.subarray(0, end - start), start);
    }
    this.count += added.count;
  }

  /** Takes out the rows predicted at or before `untilMs`, in their order. */
  takeUntil(untilMs: number): PredictionColumns {
    const { predictedAtMs } = this;
    const taken = new Int32Array(this.count);
    let count = 0;
    for (let row = 0; row < this.count; row++) if (predictedAtMs[row]! <= untilMs) taken[count++] = row;
    const rows = taken.subarray(0, count);
    const matured = {
      count,
      predictedAtMs: picked(this.predictedAtMs, rows, new Float64Array(count), 1),
      label: picked(this.label, rows, new Float64Array(count), 1),
      predictions: new Map(
        [...this.predictions].map(([version, column]) => [
          version,
          picked(column, rows, new Float64Array(count * this.outputs), this.outputs),
        ]),
      ),
    };
    if (count > 0) this.keep((row) => !(predictedAtMs[row]! <= untilMs));
    return matured;
  }

  keepHashesBelow(bound: number): void {
    const { hash } = this;
    this.keep((row) => hash[row]! < bound);
  }

  keepVersions(versions: ReadonlySet<string>): void {
    for (const version of this.predictions.keys()) if (!versions.has(version)) this.predictions.delete(version);
  }

  /** A detached copy of all rows. */
  copy(): HashedColumns {
    const { count, outputs } = this;
    return {
      count,
      predictedAtMs: this.predictedAtMs.slice(0, count),
      label: this.label.slice(0, count),
      hash: this.hash.slice(0, count),
      predictions: new Map(
        [...this.predictions].map(([version, column]) => [version, column.slice(0, count * outputs)]),
      ),
    };
  }

  /** Rows move towards the beginning only, so each can be written over where it stands. */
  private keep(wanted: (row: number) => boolean): void {
    const kept = new Int32Array(this.count);
    let count = 0;
    for (let row = 0; row < this.count; row++) if (wanted(row)) kept[count++] = row;
    const rows = kept.subarray(0, count);
    picked(this.predictedAtMs, rows, this.predictedAtMs, 1);
    picked(this.label, rows, this.label, 1);
    picked(this.hash, rows, this.hash, 1);
    for (const column of this.predictions.values()) picked(column, rows, column, this.outputs);
    this.count = count;
  }

  private reserve(rows: number): void {
    if (rows <= this.capacity) return;
    const capacity = Math.max(FIRST_CAPACITY, 2 ** Math.ceil(Math.log2(rows)));
    this.predictedAtMs = grown(this.predictedAtMs, new Float64Array(capacity));
    this.label = grown(this.label, new Float64Array(capacity));
    this.hash = grown(this.hash, new Uint32Array(capacity));
    for (const [version, column] of this.predictions)
      this.predictions.set(version, grown(column, new Float64Array(capacity * this.outputs)));
    this.capacity = capacity;
  }
}

function grown<C extends Column>(column: C, into: C): C {
  into.set(column);
  return into;
}

function picked<C extends Column>(from: C, rows: Int32Array, into: C, width: number): C {
  for (let to = 0; to < rows.length; to++) {
    const at = rows[to]! * width;
    for (let k = 0; k < width; k++) into[to * width + k] = from[at + k]!;
  }
  return into;
}
