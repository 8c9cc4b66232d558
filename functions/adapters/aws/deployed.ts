/** What a function finds where it was deployed: its settings, the models it serves, and which code it is. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ModelDeclaration } from '../../contracts/declaration';
import { ENVIRONMENT, type EnvironmentName, MODELS_FILE } from '../../contracts/environment';
import { checkDeclaration } from '../../contracts/model';
import { codeHashOf, runtimeName } from '../file/code-hash';

/** @throws when infra did not set it: then the function was not deployed by the constructs */
export function setting(name: EnvironmentName): string {
  const variable = ENVIRONMENT[name];
  const value = process.env[variable];
  if (value === undefined || value === '')
    throw new Error(`${variable} is not set; deploy this function with LearningPlatform or ContinualModel`);
  return value;
}

/** Beside the bundle. @throws DeclarationError */
export function deployedModels(folder = dirname(__filename)): readonly ModelDeclaration[] {
  const declared: unknown = JSON.parse(readFileSync(join(folder, MODELS_FILE), 'utf8'));
  if (!Array.isArray(declared)) throw new Error(`${MODELS_FILE} holds no list of models; deploy again`);
  return declared.map(checkDeclaration);
}

/** Of a function that serves one model. */
export function deployedModel(folder?: string): ModelDeclaration {
  const models = deployedModels(folder);
  const [model] = models;
  if (model === undefined || models.length > 1)
    throw new Error(`${MODELS_FILE} holds ${models.length} models where one belongs; deploy again`);
  return model;
}

/** For the lineage: which code computed, and on what. */
export const deployedCode = (file = __filename): { readonly codeHash: string; readonly runtime: string } => ({
  codeHash: codeHashOf(file),
  runtime: runtimeName(),
});
