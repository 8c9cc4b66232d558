// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than the rest of a coordinate.
const { max, min } = Math;

/** The number in ±bound that is nearest to `value`; NaN of NaN. */
export const within = (value: number, bound: number): number => max(-bound, min(bound, value));
