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
import { StateRefused } from '../state/saved-state';
import { type PredictionColumns, PredictionRows } from './prediction-rows';

const KIND = 'maturing';
const FORMAT = 1;
export const CAPACITY = 65_536;
const HASH_RANGE = 2 ** 32;
const PREDICTIONS = 'of:';

export type Matured = PredictionColumns;

export class Maturing {
  private constructor(
    private readonly rows: PredictionRows,
    /** Examples whose hash is below this are kept. */
    private keepBelow: number,
  ) {}

  static create(outputs: number): Maturing {
    return new Maturing(new PredictionRows(outputs), HASH_RANGE);
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
    const rows = new PredictionRows(outputs);
    rows.append({ count: label.length, predictedAtMs, label, hash, predictions });
    return new Maturing(rows, Number(scalars.keepBelow));
  }

  get count(): number {
    return this.rows.count;
  }

  /** Takes a micro-batch with the predictions of every live version for it. */
  add({ count, predictedAtMs, label, eventId }: ExampleColumns, predictions: ReadonlyMap<string, Float64Array>): void {
    const hash = new Uint32Array(count);
    for (let row = 0; row < count; row++) hash[row] = hashText(eventId[row]!, 0);
    this.rows.append({ count, predictedAtMs, label, hash, predictions });
    if (this.keepBelow < HASH_RANGE) this.rows.keepHashesBelow(this.keepBelow);
    while (this.rows.count > CAPACITY) {
      this.keepBelow /= 2;
      this.rows.keepHashesBelow(this.keepBelow);
    }
  }

  /** Gives, and forgets, the rows predicted at or before `untilMs`, in order of arrival. */
  release(untilMs: number): Matured {
    return this.rows.takeUntil(untilMs);
  }

  /** Forgets the predictions of all other versions. */
  retain(versions: ReadonlySet<string>): void {
    this.rows.keepVersions(versions);
  }

  save(): LearnerState {
    const { predictedAtMs, label, hash, predictions } = this.rows.copy();
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
