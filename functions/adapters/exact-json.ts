/**
 * JSON of a value that must come back as it went in. Throws on what JSON would change in silence (NaN and infinities become
 * null, undefined and functions vanish). Keys keep their order. O(size).
 */
export const exactJson = (value: unknown): string => JSON.stringify(value, refuseInexact);

function refuseInexact(key: string, value: unknown): unknown {
  const exact =
    typeof value === 'number' ? Number.isFinite(value) : typeof value !== 'undefined' && typeof value !== 'function';
  if (!exact)
    throw new TypeError(
      `${key || 'the value'} is ${String(value)}, which JSON cannot hold; store null or a number instead`,
    );
  return value;
}
