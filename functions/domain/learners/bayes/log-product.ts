/**
 * What is the logarithm of a product of many factors? The factors are multiplied, and a logarithm is taken only where the product
 * would leave the range in which doubles are exact to 53 bits: two or three logarithms for hundreds of factors, and never an underflow.
 * O(1) per factor. Without factors 0; a factor of 0 makes it -Infinity.
 */
const FACTOR_RANGE = 1e100;
const PRODUCT_RANGE = 1e200;

export class LogProduct {
  private product = 1;
  private logarithms = 0;

  clear(): void {
    this.product = 1;
    this.logarithms = 0;
  }

  /** `factor` is at least 0, or infinite. */
  times(factor: number): void {
    if (!(factor > 1 / FACTOR_RANGE && factor < FACTOR_RANGE)) {
      this.logarithms += Math.log(factor);
      return;
    }
    const product = this.product * factor;
    if (product > 1 / PRODUCT_RANGE && product < PRODUCT_RANGE) {
      this.product = product;
      return;
    }
    this.logarithms += Math.log(product);
    this.product = 1;
  }

  log(): number {
    return this.logarithms + Math.log(this.product);
  }
}
