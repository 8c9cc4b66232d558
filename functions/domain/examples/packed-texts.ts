/**
 * A list of texts as one text and the length of each, in UTF-16 units: UTF-8 where that gives the text back, else (half a
 * surrogate pair stands alone) UTF-16. O(characters).
 */
import type { StateArray } from '../state/saved-state';

export interface PackedTexts {
  readonly bytes: Uint8Array;
  /** Per text, not yet packed. */
  readonly lengths: Uint32Array;
  readonly encoding: 'utf8' | 'utf16le';
}

export function packTexts(texts: readonly string[]): PackedTexts {
  const joined = texts.join('');
  const encoding = joined.isWellFormed() ? 'utf8' : 'utf16le';
  const lengths = new Uint32Array(texts.length);
  for (let at = 0; at < texts.length; at++) lengths[at] = texts[at]!.length;
  return { bytes: Buffer.from(joined, encoding), lengths, encoding };
}

/** undefined when the lengths do not add up to the text. */
export function unpackTexts(bytes: StateArray, lengths: Uint32Array, encoding: string): string[] | undefined {
  if (encoding !== 'utf8' && encoding !== 'utf16le') return undefined;
  const joined = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(encoding);
  const texts = new Array<string>(lengths.length);
  let at = 0;
  for (let i = 0; i < lengths.length; i++) {
    texts[i] = joined.slice(at, at + lengths[i]!);
    at += lengths[i]!;
  }
  return at === joined.length ? texts : undefined;
}
