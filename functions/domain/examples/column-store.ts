/**
 * Columns as the arrays and the header of a container, each by its name: numbers packed, texts as bytes with their lengths,
 * categorical columns as codes with their dictionary in order of first use. Equal columns give equal bytes, however their
 * dictionaries came about.
 */
import type { Contents } from '../checkpoint/container';
import { CheckpointDamaged } from '../checkpoint/errors';
import { type JsonObject, numberField, objectField, textField } from '../checkpoint/json-fields';
import type { StateArray } from '../state/saved-state';
import type { CategoricalColumn } from './columns';
import { compacted } from './concat';
import { packNumbers, unpackNumbers } from './packed-numbers';
import { packTexts, unpackTexts } from './packed-texts';

export class ColumnWriter {
  readonly arrays: Record<string, StateArray> = {};
  /** Of packed columns whose base is not 0. */
  private readonly bases: Record<string, number> = {};
  /** Texts per dictionary, where there are any. */
  private readonly sizes: Record<string, number> = {};
  /** Of texts that are not UTF-8. */
  private readonly encodings: Record<string, string> = {};

  /** What a reader must find in the header of the container. */
  header() {
    return { bases: this.bases, sizes: this.sizes, encodings: this.encodings };
  }

  numbers(name: string, values: Float64Array | Uint32Array | Uint8Array): void {
    const { array, base } = packNumbers(values);
    this.arrays[name] = array;
    if (base !== 0) this.bases[name] = base;
  }

  texts(name: string, texts: readonly string[]): void {
    const { bytes, lengths, encoding } = packTexts(texts);
    this.arrays[`${name}.text`] = bytes;
    this.numbers(`${name}.lengths`, lengths);
    if (encoding !== 'utf8') this.encodings[name] = encoding;
  }

  categories(name: string, column: CategoricalColumn): void {
    const { dictionary, codes } = compacted(column);
    this.numbers(`${name}.codes`, codes);
    if (dictionary.length === 0) return;
    this.sizes[name] = dictionary.length;
    this.texts(name, dictionary);
  }
}

export class ColumnReader {
  private readonly arrays: Contents['arrays'];
  private readonly bases: JsonObject;
  private readonly sizes: JsonObject;
  private readonly encodings: JsonObject;

  constructor({ header, arrays }: Contents) {
    this.arrays = arrays;
    this.bases = objectField(header, 'bases');
    this.sizes = objectField(header, 'sizes');
    this.encodings = objectField(header, 'encodings');
  }

  numbers<A extends Float64Array | Uint32Array | Uint8Array>(name: string, count: number, into: A): A {
    const base = Object.hasOwn(this.bases, name) ? numberField(this.bases, name) : 0;
    if (!unpackNumbers({ array: this.array(name), base }, count, into)) {
      throw new CheckpointDamaged(`the column ${name} has ${this.array(name).length} values, not ${count}`);
    }
    return into;
  }

  texts(name: string, count: number): string[] {
    const lengths = this.numbers(`${name}.lengths`, count, new Uint32Array(count));
    const encoding = Object.hasOwn(this.encodings, name) ? textField(this.encodings, name) : 'utf8';
    const texts = unpackTexts(this.array(`${name}.text`), lengths, encoding);
    if (texts === undefined) throw new CheckpointDamaged(`the texts of ${name} do not have the lengths that are given`);
    return texts;
  }

  categories(name: string, count: number): CategoricalColumn {
    const codes = this.numbers(`${name}.codes`, count, new Uint32Array(count));
    const size = Object.hasOwn(this.sizes, name) ? numberField(this.sizes, name) : 0;
    const dictionary = size > 0 ? this.texts(name, size) : [];
    if (codes.some((code) => code > size))
      throw new CheckpointDamaged(`the column ${name} has codes above its ${size} texts`);
    return { dictionary, codes };
  }

  private array(name: string): StateArray {
    const array = Object.hasOwn(this.arrays, name) ? this.arrays[name] : undefined;
    if (array === undefined) throw new CheckpointDamaged(`the column ${name} is absent`);
    return array;
  }
}
