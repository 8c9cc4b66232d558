/** What this process is, put together once: package folder, code, runtime, TF.js if a model needs it. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeHashOf, runtimeName } from '../adapters/file/code-hash';
import type { ModelDeclaration } from '../contracts/declaration';
import { withinLearner } from '../contracts/learners/nested';
import type { NeuralFactory } from '../domain/learners/create';

export interface Runtime {
  readonly packageDir: string;
  readonly codeHash: string;
  readonly runtime: string;
}

export function thisRuntime(file = __filename): Runtime {
  let packageDir = dirname(file);
  while (!existsSync(join(packageDir, 'package.json'))) packageDir = dirname(packageDir);
  return { packageDir, codeHash: codeHashOf(file), runtime: runtimeName() };
}

/** TF.js takes a second to load: only models that declare a neural learner pay it. */
export async function neuralFor(models: readonly ModelDeclaration[]): Promise<NeuralFactory | undefined> {
  if (!models.some(({ learners }) => learners.flatMap(withinLearner).some(({ kind }) => kind === 'neural')))
    return undefined;
  const { openTfBackend } = await import('../adapters/tfjs/backend');
  const { createNeuralFactory } = await import('../adapters/tfjs/neural-factory');
  return createNeuralFactory(await openTfBackend());
}
