/** Ten values, their partners and their weights, of which the tests of statistics state what numpy, scipy, pandas and river say. */
export const X = [3.1, -2.4, 0.0, 7.75, 1.2, 1.2, -9.5, 4.4, 12.25, 0.6];
export const Y = [1.0, 0.5, -2.0, 3.5, 0.25, 1.5, -4.0, 2.0, 4.5, -1.0];
export const WEIGHTS = [1, 2, 1, 3, 1, 1, 2, 1, 1, 4];
