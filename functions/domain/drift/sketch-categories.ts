/**
 * The sketch of a categorical column, by the hash of each text. Codes are counted, and the dictionary is put into the order of its
 * hashes once, however many micro-batches are cut from its columns. O(values + dictionary) then.
 */
import type { CategoricalColumn } from '../examples/columns';
import type { CategoryHashes } from '../features/category-hashes';
import { countKeys, groupKeys } from './counts';
import { type Sketch, sketchOf } from './sketch';

/** A dictionary so many times as long as the rows costs more to walk than the rows to sort. */
const LONG_DICTIONARY = 4;

interface Ordered {
  /** Ascending hashes of the dictionary's texts, and the code of each. */
  readonly hashes: Uint32Array;
  readonly codes: Uint32Array;
}

export class CategorySketcher {
  private readonly ordered = new WeakMap<readonly string[], Ordered>();

  constructor(private readonly hashes: CategoryHashes) {}

  ofColumn({ dictionary, codes }: CategoricalColumn, rows: Int32Array): Sketch {
    if (dictionary.length > LONG_DICTIONARY * rows.length) return this.ofRows(dictionary, codes, rows);
    const byCode = new Float64Array(dictionary.length + 1);
    for (let i = 0; i < rows.length; i++) byCode[codes[rows[i]!]!]! += 1;
    const order = this.orderOf(dictionary);
    const counts = new Float64Array(dictionary.length);
    for (let at = 0; at < counts.length; at++) counts[at] = byCode[order.codes[at]!]!;
    return sketchOf('categorical', groupKeys(order.hashes, counts), byCode[0]!);
  }

  ofTexts(texts: readonly (string | null)[]): Sketch {
    const known = texts.filter((text) => text !== null);
    const keys = Uint32Array.from(known, (text) => this.hashes.hash(text));
    return sketchOf('categorical', countKeys(keys), texts.length - known.length);
  }

  private ofRows(dictionary: readonly string[], codes: Uint32Array, rows: Int32Array): Sketch {
    const table = this.hashes.table(dictionary);
    const keys = new Uint32Array(rows.length);
    let known = 0;
    for (let i = 0; i < rows.length; i++) {
      const code = codes[rows[i]!]!;
      if (code !== 0) keys[known++] = table[code]!;
    }
    return sketchOf('categorical', countKeys(keys.subarray(0, known)), rows.length - known);
  }

  private orderOf(dictionary: readonly string[]): Ordered {
    const known = this.ordered.get(dictionary);
    if (known !== undefined) return known;
    const table = this.hashes.table(dictionary);
    const codes = Uint32Array.from(dictionary, (_, at) => at + 1).sort((a, b) => table[a]! - table[b]!);
    const order = { hashes: codes.map((code) => table[code]!), codes };
    this.ordered.set(dictionary, order);
    return order;
  }
}
