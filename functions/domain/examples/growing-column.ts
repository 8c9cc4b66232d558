/** Columns that grow by one value at a time, doubling: amortised O(1) per value. `finish` copies out and begins anew. */
import type { CategoricalColumn } from './columns';

const FIRST_CAPACITY = 256;

export class NumberBuilder {
  private values = new Float64Array(FIRST_CAPACITY);
  private count = 0;

  add(value: number): void {
    if (this.count === this.values.length) {
      const grown = new Float64Array(2 * this.count);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.count++] = value;
  }

  finish(): Float64Array {
    const finished = this.values.slice(0, this.count);
    this.count = 0;
    return finished;
  }
}

export class DictionaryBuilder {
  private codes = new Uint32Array(FIRST_CAPACITY);
  private count = 0;
  private readonly known = new Map<string, number>();
  private dictionary: string[] = [];
  private last: string | null = null;
  private lastCode = 0;

  add(text: string | null): void {
    if (this.count === this.codes.length) {
      const grown = new Uint32Array(2 * this.count);
      grown.set(this.codes);
      this.codes = grown;
    }
    this.codes[this.count++] = this.codeOf(text);
  }

  /** Neighbours are often alike: the hour, the version that answered. */
  private codeOf(text: string | null): number {
    if (text === this.last) return this.lastCode;
    this.last = text;
    this.lastCode = text === null ? 0 : (this.known.get(text) ?? this.learn(text));
    return this.lastCode;
  }

  private learn(text: string): number {
    const code = this.dictionary.push(text);
    this.known.set(text, code);
    return code;
  }

  finish(): CategoricalColumn {
    const finished = { dictionary: this.dictionary, codes: this.codes.slice(0, this.count) };
    this.count = 0;
    this.known.clear();
    this.dictionary = [];
    this.last = null;
    this.lastCode = 0;
    return finished;
  }
}
