/** What is stored is not what was written. Nothing proceeds on it: a person decides between a backup and starting anew. */
export class StateDamaged extends Error {
  override readonly name = 'StateDamaged';

  constructor(
    readonly path: string,
    /** What is wrong, as the end of a sentence that begins with the path. */
    readonly damage: string,
  ) {
    super(`${path} ${damage}; restore the state folder from a backup, or start with a new one`);
  }
}
