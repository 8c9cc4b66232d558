/**
 * Answers requests with the champion, one JSON line for one: `{"eventId":"a1","time":"…","features":{…}}`. Follows a promotion or
 * a rollback while it runs. What it answered can be logged as prediction events, to be joined with their outcomes.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import * as z from 'zod';
import type { PredictRequest } from '../../predict/predict';
import { mustBeReadable } from '../events-option';
import { openHome } from '../home';
import type { ModelOptions } from '../opened-model';

export interface PredictOptions extends ModelOptions {
  /** A file, or '-' for standard input. */
  readonly events: string;
  /** Prediction events are appended to this file; a deployed model logs its own. */
  readonly log?: string;
}

const requestSchema = z.object({
  eventId: z.string(),
  time: z.string(),
  features: z.record(z.string(), z.unknown()),
});

export interface PredictIo {
  readonly stdin: Readable;
  readonly answer: (answer: unknown) => void;
  readonly problem: (message: string) => void;
}

/** How many requests were refused. */
export async function predict(
  model: string | undefined,
  { events, log, ...place }: PredictOptions,
  { stdin, answer, problem }: PredictIo,
): Promise<number> {
  await mustBeReadable(events);
  const home = await openHome({ ...place, ...(model === undefined ? {} : { model }) });
  const ask = await home.answering({ problem, ...(log === undefined ? {} : { log }) });
  const lines = createInterface({
    input: events === '-' ? stdin : createReadStream(events),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let refusals = 0;
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const request = requestIn(line);
    const result = 'refused' in request ? request : await ask(request);
    if ('refused' in result) refusals += 1;
    answer('answer' in result ? result.answer : { refused: result.refused });
  }
  return refusals;
}

function requestIn(line: string): PredictRequest | { readonly refused: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return { refused: `not JSON: ${error.message}` };
    throw error;
  }
  const parsed = requestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return {
    refused: `${issue!.path.join('.') || 'request'}: ${issue!.message}; give {"eventId":"…","time":"…","features":{…}}`,
  };
}
