/**
 * One text for one value, whatever the order of its keys, and the SHA-256 of it: the hash of a declaration that goes into the
 * lineage.
 */
import { createHash } from 'node:crypto';

/**
 * JSON with sorted keys, by UTF-16 units as RFC 8785 has it; unlike there, -0 stays -0. Throws on what JSON would change in silence:
 * NaN, infinities, undefined, functions, and objects that are no plain data.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON has no ${value}`);
    return Object.is(value, -0) ? '-0' : JSON.stringify(value);
  }
  // Array.from, because map would pass over holes.
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    if (!isPlain(value)) throw new TypeError(`canonical JSON has no ${value.constructor?.name ?? 'such object'}`);
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  throw new TypeError(`canonical JSON has no ${typeof value}`);
}

/** An object literal's, or no prototype at all; `Object.prototype` itself differs between contexts of one process. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** 64 hex digits. */
export const stableHash = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');
