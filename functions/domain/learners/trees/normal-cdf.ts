/**
 * The probability that a standard normal variable is at most z, with a relative error near 1e-15. Method: the rational
 * approximations of the error function in Moshier, Cephes 2.2 (ndtr.c, from Cody 1969), which MOA uses too, so that split
 * points are weighed alike. O(1). Infinite z gives 0 or 1, NaN gives NaN.
 */
// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than a logarithm.
const { abs, exp, SQRT1_2 } = Math;
const ERF_P = [9.604973739870516, 90.02601972038427, 2232.005345946843, 7003.325141128051, 55592.30130103949];
const ERF_Q = [1, 33.56171416475031, 521.3579497801527, 4594.323829709801, 22629.000061389095, 49267.39426086359];
const NEAR_P = [
  2.461969814735305e-10, 0.5641895648310689, 7.463210564422699, 48.63719709856814, 196.5208329560771, 526.4451949954773,
  934.5285271719576, 1027.5518868951572, 557.5353353693994,
];
const NEAR_Q = [
  1, 13.228195115474499, 86.70721408859897, 354.9377788878199, 975.7085017432055, 1823.9091668790973,
  2246.3376081871097, 1656.6630919416134, 557.5353408177277,
];
const FAR_P = [
  0.5641895835477551, 1.275366707599781, 5.019050422511805, 6.160210979930536, 7.4097426995044895, 2.9788666537210022,
];
const FAR_Q = [
  1, 2.2605286322011726, 9.396035249380015, 12.048953980809666, 17.08144507475659, 9.608968090632859, 3.369076451000815,
];

export function normalCdf(z: number): number {
  const x = z * SQRT1_2;
  const size = abs(x);
  if (size < SQRT1_2) return 0.5 + 0.5 * erf(x);
  const tail = 0.5 * erfc(size);
  return x > 0 ? 1 - tail : tail;
}

/** For x of size up to 1. */
const erf = (x: number): number => (x * horner(ERF_P, x * x)) / horner(ERF_Q, x * x);

/** For x above 0. */
function erfc(x: number): number {
  if (x < 1) return 1 - erf(x);
  const gauss = exp(-x * x);
  // Beyond 27 the tail is below the smallest double, and the polynomials would be infinite.
  if (gauss === 0) return 0;
  return x < 8 ? (gauss * horner(NEAR_P, x)) / horner(NEAR_Q, x) : (gauss * horner(FAR_P, x)) / horner(FAR_Q, x);
}

function horner(coefficients: readonly number[], x: number): number {
  let value = coefficients[0]!;
  for (let at = 1; at < coefficients.length; at++) value = value * x + coefficients[at]!;
  return value;
}
