/**
 * Predictions of the champion and the candidates that are kept until nearly all labels of their time are known. Comparing on
 * arrival compares on the fast labels first, which are not like the rest; what is compared here is whole.
 *
 * One row an example, one column of predictions a version; NaN where a version was not there yet. Bounded: above `CAPACITY` rows
 * a fixed share of the examples is kept, chosen by a hash of the event id and so blind to label and delay; the share halves each
 * time that it is not enough. O(rows held) a release.
 */
import type { ExampleColumns } from '../examples/columns';
import { hashText } from '../features/murmur3';
import type { LearnerState } from '../learners/learner';
import { StateRefused } from '../learners/saved-state';

const KIND = 'maturing';
const FORMAT = 1;
export const CAPACITY = 65_536;
const HASH_RANGE = 2 ** 32;
const PREDICTIONS = 'of:';

export interface Matured {
  readonly count: number;
  readonly predictedAtMs: Float64Array;
  readonly label: Float64Array;
  /** By version: count x outputs. */
  readonly predictions: ReadonlyMap<string, Float64Array>;
}

type Rows = { -readonly [K in keyof Matured]: Matured[K] } & { hash: Uint32Array };

const noRows = (): Rows => ({
  count: 0,
  predictedAtMs: new Float64Array(0),
  label: new Float64Array(0),
  hash: new Uint32Array(0),
  predictions: new Map(),
});

export class Maturing {
  private constructor(
    private readonly outputs: number,
    private rows: Rows,
    /** Examples whose hash is below this are kept. */
    private keepBelow: number,
  ) {}

  static create(outputs: number): Maturing {
    return new Maturing(outputs, noRows(), HASH_RANGE);
  }

  /** @throws StateRefused */
  static load(outputs: number, { kind, format, arrays, scalars }: LearnerState): Maturing {
    const { predictedAtMs, label, hash } = arrays;
    if (kind !== KIND || format !== FORMAT)
      throw new StateRefused(`expected ${KIND} of format ${FORMAT}, got ${kind} of format ${format}`);
    if (!(predictedAtMs instanceof Float64Array && label instanceof Float64Array && hash instanceof Uint32Array)) {
      throw new StateRefused(`${KIND}: its columns are not there`);
    }
    const predictions = new Map<string, Float64Array>();
    for (const [name, column] of Object.entries(arrays)) {
      if (name.startsWith(PREDICTIONS) && column instanceof Float64Array)
        predictions.set(name.slice(PREDICTIONS.length), column);
    }
    return new Maturing(
      outputs,
      { count: label.length, predictedAtMs, label, hash, predictions },
      Number(scalars.keepBelow),
    );
  }

  get count(): number {
    return this.rows.count;
  }

  /** Takes a micro-batch with the predictions of every live version for it. */
  add({ count, predictedAtMs, label, eventId }: ExampleColumns, predictions: ReadonlyMap<string, Float64Array>): void {
    const hash = Uint32Array.from(eventId, (id) => hashText(id, 0) >>> 0);
    const added = select(
      { count, predictedAtMs, label, hash, predictions: new Map(predictions) },
      this.outputs,
      (row) => hash[row]! < this.keepBelow,
    );
    this.rows = joined(this.rows, added, this.outputs);
    while (this.rows.count > CAPACITY) {
      this.keepBelow /= 2;
      const { hash: held } = this.rows;
      this.rows = select(this.rows, this.outputs, (row) => held[row]! < this.keepBelow);
    }
  }

  /** Gives, and forgets, the rows predicted at or before `untilMs`, in order of arrival. */
  release(untilMs: number): Matured {
    const { predictedAtMs } = this.rows;
    const matured = select(this.rows, this.outputs, (row) => predictedAtMs[row]! <= untilMs);
    if (matured.count > 0) this.rows = select(this.rows, this.outputs, (row) => predictedAtMs[row]! > untilMs);
    return matured;
  }

  /** Forgets the predictions of all other versions. */
  retain(versions: ReadonlySet<string>): void {
    const kept = new Map([...this.rows.predictions].filter(([version]) => versions.has(version)));
    this.rows = { ...this.rows, predictions: kept };
  }

  save(): LearnerState {
    const { predictedAtMs, label, hash, predictions } = this.rows;
    const columns = Object.fromEntries(
      [...predictions].map(([version, column]) => [`${PREDICTIONS}${version}`, column]),
    );
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { keepBelow: this.keepBelow },
      arrays: { predictedAtMs, label, hash, ...columns },
    };
  }
}

function select(rows: Rows, outputs: number, wanted: (row: number) => boolean): Rows {
  const chosen = new Int32Array(rows.count);
  let count = 0;
  for (let row = 0; row < rows.count; row++) if (wanted(row)) chosen[count++] = row;
  if (count === rows.count) return rows;
  const pick = <A extends Float64Array | Uint32Array>(from: A, into: A, width: number): A => {
    for (let to = 0; to < count; to++) {
      const at = chosen[to]! * width;
      for (let k = 0; k < width; k++) into[to * width + k] = from[at + k]!;
    }
    return into;
  };
  return {
    count,
    predictedAtMs: pick(rows.predictedAtMs, new Float64Array(count), 1),
    label: pick(rows.label, new Float64Array(count), 1),
    hash: pick(rows.hash, new Uint32Array(count), 1),
    predictions: new Map(
      [...rows.predictions].map(([version, column]) => [
        version,
        pick(column, new Float64Array(count * outputs), outputs),
      ]),
    ),
  };
}

function joined(a: Rows, b: Rows, outputs: number): Rows {
  const count = a.count + b.count;
  const both = <A extends Float64Array | Uint32Array>(
    into: A,
    first: A | undefined,
    second: A | undefined,
    width: number,
  ): A => {
    if (first !== undefined) into.set(first);
    if (second !== undefined) into.set(second, a.count * width);
    return into;
  };
  const versions = new Set([...a.predictions.keys(), ...b.predictions.keys()]);
  return {
    count,
    predictedAtMs: both(new Float64Array(count), a.predictedAtMs, b.predictedAtMs, 1),
    label: both(new Float64Array(count), a.label, b.label, 1),
    hash: both(new Uint32Array(count), a.hash, b.hash, 1),
    predictions: new Map(
      [...versions].map((version) => [
        version,
        both(
          new Float64Array(count * outputs).fill(Number.NaN),
          a.predictions.get(version),
          b.predictions.get(version),
          outputs,
        ),
      ]),
    ),
  };
}
