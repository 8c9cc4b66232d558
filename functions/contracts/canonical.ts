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
    return Object.is(value, -0) ? '-0' : String(value);
  }
  if (typeof value !== 'object') throw new TypeError(`canonical JSON has no ${typeof value}`);
  let text = '';
  if (Array.isArray(value)) {
    // By index, because map would pass over holes.
    for (let at = 0; at < value.length; at++) text += `${at === 0 ? '' : ','}${canonicalJson(value[at])}`;
    return `[${text}]`;
  }
  if (!isPlain(value)) throw new TypeError(`canonical JSON has no ${value.constructor?.name ?? 'such object'}`);
  // Without a comparison, sort goes by UTF-16 units.
  for (const key of Object.keys(value).sort())
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(Reflect.get(value, key))}`;
  return `{${text}}`;
}

/** An object literal's, or no prototype at all; `Object.prototype` itself differs between contexts of one process. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** 64 hex digits. */
export const stableHash = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');
