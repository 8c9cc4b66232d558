/**
 * Bytes that are not what was written: cut short, changed, or never ours. Restore the object from a backup or rebuild the
 * version; nothing proceeds without it.
 */
export class CheckpointDamaged extends Error {
  override readonly name = 'CheckpointDamaged';
}

/** Bytes of a later release. They are intact: run that release, or roll back to a version that this one wrote. */
export class CheckpointTooNew extends Error {
  override readonly name = 'CheckpointTooNew';
  constructor(
    what: string,
    readonly found: number,
    readonly readable: number,
  ) {
    super(
      `this ${what} has format ${found} and this release reads up to format ${readable}; ` +
        'run the release that wrote it, or roll back to a version stored before it',
    );
  }
}
