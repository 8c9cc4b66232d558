/**
 * What is known of each user, or of each item: a bias, k factors, and how much was learned of them, in rows that are given when an
 * identity is admitted and taken back when it has not been seen for long. New factors are normal deviates made of the identity's own
 * hash and the seed: whoever arrives gets the same ones in any order, on any machine.
 *
 * O(1) to find a row, O(k) to start one. 8 (k + 2) bytes per row, besides the table's.
 */
import { nestedState, nestStates } from '../../state/nested-state';
import { expectScalar, expectState, floatsOf, numberOf, type SavedState } from '../../state/saved-state';
import { Admission } from './admission';
import { IdTable } from './id-table';
import { hashIdentity } from './identity-hash';

const KIND = 'factorRows';
const FORMAT = 1;
const TWO_PI = 2 * Math.PI;
const WORDS = 2 ** 32;
/** Odd, so that all salts of a seed's deviates differ; the golden ratio's bits, so that they differ in many. */
const SALT = 0x9e3779b9;
const { cos, imul, log, sqrt } = Math;
/** How often in the time that a row is kept the old ones are looked for: a row lives at most an eighth longer. */
const SWEEPS = 8;

export interface RowSettings {
  readonly factors: number;
  /** The standard deviation of new factors. */
  readonly spread: number;
  readonly seed: number;
  /** A row is given from this appearance on. */
  readonly admitAt: number;
  /** A row unseen for longer is given up; null: never. */
  readonly keepMs: number | null;
}

export class FactorRows {
  private constructor(
    private readonly settings: RowSettings,
    readonly table: IdTable,
    private readonly admission: Admission,
    /** k per row. */
    public factors: Float64Array,
    public biases: Float64Array,
    /** Per row: what its learner counts to decide how fast it still moves. */
    public evidence: Float64Array,
    private clockMs: number,
    private sweptMs: number,
  ) {}

  static create(settings: RowSettings): FactorRows {
    const none = () => new Float64Array(0);
    return new FactorRows(settings, new IdTable(), Admission.create(settings.admitAt), none(), none(), none(), 0, 0);
  }

  find(low: number, high: number): number {
    return this.table.find(low, high);
  }

  /** The row of an identity that appears at this time, started if need be; -1 while it is not admitted. */
  meet(low: number, high: number, atMs: number): number {
    if (atMs > this.clockMs) this.pass(atMs);
    const known = this.table.find(low, high);
    if (known >= 0) {
      this.table.seen(known, atMs);
      return known;
    }
    return this.admission.admits(low, high, atMs) ? this.start(low, high, atMs) : -1;
  }

  /** The factor `at` of a row of this identity when nothing is learned of it yet. Box and Muller's deviates (1958). */
  initial(low: number, high: number, at: number): number {
    const { seed, spread } = this.settings;
    const first = hashIdentity(low, high, imul(seed + 2 * at, SALT)) / WORDS;
    const second = hashIdentity(low, high, imul(seed + 2 * at + 1, SALT)) / WORDS;
    return spread * sqrt(-2 * log(1 - first)) * cos(TWO_PI * second);
  }

  save(): SavedState {
    const { table, admission, settings, clockMs, sweptMs } = this;
    const rows = table.rows;
    const parts = nestStates({ table: table.save(), admission: admission.save() });
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { ...parts.scalars, factors: settings.factors, clockMs, sweptMs },
      arrays: {
        ...parts.arrays,
        factors: this.factors.slice(0, rows * settings.factors),
        biases: this.biases.slice(0, rows),
        evidence: this.evidence.slice(0, rows),
      },
    };
  }

  /** @throws StateRefused */
  static load(state: SavedState, settings: RowSettings): FactorRows {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'factors', settings.factors);
    const table = IdTable.load(nestedState(state, 'table'));
    return new FactorRows(
      settings,
      table,
      Admission.load(nestedState(state, 'admission'), settings.admitAt),
      floatsOf(state, 'factors', table.rows * settings.factors),
      floatsOf(state, 'biases', table.rows),
      floatsOf(state, 'evidence', table.rows),
      numberOf(state, 'clockMs'),
      numberOf(state, 'sweptMs'),
    );
  }

  private start(low: number, high: number, atMs: number): number {
    const { factors: k } = this.settings;
    const row = this.table.give(low, high, atMs);
    if (row >= this.biases.length) this.makeRoom(row + 1);
    this.biases[row] = 0;
    this.evidence[row] = 0;
    for (let at = 0; at < k; at++) this.factors[row * k + at] = this.initial(low, high, at);
    return row;
  }

  private pass(nowMs: number): void {
    const { keepMs } = this.settings;
    this.clockMs = nowMs;
    if (keepMs === null || nowMs < this.sweptMs + keepMs / SWEEPS) return;
    this.sweptMs = nowMs;
    this.admission.forgetBefore(nowMs - keepMs);
    this.table.giveUpBefore(nowMs - keepMs);
  }

  private makeRoom(rows: number): void {
    const room = Math.max(rows, 2 * this.biases.length);
    this.factors = extended(this.factors, room * this.settings.factors);
    this.biases = extended(this.biases, room);
    this.evidence = extended(this.evidence, room);
  }
}

function extended(from: Float64Array, length: number): Float64Array {
  const into = new Float64Array(length);
  into.set(from);
  return into;
}
