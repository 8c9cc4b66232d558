/**
 * The first layer, over inputs of which all but a few are zero: the kernel rows of the inputs that are on, times their
 * values, summed. In plain JavaScript rather than TF.js, as no backend has a product with a sparse matrix: with 512
 * examples, 520 inputs of which 8 are on, and 64 units, forward and backward take 0.6 ms; a dense product takes 3 ms
 * on WASM and grows with the inputs, and TF.js's gather takes longer still. Sums are in double precision in the order
 * of the entries: the same bits on every backend. O(examples x entries x units), forward and backward.
 *
 * Four units at a time keep their sums in registers, which halves the time; up to three are left over.
 */
import { ACTIVATION_CEILING } from './activation';
import type { InputRows } from './input-rows';
import type { LayerShape } from './network-shape';

/** What the layer puts out, count x units: its ReLU when it `isHidden`, else the sums themselves. */
export function firstLayer(rows: InputRows, weights: Float32Array, layer: LayerShape, isHidden: boolean): Float32Array {
  const { count, entries, kernelRow, value } = rows;
  const { units, biasAt } = layer;
  const out = new Float32Array(count * units);
  for (let i = 0; i < count; i++) {
    const from = i * entries;
    const to = from + entries;
    let unit = 0;
    for (; unit + 4 <= units; unit += 4) {
      let a = weights[biasAt + unit]!;
      let b = weights[biasAt + unit + 1]!;
      let c = weights[biasAt + unit + 2]!;
      let d = weights[biasAt + unit + 3]!;
      for (let entry = from; entry < to; entry++) {
        const at = kernelRow[entry]! + unit;
        const x = value[entry]!;
        a += x * weights[at]!;
        b += x * weights[at + 1]!;
        c += x * weights[at + 2]!;
        d += x * weights[at + 3]!;
      }
      const at = i * units + unit;
      out[at] = a;
      out[at + 1] = b;
      out[at + 2] = c;
      out[at + 3] = d;
    }
    for (; unit < units; unit++) {
      let sum = weights[biasAt + unit]!;
      for (let entry = from; entry < to; entry++) sum += value[entry]! * weights[kernelRow[entry]! + unit]!;
      out[i * units + unit] = sum;
    }
  }
  if (isHidden) activate(out);
  return out;
}

function activate(sums: Float32Array): void {
  for (let at = 0; at < sums.length; at++) {
    const sum = sums[at]!;
    sums[at] = sum > 0 ? Math.min(sum, ACTIVATION_CEILING) : 0;
  }
}

/** The loss's gradient in each row's first `wanted` values, in a block of count x entries; O(examples x wanted x units). */
export function inputGradient(
  { count, entries, kernelRow }: InputRows,
  delta: Float32Array,
  { units }: LayerShape,
  weights: Float32Array,
  wanted: number,
): Float64Array {
  const gradient = new Float64Array(count * entries);
  for (let i = 0; i < count; i++) {
    for (let entry = i * entries; entry < i * entries + wanted; entry++) {
      const at = kernelRow[entry]!;
      let sum = 0;
      for (let unit = 0; unit < units; unit++) sum += delta[i * units + unit]! * weights[at + unit]!;
      gradient[entry] = sum;
    }
  }
  return gradient;
}

/** Adds to `gradient` what the loss's gradient in the layer's sums, `delta` (count x units), means for its weights. */
export function addFirstLayerGradient(
  rows: InputRows,
  delta: Float32Array,
  layer: LayerShape,
  gradient: Float32Array,
): void {
  const { count, entries, kernelRow, value } = rows;
  const { units, biasAt } = layer;
  const blocked = units - (units % 4);
  for (let i = 0; i < count; i++) {
    const own = i * units;
    for (let unit = 0; unit < units; unit++) gradient[biasAt + unit] = gradient[biasAt + unit]! + delta[own + unit]!;
    for (let entry = i * entries; entry < (i + 1) * entries; entry++) {
      const x = value[entry]!;
      let to = kernelRow[entry]!;
      let from = own;
      for (const end = own + blocked; from < end; from += 4, to += 4) {
        gradient[to] = gradient[to]! + x * delta[from]!;
        gradient[to + 1] = gradient[to + 1]! + x * delta[from + 1]!;
        gradient[to + 2] = gradient[to + 2]! + x * delta[from + 2]!;
        gradient[to + 3] = gradient[to + 3]! + x * delta[from + 3]!;
      }
      for (const end = own + units; from < end; from++, to++) gradient[to] = gradient[to]! + x * delta[from]!;
    }
  }
}
