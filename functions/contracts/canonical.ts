/**
 * One text for one value, whatever the order of its keys, and the SHA-256 of it: the hash of a declaration that goes into the
 * lineage.
 */
import { createHash } from 'node:crypto';

// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than writing a number.
const { isArray } = Array;
const { stringify } = JSON;
const { isFinite: isFiniteNumber } = Number;
const { getPrototypeOf, is, keys } = Object;
const { get } = Reflect;

/**
 * JSON with sorted keys, by UTF-16 units as RFC 8785 has it; unlike there, -0 stays -0. Throws on what JSON would change in silence:
 * NaN, infinities, undefined, functions, and objects that are no plain data.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return stringify(value);
  if (typeof value === 'number') {
    if (!isFiniteNumber(value)) throw new TypeError(`canonical JSON has no ${value}`);
    return is(value, -0) ? '-0' : `${value}`;
  }
  if (typeof value !== 'object') throw new TypeError(`canonical JSON has no ${typeof value}`);
  let text = '';
  if (isArray(value)) {
    // By index, because map would pass over holes.
    for (let at = 0; at < value.length; at++) text += `${at === 0 ? '' : ','}${canonicalJson(value[at])}`;
    return `[${text}]`;
  }
  if (!isPlain(value)) throw new TypeError(`canonical JSON has no ${value.constructor?.name ?? 'such object'}`);
  // Without a comparison, sort goes by UTF-16 units.
  for (const key of keys(value).sort())
    text += `${text === '' ? '' : ','}${stringify(key)}:${canonicalJson(get(value, key))}`;
  return `{${text}}`;
}

/** An object literal's, or no prototype at all; `Object.prototype` itself differs between contexts of one process. */
function isPlain(value: object): boolean {
  const prototype: unknown = getPrototypeOf(value);
  return prototype === null || getPrototypeOf(prototype) === null;
}

/** 64 hex digits. */
export const stableHash = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');
