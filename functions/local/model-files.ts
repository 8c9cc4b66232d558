/**
 * Models by name: the built-in ones, or those that a model file exports. A model file is a TypeScript or JavaScript module,
 * anywhere on this machine, that imports from 'perennial'.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createJiti } from 'jiti';
import { flights } from '../../infra/models/flights';
import type { ModelDeclaration } from '../contracts/declaration';
import { checkDeclaration, DeclarationError } from '../contracts/model';

export class ModelNotFound extends Error {
  override readonly name = 'ModelNotFound';
}

export const BUILT_IN: readonly ModelDeclaration[] = [flights];

/** @throws ModelNotFound, DeclarationError, or what the file throws */
export async function declaredModels(
  modelFile: string | undefined,
  packageDir: string,
): Promise<readonly ModelDeclaration[]> {
  if (modelFile === undefined) return BUILT_IN;
  const path = resolve(modelFile);
  if (!existsSync(path)) throw new ModelNotFound(`--model-file: there is no file ${path}`);
  const jiti = createJiti(path, { alias: { perennial: join(packageDir, 'dist', 'index.js') }, fsCache: false });
  const exported: unknown = await jiti.import(path);
  const candidates = typeof exported === 'object' && exported !== null ? Object.values(exported) : [];
  const declarations = candidates.filter(looksDeclared).map(checkDeclaration);
  if (declarations.length === 0) {
    throw new DeclarationError(`${path} exports no model; write: export const mine = model('mine', { … })`);
  }
  return [...new Map(declarations.map((declaration) => [declaration.name, declaration])).values()];
}

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
