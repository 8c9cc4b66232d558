/**
 * The ways of learning tasks one after the other that are compared, each with its settings and with what a reference implementation of the
 * same protocol reaches: mean final accuracy in per cent over all tasks.
 */
import type { ForgettingOptions } from '../../../functions/contracts/learners/forgetting';
import type { Protocol } from '../../support/digit-tasks';

type PerProtocol<T> = Readonly<Record<Protocol, T>>;

export interface Way {
  readonly name: string;
  readonly learningRate: PerProtocol<number>;
  readonly forgetting?: ForgettingOptions;
  /** All tasks mixed together: nothing to forget. */
  readonly together?: true;
  /** null: not published with the others. */
  readonly reference: PerProtocol<number> | null;
}

export const TASKS: PerProtocol<number> = { split: 5, permuted: 10, rotated: 10 };

/**
 * Rates, examples drawn, alpha, beta and strength were chosen on the last 1,000 of the 8,000 digits to learn, after learning the 7,000 before
 * them, with other seeds than those that are reported.
 */
export const WAYS: readonly Way[] = [
  {
    name: 'naive',
    learningRate: { split: 0.03, permuted: 0.03, rotated: 0.03 },
    reference: { split: 19.1, permuted: 70.3, rotated: 68.4 },
  },
  {
    name: 'replay',
    learningRate: { split: 0.1, permuted: 0.1, rotated: 0.1 },
    forgetting: { method: 'replay', size: 200, batch: 32 },
    reference: { split: 76.7, permuted: 83.6, rotated: 82.7 },
  },
  {
    name: 'DER++',
    learningRate: { split: 0.1, permuted: 0.1, rotated: 0.1 },
    forgetting: { method: 'derpp', size: 200, batch: 32, alpha: 0.5, beta: 1 },
    reference: { split: 81.6, permuted: 88.5, rotated: 88.6 },
  },
  {
    name: 'EWC',
    learningRate: { split: 0.03, permuted: 0.03, rotated: 0.03 },
    forgetting: { method: 'ewc', strength: 100, every: 8000 },
    reference: null,
  },
  {
    name: 'all together',
    learningRate: { split: 0.1, permuted: 0.1, rotated: 0.1 },
    together: true,
    reference: { split: 88.9, permuted: 90.3, rotated: 91.8 },
  },
];
