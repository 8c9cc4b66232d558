/**
 * Models by name: the built-in ones, or those that a model file exports. A model file is a TypeScript or JavaScript module,
 * anywhere on this machine, that imports from 'perennial'.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createJiti } from 'jiti';
import { flights } from '../../infra/models/flights';
import type { ModelDeclaration } from '../contracts/declaration';
import { checkDeclaration } from '../contracts/model';

export class ModelNotFound extends Error {
  override readonly name = 'ModelNotFound';
}

/** The model file cannot be loaded, or what it declares is wrong. */
export class ModelFileUnusable extends Error {
  override readonly name = 'ModelFileUnusable';
}

export const BUILT_IN: readonly ModelDeclaration[] = [flights];

/** @throws ModelNotFound, ModelFileUnusable */
export async function declaredModels(
  modelFile: string | undefined,
  packageDir: string,
): Promise<readonly ModelDeclaration[]> {
  if (modelFile === undefined) return BUILT_IN;
  const path = resolve(modelFile);
  if (!existsSync(path)) throw new ModelNotFound(`--model-file: there is no file ${path}`);
  const declarations = await declaredIn(path, join(packageDir, 'dist', 'index.js'));
  if (declarations.length === 0) {
    throw new ModelFileUnusable(`${path} exports no model; write: export const mine = model('mine', { … })`);
  }
  return [...new Map(declarations.map((declaration) => [declaration.name, declaration])).values()];
}

/** The file runs with a `perennial` of its own, whose errors are of other classes than ours: hence one error for all of them. */
async function declaredIn(path: string, perennial: string): Promise<ModelDeclaration[]> {
  try {
    const exported: unknown = await createJiti(path, { alias: { perennial }, fsCache: false }).import(path);
    const candidates = typeof exported === 'object' && exported !== null ? Object.values(exported) : [];
    return candidates.filter(looksDeclared).map(checkDeclaration);
  } catch (cause) {
    throw new ModelFileUnusable(`${path}: ${messageOf(cause)}`, { cause });
  }
}

const messageOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : String(cause);

const looksDeclared = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'format' in value && 'learners' in value;

/** The model asked for, or the only one. @throws ModelNotFound */
export function chooseModel(models: readonly ModelDeclaration[], name: string | undefined): ModelDeclaration {
  const names = models.map((model) => model.name).join(', ');
  if (name === undefined) {
    if (models.length === 1) return models[0]!;
    throw new ModelNotFound(`which model? Name one of ${names}`);
  }
  const found = models.find((model) => model.name === name);
  if (found === undefined) throw new ModelNotFound(`there is no model ${name}; declared are ${names}`);
  return found;
}
