/** The command line cannot be meant as written: exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
