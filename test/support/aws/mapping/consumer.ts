/** What reads one shard or one queue for one mapping. */
export interface Consumer {
  /** Function and source, for messages. */
  readonly name: string;
  /**
   * At most one invocation.
   *
   * @returns whether anything changed: a batch was processed, cut, or given up
   */
  step(options: StepOptions): Promise<boolean>;
  /** Why it gets no further, with retries without end; null while it does. */
  readonly blockedBy: string | null;
}

export interface StepOptions {
  /** A batch that is not full waits for its window to run out; otherwise it counts as run out. */
  readonly isPatient: boolean;
}

/** Failures of one and the same batch after which a consumer that would retry for ever counts as blocked. */
export const FAILURES_UNTIL_BLOCKED = 3;
