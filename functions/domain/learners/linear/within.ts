/** The number in ±bound that is nearest to `value`. */
export const within = (value: number, bound: number): number => Math.max(-bound, Math.min(bound, value));
