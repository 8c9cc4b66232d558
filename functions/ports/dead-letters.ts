/** An event that could not be used, with the reason. Kept whole: data is never lost. */
export interface DeadLetter {
  /** Where it was read: a second put with the same origin and sequence is the same letter. */
  readonly origin: string;
  readonly sequence: string;
  /** null when the event names no known model. */
  readonly model: string | null;
  /** A stable code such as 'not-json', 'unknown-model', 'late-outcome'. */
  readonly code: string;
  /** A sentence that names the field, the value and what to change. */
  readonly reason: string;
  /** The record as it came. */
  readonly data: string;
}

export interface DeadLetters {
  put(letters: readonly DeadLetter[]): Promise<void>;
  /** In order of arrival, each letter once; at most `limit`. */
  list(options?: { readonly model?: string; readonly limit?: number }): Promise<DeadLetter[]>;
  count(): Promise<number>;
}
