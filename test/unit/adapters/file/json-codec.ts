import type { BlockCodec } from '../../../../functions/adapters/file/examples';

/** Typed arrays travel as their kind and their numbers as text: JSON knows no NaN. */
interface Packed {
  readonly kind: 'Float64Array' | 'Uint32Array' | 'Uint8Array';
  readonly numbers: readonly string[];
}

const isPacked = (value: unknown): value is Packed => typeof value === 'object' && value !== null && 'numbers' in value;

function pack(_: string, value: unknown): unknown {
  if (value instanceof Float64Array) return { kind: 'Float64Array', numbers: Array.from(value, String) };
  if (value instanceof Uint32Array) return { kind: 'Uint32Array', numbers: Array.from(value, String) };
  if (value instanceof Uint8Array) return { kind: 'Uint8Array', numbers: Array.from(value, String) };
  return value;
}

function unpack(_: string, value: unknown): unknown {
  if (!isPacked(value)) return value;
  const numbers = value.numbers.map(Number);
  if (value.kind === 'Float64Array') return Float64Array.from(numbers);
  return value.kind === 'Uint32Array' ? Uint32Array.from(numbers) : Uint8Array.from(numbers);
}

/** Blocks as JSON: slow, and readable when a test fails. */
export const jsonCodec: BlockCodec = {
  encode: (block) => Buffer.from(JSON.stringify(block, pack)),
  decode: (bytes) => JSON.parse(Buffer.from(bytes).toString(), unpack),
};
