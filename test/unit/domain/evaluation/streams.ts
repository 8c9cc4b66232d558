/** Streams whose figures were computed elsewhere: only operations that every IEEE implementation rounds alike. */

/** Numerical Recipes' 32-bit generator: s = 1664525 s + 1013904223 mod 2^32, giving s / 2^32. */
export function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Stream {
  readonly predictions: Float64Array;
  readonly label: Float64Array;
  readonly weight: Float64Array;
  readonly count: number;
}

/** Probabilities u, then labels v < p. Flights: p = 0.05 + 0.55 u^2. Clicks: p = 0.0005 + 0.0195 u^3. */
export function stream(kind: 'flights' | 'clicks', count: number, seed: number): Stream {
  const next = uniforms(seed);
  const predictions = new Float64Array(count);
  const label = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const u = next();
    const v = next();
    const p = kind === 'flights' ? 0.05 + 0.55 * u * u : 0.0005 + 0.0195 * u * u * u;
    predictions[i] = p;
    label[i] = v < p ? 1 : 0;
  }
  return { predictions, label, weight: new Float64Array(count).fill(1), count };
}

export const floats = (...values: number[]): Float64Array => Float64Array.from(values);
