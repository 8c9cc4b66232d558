/**
 * Answers requests with the champion, one JSON line for one: `{"eventId":"a1","time":"…","features":{…}}`. Follows a promotion or
 * a rollback while it runs. What it answered can be logged as prediction events, to be joined with their outcomes.
 */
import { createReadStream } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { readStateFolder } from '../../adapters/file/state-folder';
import { Predicting, type PredictRequest } from '../../predict/predict';
import { mustBeReadable } from '../events-option';
import { chooseModel, declaredModels } from '../model-files';
import { declarationOf, type ModelOptions } from '../opened-model';
import { neuralFor, thisRuntime } from '../runtime';
import { findStateDir, modelIn } from '../state-dir';
import { UsageError } from '../usage-error';

export interface PredictOptions extends ModelOptions {
  /** A file, or '-' for standard input. */
  readonly events: string;
  /** Prediction events are appended to this file. */
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
  { state, modelFile, events, log }: PredictOptions,
  { stdin, answer, problem }: PredictIo,
): Promise<number> {
  await mustBeReadable(events);
  const stateDir = await findStateDir(state);
  const shared = await readStateFolder(stateDir);
  const kept = await modelIn(shared.heads, stateDir);
  if (kept !== undefined && model !== undefined && model !== kept)
    throw new UsageError(`${stateDir} keeps model ${kept}, not ${model}; name another folder: --state DIR`);
  const runtime = thisRuntime();
  const declaration =
    kept === undefined
      ? chooseModel(await declaredModels(modelFile, runtime.packageDir), model)
      : await declarationOf(kept, stateDir, modelFile, runtime);
  const neural = await neuralFor([declaration]);
  const predicting = new Predicting(
    {
      ...shared,
      ...(neural === undefined ? {} : { neural }),
      ...(log === undefined ? {} : { log: { put: (event: string) => appendFile(log, `${event}\n`) } }),
      monotonicMs: () => performance.now(),
      onProblem: ({ message, cause }) => problem(cause instanceof Error ? `${message}: ${cause.message}` : message),
    },
    declaration,
  );
  const lines = createInterface({
    input: events === '-' ? stdin : createReadStream(events),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let refusals = 0;
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const request = requestIn(line);
    const result = 'refused' in request ? request : await predicting.predict(request);
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
