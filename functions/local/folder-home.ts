/** A model that lives in a state folder: read without the lock, and moved by the same conditional commit as by anybody else. */
import { appendFile } from 'node:fs/promises';
import { readStateFolder } from '../adapters/file/state-folder';
import type { ModelDeclaration } from '../contracts/declaration';
import { Predicting } from '../predict/predict';
import { promoteVersion, rollBack } from '../promote/promote';
import type { AnsweringOptions, Home, HomeOptions, Letters, Place } from './home';
import { chooseModel, declaredModels } from './model-files';
import { receivedIn } from './report';
import { neuralFor, type Runtime, thisRuntime } from './runtime';
import { findStateDir, modelIn } from './state-dir';
import { UsageError } from './usage-error';

export async function openFolder({ state, model: named, modelFile }: HomeOptions): Promise<Home> {
  const stateDir = await findStateDir(state);
  const shared = await readStateFolder(stateDir);
  const kept = await modelIn(shared.heads, stateDir);
  if (kept !== undefined && named !== undefined && named !== kept)
    throw new UsageError(`${stateDir} keeps model ${kept}, not ${named}; name another folder: --state DIR`);
  const runtime = thisRuntime();
  const declaration = async (): Promise<ModelDeclaration> =>
    kept === undefined
      ? chooseModel(await declaredModels(modelFile, runtime.packageDir), named)
      : declarationOf(kept, stateDir, modelFile, runtime);
  const model = kept ?? (await declaration()).name;
  // On one machine time is where the stream stands.
  const moving = { ...runtime, heads: shared.heads, clock: { effectiveMs: (streamMs: number) => streamMs } };
  return {
    at: { state: stateDir },
    place: stateDir,
    model,
    heads: shared.heads,
    objects: shared.objects,
    archive: shared.objects,
    received: async () => receivedIn(await shared.readWaiting(), model),
    declaration,
    promote: async (version, order) => promoteVersion(moving, await declaration(), version, order),
    rollBack: async (to, order) => rollBack(moving, await declaration(), to, order),

    async answering({ log, problem }: AnsweringOptions) {
      const declared = await declaration();
      const neural = await neuralFor([declared]);
      const predicting = new Predicting(
        {
          ...shared,
          ...(neural === undefined ? {} : { neural }),
          ...(log === undefined ? {} : { log: { put: (event: string) => appendFile(log, `${event}\n`) } }),
          monotonicMs: () => performance.now(),
          onProblem: ({ message, cause }) => problem(cause instanceof Error ? `${message}: ${cause.message}` : message),
        },
        declared,
      );
      return (request) => predicting.predict(request);
    },
  };
}

/** All letters of a folder, whatever model they name. */
export const folderLetters = async ({ state }: Place): Promise<Letters> =>
  (await readStateFolder(await findStateDir(state))).deadLetters;

/** @throws UsageError, ModelNotFound, ModelFileUnusable */
async function declarationOf(
  model: string,
  stateDir: string,
  modelFile: string | undefined,
  { packageDir }: Runtime,
): Promise<ModelDeclaration> {
  const models = await declaredModels(modelFile, packageDir);
  if (modelFile === undefined && !models.some(({ name }) => name === model))
    throw new UsageError(`${stateDir} keeps model ${model}, which is not built in; give its file: --model-file FILE`);
  return chooseModel(models, model);
}
