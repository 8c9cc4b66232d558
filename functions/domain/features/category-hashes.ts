/**
 * The hashes of one categorical feature's dictionaries. A dictionary is hashed once, however many batches are cut from its
 * columns; a text that comes back in the next block's dictionary is found in a bounded memory of texts. O(1) per known text,
 * O(bytes) per new one.
 */
import { hashText } from './murmur3';

/** Texts remembered per feature, some megabytes at most; when full, all are forgotten and hashed anew. */
const REMEMBERED = 65_536;

export class CategoryHashes {
  private readonly byText = new Map<string, number>();
  private readonly byDictionary = new WeakMap<readonly string[], Uint32Array>();

  constructor(
    private readonly seed: number,
    private readonly missing: number,
  ) {}

  /** By code: entry 0 is the hash of a missing value, 1 + i that of `dictionary[i]`. */
  table(dictionary: readonly string[]): Uint32Array {
    const known = this.byDictionary.get(dictionary);
    if (known !== undefined) return known;
    const table = new Uint32Array(dictionary.length + 1);
    table[0] = this.missing;
    for (let at = 0; at < dictionary.length; at++) table[at + 1] = this.hash(dictionary[at]!);
    this.byDictionary.set(dictionary, table);
    return table;
  }

  hash(text: string): number {
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const hash = hashText(text, this.seed);
    if (this.byText.size >= REMEMBERED) this.byText.clear();
    this.byText.set(text, hash);
    return hash;
  }
}
