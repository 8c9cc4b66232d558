/**
 * Sorts a part of an array in place, quickest where it is short. Up to 48 items are sorted by comparison counting (Knuth, "The art of
 * computer programming", volume 3, section 5.2, algorithm C): an item goes where as many places are before it as items are below it.
 * That is O(n²) comparisons, none of which decides where the program goes on: for a dozen numbers in no order, the mispredicted branches
 * of an insertion sort cost about twice as much. Longer parts are merged of shorter ones, O(n log n). No NaN.
 */
import { mergeSorted } from './kll-compaction';

/** Of a comparison 1 or 0, without a branch, which a conditional expression would be. */
const one: (holds: boolean) => number = Number;

const SHORT = 48;
const copy = new Float64Array(SHORT);

export function sortRange(items: Float64Array, from: number, to: number): void {
  const length = to - from;
  if (length > SHORT) {
    const middle = from + (length >> 1);
    sortRange(items, from, middle);
    sortRange(items, middle, to);
    const first = items.slice(from, middle);
    mergeSorted(first, 0, first.length, items, middle, to, items, from);
    return;
  }
  for (let at = 0; at < length; at++) copy[at] = items[from + at]!;
  let at = 0;
  for (; at + 4 <= length; at += 4) placeFour(items, from, length, at);
  for (; at < length; at++) {
    const item = copy[at]!;
    let rank = from;
    // Of equal items the earlier goes first.
    for (let other = 0; other < at; other++) rank += one(copy[other]! <= item);
    for (let other = at + 1; other < length; other++) rank += one(copy[other]! < item);
    items[rank] = item;
  }
}

/** Four at a time: what they are compared with is read once. */
function placeFour(items: Float64Array, from: number, length: number, at: number): void {
  const a = copy[at]!;
  const b = copy[at + 1]!;
  const c = copy[at + 2]!;
  const d = copy[at + 3]!;
  const ab = one(a <= b);
  const ac = one(a <= c);
  const ad = one(a <= d);
  const bc = one(b <= c);
  const bd = one(b <= d);
  const cd = one(c <= d);
  let rankA = from + 3 - ab - ac - ad;
  let rankB = from + 2 + ab - bc - bd;
  let rankC = from + 1 + ac + bc - cd;
  let rankD = from + ad + bd + cd;
  for (let other = 0; other < at; other++) {
    const item = copy[other]!;
    rankA += one(item <= a);
    rankB += one(item <= b);
    rankC += one(item <= c);
    rankD += one(item <= d);
  }
  for (let other = at + 4; other < length; other++) {
    const item = copy[other]!;
    rankA += one(item < a);
    rankB += one(item < b);
    rankC += one(item < c);
    rankD += one(item < d);
  }
  items[rankA] = a;
  items[rankB] = b;
  items[rankC] = c;
  items[rankD] = d;
}
