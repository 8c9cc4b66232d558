/**
 * What a linear form costs, as its optimizers ask: the slope where it stands, and where it would be carried. `formAfter` follows
 * the negative gradient not by one long step but by infinitely many short ones: the solution of d form / dt = -gradient(form) after
 * `time` (Karampatziakis and Langford 2011, "Online importance weight aware updates"). It never shoots past the label, and an
 * example of weight 2 goes exactly as far as two of weight 1 at the same rate. O(1).
 */
export interface Loss {
  gradient(form: number, label: number): number;
  /** `time` is at least 0: weight x rate x what a unit of gradient moves the form by. */
  formAfter(form: number, label: number, time: number): number;
}

/** exp overflows to infinity for a very negative form, and the quotient is 0 then, as it should be. */
export const probability = (form: number): number => 1 / (1 + Math.exp(-form));

/** Label 0 or 1. The margin m = ±form obeys m + exp(m) = m₀ + exp(m₀) + time. */
export const LOG_LOSS: Loss = {
  gradient: (form, label) => probability(form) - label,
  formAfter: (form, label, time) => (label > 0.5 ? marginAfter(form, time) : -marginAfter(-form, time)),
};

/** Half the squared error, which shrinks exponentially. */
export const SQUARED_LOSS: Loss = {
  gradient: (form, label) => form - label,
  formAfter: (form, label, time) => label + (form - label) * Math.exp(-time),
};

/** rate - count x log rate, rate = exp(form), count at least 0. 1 / rate obeys a linear equation. */
export const POISSON_LOSS: Loss = {
  gradient: (form, count) => Math.exp(form) - count,
  formAfter: (form, count, time) => {
    const stay = count * time;
    const gained = stay > 0 ? -Math.expm1(-stay) / count : time;
    return -Math.log(Math.exp(-form - stay) + gained);
  },
};

const NEWTON_STEPS = 40;
/** What is left after a step of Newton's is less than half its square. */
const LAST_STEP = 1e-8;

/**
 * The m with m + exp(m) = margin + exp(margin) + time, by Newton's method from above, where it falls to the solution without
 * overshooting: from where the tangent leads, or for a long time from the logarithm.
 */
function marginAfter(margin: number, time: number): number {
  const exponential = Math.exp(margin);
  const total = margin + exponential + time;
  const along = time / (1 + exponential);
  let m = along <= 1 ? margin + along : total > 1 ? Math.log(total) : total;
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const e = Math.exp(m);
    const down = (m + e - total) / (1 + e);
    if (down > 0) m -= down;
    if (!(down > LAST_STEP)) break;
  }
  return m;
}
