/**
 * A KLL sketch as bytes, and back: for a cell of a table or a message. Little-endian.
 *
 *   offset   bytes  content
 *        0       4  'PKLL'
 *        4       1  format, 1
 *        5       1  bytes of an item: 4 (float32) or 8 (float64)
 *        6       2  k
 *        8       8  count of values, float64
 *       16       8  minimum, float64; infinity without data
 *       24       8  maximum, float64; -infinity without data
 *       32      16  state of the coin flips, four words
 *       48       4  levels L
 *       52      4L  items of each level, from the lowest up
 *   52 + 4L      *  the items, level by level
 *
 * O(items). What these bytes say is checked as a saved state is.
 */
import { arrayOf, floatsOf, type SavedState, StateRefused } from '../../state/saved-state';
import { KllSketch } from './kll';
import { KLL_KIND } from './kll-state';

const MAGIC = 0x4c_4c_4b_50;
const FORMAT = 1;
const HEAD = 52;

export function kllToBytes(sketch: KllSketch): Uint8Array {
  const state = sketch.save();
  const lengths = arrayOf(state, 'lengths', Uint32Array);
  const random = arrayOf(state, 'random', Uint32Array);
  const extremes = floatsOf(state, 'extremes');
  const items = state.arrays.items!;
  const width = items.BYTES_PER_ELEMENT;
  const itemsFrom = HEAD + 4 * lengths.length;
  const bytes = new Uint8Array(itemsFrom + width * items.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint8(4, FORMAT);
  view.setUint8(5, width);
  view.setUint16(6, sketch.k, true);
  view.setFloat64(8, sketch.count, true);
  view.setFloat64(16, extremes[0]!, true);
  view.setFloat64(24, extremes[1]!, true);
  for (const [at, word] of random.entries()) view.setUint32(32 + 4 * at, word, true);
  view.setUint32(48, lengths.length, true);
  for (const [at, length] of lengths.entries()) view.setUint32(HEAD + 4 * at, length, true);
  for (const [at, item] of items.entries()) {
    if (width === 4) view.setFloat32(itemsFrom + 4 * at, item, true);
    else view.setFloat64(itemsFrom + 8 * at, item, true);
  }
  return bytes;
}

/** @throws StateRefused for anything but the bytes of a sketch of a known format */
export function kllFromBytes(bytes: Uint8Array): KllSketch {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEAD || view.getUint32(0, true) !== MAGIC) {
    throw new StateRefused(`these ${bytes.length} bytes are no KLL sketch: they do not start with PKLL and its head`);
  }
  const format = view.getUint8(4);
  if (format !== FORMAT) {
    throw new StateRefused(`the KLL sketch has format ${format} and this release reads format ${FORMAT}`);
  }
  const width = view.getUint8(5);
  const levels = view.getUint32(48, true);
  const itemsFrom = HEAD + 4 * levels;
  const size = (bytes.length - itemsFrom) / width;
  if ((width !== 4 && width !== 8) || !Number.isInteger(size) || size < 0) {
    throw new StateRefused(
      `${bytes.length} bytes are cut short, or too many, for ${levels} levels of ${width}-byte items`,
    );
  }
  const items = width === 4 ? new Float32Array(size) : new Float64Array(size);
  for (let at = 0; at < size; at++) {
    const from = itemsFrom + width * at;
    items[at] = width === 4 ? view.getFloat32(from, true) : view.getFloat64(from, true);
  }
  const words = (from: number, length: number) =>
    Uint32Array.from({ length }, (_, at) => view.getUint32(from + 4 * at, true));
  const state: SavedState = {
    kind: KLL_KIND,
    format: 1,
    scalars: { k: view.getUint16(6, true), count: view.getFloat64(8, true) },
    arrays: {
      lengths: words(HEAD, levels),
      items,
      extremes: Float64Array.of(view.getFloat64(16, true), view.getFloat64(24, true)),
      random: words(32, 4),
    },
  };
  return KllSketch.load(state);
}
