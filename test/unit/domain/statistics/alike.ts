/** Two answers are alike when both are none, or when they differ by at most `relative` of the wanted one or of `scale`. */
export function expectAlike(found: number | null, wanted: number | null, relative: number, scale = 0): void {
  if (found === null || wanted === null) {
    expect(found).toBe(wanted);
    return;
  }
  const apart = Math.abs(found - wanted);
  const bound = relative * Math.max(Math.abs(wanted), scale);
  if (!(apart <= bound)) throw new Error(`${found} is ${apart} from ${wanted}; at most ${bound} is promised`);
}
