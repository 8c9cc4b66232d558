/**
 * What learners see: examples as row-major typed arrays. Hashing is stateless and shared by all lines; scaling is a
 * learner's own affair, since its statistics are part of that learner's checkpoint.
 */
export interface FeatureBatch {
  readonly count: number;
  /** Numeric features per example. */
  readonly numericCount: number;
  /** count x numericCount, as served; NaN is missing. */
  readonly numeric: Float64Array;
  /** Hashed slots per example: the categorical features in order of name, then the crosses. */
  readonly hashedCount: number;
  /** The first this many of the hashed slots are single features; the rest are crosses. */
  readonly categoricalCount: number;
  /** count x hashedCount, each in [0, 2^hashBits). */
  readonly hashed: Int32Array;
  /**
   * count x categoricalCount x 2: who a category is, as two 32-bit hashes, low word first. Slots collide; of ten million categories
   * two share all 64 bits with a probability of 3e-6.
   */
  readonly identity: Uint32Array;
}

export interface LabelledBatch extends FeatureBatch {
  /** Class index, or the value regressed on. */
  readonly label: Float64Array;
  /** Above 0. */
  readonly weight: Float64Array;
  /** When each label became known, ms since the epoch. */
  readonly completedAtMs: Float64Array;
}
