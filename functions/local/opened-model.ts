/** A model as a command finds it: its declaration, its state folder read without the lock, and this process. */
import type { SharedState } from '../adapters/file/state-folder';
import { readStateFolder } from '../adapters/file/state-folder';
import type { ModelDeclaration } from '../contracts/declaration';
import type { Head } from '../domain/lineage/head';
import { chooseModel, declaredModels } from './model-files';
import { type Runtime, thisRuntime } from './runtime';
import { findStateDir, modelIn } from './state-dir';
import { UsageError } from './usage-error';

export interface StateOptions {
  readonly state?: string;
}

export interface ModelOptions extends StateOptions {
  readonly modelFile?: string;
}

export interface OpenedState {
  readonly stateDir: string;
  readonly state: SharedState;
  readonly model: string;
  readonly head: Head;
}

/** @throws UsageError, NotAStateFolder, StateTooNew, StateDamaged */
export async function openedState({ state: named }: StateOptions): Promise<OpenedState> {
  const stateDir = await findStateDir(named);
  const state = await readStateFolder(stateDir);
  const model = await modelIn(state.heads, stateDir);
  const head = model === undefined ? undefined : await state.heads.load(model);
  if (model === undefined || head === undefined)
    throw new NothingLearned(`${stateDir}: nothing was learned yet; events wait, or none came`);
  return { stateDir, state, model, head };
}

export class NothingLearned extends Error {
  override readonly name = 'NothingLearned';
}

export interface OpenedModel extends OpenedState {
  readonly declaration: ModelDeclaration;
  readonly runtime: Runtime;
}

/** With the declaration, which says how it learns and is promoted: built in, or in the model file. */
export async function openedModel({ modelFile, ...options }: ModelOptions): Promise<OpenedModel> {
  const opened = await openedState(options);
  const runtime = thisRuntime();
  const declaration = await declarationOf(opened.model, opened.stateDir, modelFile, runtime);
  return { ...opened, declaration, runtime };
}

/** @throws UsageError, ModelNotFound, ModelFileUnusable */
export async function declarationOf(
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
