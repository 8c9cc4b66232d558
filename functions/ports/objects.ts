/**
 * Immutable objects named by the SHA-256 of their bytes: checkpoints, workspaces, archived examples. Putting the same bytes
 * twice is one object. `put` resolves only when the object is durable.
 */
export interface Objects {
  /** The name, 64 hex digits. */
  put(bytes: Uint8Array): Promise<string>;
  /** @throws ObjectMissing, ObjectDamaged: nothing proceeds without its checkpoint. */
  get(name: string): Promise<Uint8Array>;
  /** Deleting what is not there is not an error. */
  delete(name: string): Promise<void>;
  /** Every name held, in no order. */
  list(): Promise<string[]>;
}

export class ObjectMissing extends Error {
  override readonly name = 'ObjectMissing';
  constructor(
    readonly object: string,
    place: string,
  ) {
    super(`object ${object} is not in ${place}; restore it from a backup, or roll back to a version that is stored`);
  }
}

export class ObjectDamaged extends Error {
  override readonly name = 'ObjectDamaged';
  constructor(
    readonly object: string,
    readonly actual: string,
    place: string,
  ) {
    super(
      `object ${object} in ${place} is damaged: its bytes hash to ${actual}; restore it from a backup, or, if it is a checkpoint, make it again (\`perennial rebuild VERSION --out FILE\`)`,
    );
  }
}
