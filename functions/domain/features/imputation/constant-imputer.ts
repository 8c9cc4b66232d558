/**
 * Stands in for a missing value with one declared beforehand, per column. Learns nothing, so it has no state of its own to keep:
 * the constants are the declaration's. O(1).
 */
export class ConstantImputer {
  private constructor(private readonly constants: Float64Array) {}

  /** @param constants finite, one for each column */
  static create(constants: ArrayLike<number>): ConstantImputer {
    const own = Float64Array.from(constants);
    if (!own.every((constant) => constant - constant === 0)) {
      throw new RangeError(`a missing value is filled with a finite one, not [${own.join(', ')}]`);
    }
    return new ConstantImputer(own);
  }

  get columns(): number {
    return this.constants.length;
  }

  fill(column: number): number {
    return this.constants[column]!;
  }
}
