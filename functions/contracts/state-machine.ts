/**
 * The retrain state machine and the one function that does its tasks, as they talk to each other. The machine knows the order of
 * the steps; what a step does, and what it hands on in `state`, is the function's own.
 */

/** In their order. */
export const RETRAIN_STEPS = ['admit', 'fetch', 'resample', 'extract', 'label', 'train', 'evaluate', 'deploy'] as const;

/** Asked when a step has failed for good: it says so in the ledger, and removes what the run leaves behind. */
export const FAILURE_STEP = 'fail';

export type RetrainStep = (typeof RETRAIN_STEPS)[number] | typeof FAILURE_STEP;

/** The event of a task. */
export interface StepRequest {
  readonly step: RetrainStep;
  /** Name of the execution: the same in every step and every retry of a step. */
  readonly run: string;
  /** What the step before handed on; of `admit`, what the machine was started with, for instance {"cause":{"kind":"schedule"}}. */
  readonly state: unknown;
  /** Of `fail`: what the failed step threw, as Step Functions tells it. */
  readonly error?: { readonly Error: string; readonly Cause: string };
}

/** Where the machine goes: to the next step, to the same one again, or to its end with nothing deployed and nothing broken. */
export const NEXT = { on: 'on', again: 'again', stop: 'stop' } as const;

/** The answer of a task. */
export interface StepAnswer {
  readonly next: (typeof NEXT)[keyof typeof NEXT];
  /** Small: Step Functions takes 256 KiB. What is larger goes by object name. */
  readonly state: unknown;
}
