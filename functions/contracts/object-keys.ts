/**
 * Where things are in the bucket. What belongs to a model is below its own prefix, so that a role can be given one model's
 * objects and no other's, and so that each kind has a lifetime of its own.
 */
export const modelPrefix = (model: string): string => `models/${model}/`;
/** Checkpoints and workspaces, by SHA-256. */
export const checkpointsPrefix = (model: string): string => `${modelPrefix(model)}objects/`;
/** Learned examples, by SHA-256; they expire after the declared days. */
export const archivePrefix = (model: string): string => `${modelPrefix(model)}archive/`;
/** Records of a table that grew too large for an item. */
export const recordsPrefix = (model: string): string => `${modelPrefix(model)}records/`;
/** Letters, by model; '_' for those that name none. */
export const DEAD_LETTERS_PREFIX = 'dead-letters/';
