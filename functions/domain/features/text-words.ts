/** A text's 64-bit hash in two words, as sketches and encoders take it: MurmurHash3 under two seeds. O(bytes) each. */
import { hashText } from './murmur3';

const SECOND_SEED = 0x9e3779b9;

export const lowWord = (text: string): number => hashText(text, 0);
export const highWord = (text: string): number => hashText(text, SECOND_SEED);
