/**
 * Dead letters in a bucket: one object of NDJSON per put, model and origin, which any tool reads. Letters that a retry puts again
 * are stored again and told apart when read: a letter is its origin and sequence, and the first to come stands.
 *
 * A put costs one call per object. A list reads the names, and the objects up to the limit. A count reads the names, and those
 * objects that may repeat each other.
 */
import { randomBytes } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { DEAD_LETTERS_PREFIX } from '../../contracts/object-keys';
import type { DeadLetter, DeadLetters } from '../../ports/dead-letters';
import { CALLS_AT_ONCE, inParallel } from './dynamodb/in-parallel';
import {
  byArrival,
  type LetterObject,
  letterKey,
  lettersPrefix,
  overlapping,
  parseLetterKey,
  rangeOf,
} from './letter-keys';
import { keysBelow } from './s3-listing';

export interface S3DeadLettersOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly nowMs: () => number;
}

/** `at`: its place among all letters of the same put. */
const storedLetter = z.object({
  at: z.number(),
  origin: z.string(),
  sequence: z.string(),
  model: z.string().nullable(),
  code: z.string(),
  reason: z.string(),
  data: z.string(),
});
type StoredLetter = z.infer<typeof storedLetter>;

const SEQUENCE = /^\d+$/;
/** Objects whose letters are in memory at a time while listing. */
const READ_AHEAD = 16;

export function createS3DeadLetters({ client, bucket, nowMs }: S3DeadLettersOptions): DeadLetters {
  let lastArrivalMs = 0;

  async function objectsOf(model: string | undefined): Promise<LetterObject[]> {
    const prefix = model === undefined ? DEAD_LETTERS_PREFIX : lettersPrefix(model);
    const folder = prefix.slice(DEAD_LETTERS_PREFIX.length);
    const objects = [];
    for await (const key of keysBelow(client, bucket, prefix)) {
      const object = parseLetterKey(folder + key);
      if (object !== undefined) objects.push(object);
    }
    return objects.sort(byArrival);
  }

  async function read(object: LetterObject): Promise<StoredLetter[]> {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: letterKey(object) }));
    const text = (await Body?.transformToString()) ?? '';
    return text.split('\n').flatMap((line) => (line === '' ? [] : [storedLetter.parse(JSON.parse(line))]));
  }

  return {
    async put(letters) {
      // Two puts of one millisecond are in order too.
      const arrivalMs = Math.max(nowMs(), lastArrivalMs + 1);
      lastArrivalMs = arrivalMs;
      const put = randomBytes(6).toString('hex');
      await inParallel(shares(letters), CALLS_AT_ONCE, async (share) => {
        const { model, origin } = share[0]!;
        const object = { model, arrivalMs, put, ...rangeOf(share), count: share.length, origin };
        const lines = share.map((letter) => `${JSON.stringify(letter)}\n`);
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: letterKey(object),
            Body: lines.join(''),
            ContentType: 'application/x-ndjson',
          }),
        );
      });
    },

    async list({ model, limit = Number.POSITIVE_INFINITY } = {}) {
      const listed: DeadLetter[] = [];
      const seen = new Set<string>();
      for (const puts of inChunks(putsOf(await objectsOf(model)), READ_AHEAD)) {
        if (listed.length >= limit) break;
        for (const letters of await Promise.all(puts.map((objects) => Promise.all(objects.map(read))))) {
          for (const { at, ...letter } of letters.flat().sort((a, b) => a.at - b.at)) {
            if (seen.size !== seen.add(idOf(letter)).size) listed.push(letter);
          }
        }
      }
      return listed.slice(0, Math.max(0, limit));
    },

    async count() {
      let count = 0;
      const unclear: LetterObject[] = [];
      for (const group of overlapping(await objectsOf(undefined))) {
        if (group.length === 1) count += group[0]!.count;
        else unclear.push(...group);
      }
      const seen = new Set<string>();
      await inParallel(unclear, READ_AHEAD, async (object) => {
        for (const letter of await read(object)) seen.add(idOf(letter));
      });
      return count + seen.size;
    },
  };
}

const idOf = ({ origin, sequence }: Pick<DeadLetter, 'origin' | 'sequence'>): string =>
  JSON.stringify([origin, sequence]);

/** The letters of a put by model and origin, each once. @throws for a sequence that could not be found again */
function shares(letters: readonly DeadLetter[]): StoredLetter[][] {
  const shared = new Map<string, StoredLetter[]>();
  const seen = new Set<string>();
  for (const [at, letter] of letters.entries()) {
    if (!SEQUENCE.test(letter.sequence)) throw new Error(`a letter's sequence is ${letter.sequence}; give digits`);
    if (seen.size === seen.add(idOf(letter)).size) continue;
    const key = JSON.stringify([letter.model, letter.origin]);
    const share = shared.get(key) ?? [];
    shared.set(key, share);
    const { origin, sequence, model, code, reason, data } = letter;
    share.push({ at, origin, sequence, model, code, reason, data });
  }
  return [...shared.values()];
}

/** Objects in order of arrival, by the put that they belong to. */
function putsOf(objects: readonly LetterObject[]): LetterObject[][] {
  const puts: LetterObject[][] = [];
  for (const object of objects) {
    const last = puts.at(-1);
    if (last?.[0]?.put === object.put) last.push(object);
    else puts.push([object]);
  }
  return puts;
}

function* inChunks<T>(things: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < things.length; from += size) yield things.slice(from, from + size);
}
