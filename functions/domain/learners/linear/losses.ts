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
  formAfter: (form, label, time) =>
    label > 0.5 ? marginOf(form + Math.exp(form) + time) : -marginOf(-form + Math.exp(-form) + time),
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

/** The m with m + exp(m) = total, by Newton's method from above, where it falls to the solution without overshooting. */
function marginOf(total: number): number {
  let margin = total > 1 ? Math.log(total) : total;
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const exponential = Math.exp(margin);
    const next = margin - (margin + exponential - total) / (1 + exponential);
    if (!(next < margin)) break;
    margin = next;
  }
  return margin;
}
