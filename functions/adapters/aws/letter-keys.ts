/**
 * Names of the objects that hold dead letters. A name says what the object holds, so that counting reads no more than names:
 *
 *   dead-letters/<model, or _>/<arrival>.<put>.<first>.<last>.<count>.<origin>.ndjson
 *
 * arrival: ms since the epoch, 15 digits, so that names are in order of arrival; put: which call of `put` it belongs to; first and
 * last: the smallest and the largest sequence in it.
 */
import { DEAD_LETTERS_PREFIX } from '../../contracts/object-keys';
import { compareSequences, type Sequence } from '../../domain/lineage/sequence';
import type { DeadLetter } from '../../ports/dead-letters';

export interface LetterObject {
  readonly model: string | null;
  readonly arrivalMs: number;
  readonly put: string;
  readonly first: Sequence;
  readonly last: Sequence;
  readonly count: number;
  readonly origin: string;
}

const NO_MODEL = '_';
const KEY = /^([^/]+)\/(\d{15})\.([0-9a-f]+)\.(\d+)\.(\d+)\.(\d+)\.(.+)\.ndjson$/;

export const lettersPrefix = (model: string | null): string =>
  `${DEAD_LETTERS_PREFIX}${model === null ? NO_MODEL : encodeURIComponent(model)}/`;

export function letterKey({ model, arrivalMs, put, first, last, count, origin }: LetterObject): string {
  const arrival = String(arrivalMs).padStart(15, '0');
  return `${lettersPrefix(model)}${arrival}.${put}.${first}.${last}.${count}.${encodeURIComponent(origin)}.ndjson`;
}

/** @param key without DEAD_LETTERS_PREFIX. undefined: nothing that letterKey has named */
export function parseLetterKey(key: string): LetterObject | undefined {
  const [, model, arrival, put, first, last, count, origin] = KEY.exec(key) ?? [];
  if (!model || !put || !first || !last || !origin) return undefined;
  return {
    model: model === NO_MODEL ? null : decodeURIComponent(model),
    arrivalMs: Number(arrival),
    put,
    first,
    last,
    count: Number(count),
    origin: decodeURIComponent(origin),
  };
}

export const byArrival = (a: LetterObject, b: LetterObject): number =>
  a.arrivalMs - b.arrivalMs || (a.put < b.put ? -1 : a.put > b.put ? 1 : 0);

/** The smallest and the largest sequence of some letters. */
export function rangeOf(letters: readonly DeadLetter[]): { first: Sequence; last: Sequence } {
  const sequences = letters.map(({ sequence }) => sequence).sort(compareSequences);
  return { first: sequences[0]!, last: sequences.at(-1)! };
}

/** Objects of one origin whose ranges meet, together: only these can hold the same letter. O(n log n) */
export function overlapping(objects: readonly LetterObject[]): LetterObject[][] {
  const sorted = [...objects].sort(
    (a, b) => (a.origin < b.origin ? -1 : a.origin > b.origin ? 1 : 0) || compareSequences(a.first, b.first),
  );
  const groups: LetterObject[][] = [];
  let last: Sequence | undefined;
  for (const object of sorted) {
    const group = groups.at(-1);
    if (group?.[0]?.origin === object.origin && last !== undefined && compareSequences(object.first, last) <= 0) {
      group.push(object);
      if (compareSequences(object.last, last) > 0) last = object.last;
    } else {
      groups.push([object]);
      last = object.last;
    }
  }
  return groups;
}
