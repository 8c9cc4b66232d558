/** What a command has to say: one document for programs, lines for people, and whether the work was done. */
export interface Shown {
  readonly document: unknown;
  readonly lines: readonly string[];
  /** Exit 1. The lines say why, and the document's `error: { name, message }`. */
  readonly failed?: boolean;
}
