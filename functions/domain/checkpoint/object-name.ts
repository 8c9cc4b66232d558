import { createHash } from 'node:crypto';

/** The name of an immutable object: the SHA-256 of its bytes, 64 hex digits. */
export const nameOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
