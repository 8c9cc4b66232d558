/**
 * One immutable object of ours: a JSON header and named typed arrays. Equal content gives equal bytes, whatever the order of
 * its keys, so that the SHA-256 of the bytes can be its name.
 *
 *   byte   0        1        2        3        4        5        6        7
 *      0   0x89     'P'      'R'      'N'      '\r'     '\n'     0x1A     '\n'       as PNG does it: a transfer that takes it
 *      8   ├─── CRC-32 of all from 12 ───┤    ├─────── format version ──────┤       for text is noticed
 *     16   ├─────── total bytes ─────────┤    ├── bytes of the header text ─┤
 *     24   header: JSON in UTF-8, keys sorted, filled up with spaces to a multiple of 8
 *      ⋮     { "arrays": [{ "name", "type", "length", "sparse"? }, …], "header": whatever the caller gave }
 *      ⋮   sections, one per entry of "arrays", sorted by name, each at a multiple of 8 and filled up with zeros:
 *            dense    the elements as they lie in memory
 *            sparse   u32 index of each element that has a bit set ("sparse" of them), filled up to 8; then these elements
 *
 * Everything is little-endian. An array is sparse where that takes fewer bytes. Types: f64, f32, i32, u32, u16, u8. The first
 * 24 bytes keep their meaning in every later format, so that a newer file can be told from a damaged one.
 *
 * Time O(bytes of the arrays). The checksum is against accidents, not against forgery: that is what the name is for.
 */
import { crc32 } from 'node:zlib';
import { canonicalJson } from '../../contracts/canonical';
import type { StateArray } from '../state/saved-state';
import { CheckpointDamaged, CheckpointTooNew } from './errors';
import { isJsonObject, type JsonObject } from './json-fields';
import { alignedTo8, draftOf, readSection, type Section, sectionBytes, sectionsOf, writeSection } from './section';

export const CONTAINER_FORMAT = 1;

const MAGIC = Uint8Array.of(0x89, 0x50, 0x52, 0x4e, 0x0d, 0x0a, 0x1a, 0x0a);
const CRC_AT = 8;
const FORMAT_AT = 12;
const TOTAL_AT = 16;
const HEADER_BYTES_AT = 20;
const HEADER_AT = 24;
const SPACE = 0x20;
const MAX_TOTAL_BYTES = 0xffff_ffff;

export interface Contents {
  readonly header: JsonObject;
  readonly arrays: Readonly<Record<string, StateArray>>;
}

/** @throws TypeError when the header holds what JSON cannot: NaN, an infinity, undefined. */
export function encodeContainer({ header, arrays }: Contents): Uint8Array {
  const names = Object.keys(arrays).sort();
  const drafts = names.map((name) => draftOf(name, arrays[name]!));
  const text = new TextEncoder().encode(canonicalJson({ arrays: drafts.map(({ entry }) => entry), header }));
  const sectionsAt = alignedTo8(HEADER_AT + text.length);
  const total = drafts.reduce((bytes, { entry }) => bytes + sectionBytes(entry), sectionsAt);
  if (total > MAX_TOTAL_BYTES) throw new RangeError(`a container holds at most ${MAX_TOTAL_BYTES} bytes, not ${total}`);

  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(FORMAT_AT, CONTAINER_FORMAT, true);
  view.setUint32(TOTAL_AT, total, true);
  view.setUint32(HEADER_BYTES_AT, text.length, true);
  bytes.set(text, HEADER_AT);
  bytes.fill(SPACE, HEADER_AT + text.length, sectionsAt);
  let at = sectionsAt;
  for (const draft of drafts) {
    writeSection(draft, bytes.buffer, at);
    at += sectionBytes(draft.entry);
  }
  view.setUint32(CRC_AT, crc32(bytes.subarray(FORMAT_AT)), true);
  return bytes;
}

/**
 * The content, detached from `bytes`.
 * @throws CheckpointDamaged for what is foreign, cut short or changed; CheckpointTooNew for a later format.
 */
export function decodeContainer(bytes: Uint8Array): Contents {
  const view = preamble(bytes);
  const headerBytes = view.getUint32(HEADER_BYTES_AT, true);
  const sectionsAt = alignedTo8(HEADER_AT + headerBytes);
  if (sectionsAt > bytes.length) throw inconsistent(`its header would end at byte ${sectionsAt} of ${bytes.length}`);
  const text = new TextDecoder().decode(bytes.subarray(HEADER_AT, HEADER_AT + headerBytes));
  const { header, sections } = directory(text);
  const total = sections.reduce((sum, section) => sum + sectionBytes(section), sectionsAt);
  if (total !== bytes.length) throw inconsistent(`its arrays would end at byte ${total} of ${bytes.length}`);

  const arrays: [string, StateArray][] = [];
  let at = sectionsAt;
  for (const section of sections) {
    const array = readSection(section, bytes, at);
    if (array === undefined) throw inconsistent(`the indices of ${section.name} do not fit its length`);
    arrays.push([section.name, array]);
    at += sectionBytes(section);
  }
  return { header, arrays: Object.fromEntries(arrays) };
}

function preamble(bytes: Uint8Array): DataView {
  if (bytes.length < MAGIC.length || MAGIC.some((byte, at) => bytes[at] !== byte)) {
    const start = Buffer.from(bytes.subarray(0, MAGIC.length)).toString('hex') || 'nothing';
    throw new CheckpointDamaged(
      `this is no object of format ${CONTAINER_FORMAT} or any other: it begins with ${start}, not ${Buffer.from(MAGIC).toString('hex')}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_AT) throw truncated(bytes.length, `at least ${HEADER_AT}`, 'unknown');
  const format = view.getUint32(FORMAT_AT, true);
  const total = view.getUint32(TOTAL_AT, true);
  if (bytes.length < total) throw truncated(bytes.length, String(total), String(format));
  const stored = view.getUint32(CRC_AT, true);
  const actual = crc32(bytes.subarray(FORMAT_AT));
  if (stored !== actual) {
    throw new CheckpointDamaged(
      `its checksum is ${hex(stored)} and its bytes give ${hex(actual)} (it says format ${format}; this release reads up to ${CONTAINER_FORMAT})`,
    );
  }
  if (format > CONTAINER_FORMAT) throw new CheckpointTooNew('object', format, CONTAINER_FORMAT);
  if (format < 1) throw inconsistent(`it says format ${format}, and the first was 1`);
  return view;
}

const hex = (word: number): string => word.toString(16).padStart(8, '0');

const truncated = (found: number, wanted: string, format: string): CheckpointDamaged =>
  new CheckpointDamaged(
    `cut short: ${found} bytes of ${wanted} (format ${format}; this release reads up to ${CONTAINER_FORMAT})`,
  );

const inconsistent = (what: string): CheckpointDamaged =>
  new CheckpointDamaged(`its checksum is right but its content is not: ${what} (format ${CONTAINER_FORMAT})`);

function directory(text: string): { header: JsonObject; sections: Section[] } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new CheckpointDamaged('its checksum is right but its header is not JSON', { cause });
  }
  if (!isJsonObject(parsed) || !isJsonObject(parsed.header)) throw inconsistent('its header is no object');
  const sections = sectionsOf(parsed.arrays);
  if (typeof sections === 'string') throw inconsistent(sections);
  return { header: parsed.header, sections };
}
