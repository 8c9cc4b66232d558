/**
 * What do these millions of doubles add up to, whatever their order and however they were split?
 *
 * Sum2 of Ogita, Rump and Oishi, "Accurate sum and dot product" (SIAM J. Sci. Comput. 26, 2005): beside the running sum it keeps
 * the sum of what each addition rounded away. The value is the exact sum rounded once, within (n u)^2 relative for terms of one
 * sign (u = 2^-53): 1e-19 for three million terms, so two orders of adding differ by the last bit at most. A plain running
 * sum has n u, 3e-10.
 *
 * A sum is two neighbouring cells of a caller's array: [running sum, what was rounded away]. Nothing added: 0. O(1) a term.
 * Terms must be finite: one NaN or infinity stays in the sum for ever.
 */
export const SUM_CELLS = 2;

export function addTerm(cells: Float64Array, at: number, term: number): void {
  const before = cells[at]!;
  const after = before + term;
  const added = after - before;
  cells[at] = after;
  cells[at + 1]! += before - (after - added) + (term - added);
}

/** Adds the sum at `from[fromAt]` to the one at `cells[at]`. */
export function addSum(cells: Float64Array, at: number, from: Float64Array, fromAt: number): void {
  addTerm(cells, at, from[fromAt]!);
  cells[at + 1]! += from[fromAt + 1]!;
}

export const sumOf = (cells: Float64Array, at: number): number => cells[at]! + cells[at + 1]!;
