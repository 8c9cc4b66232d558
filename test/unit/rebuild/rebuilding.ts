/** A model whose lines are rebuilt, and what a rebuild needs. */
import type { ModelDeclaration } from '../../../functions/contracts/declaration';
import { logistic } from '../../../functions/contracts/model';
import type { NeuralFactory } from '../../../functions/domain/learners/create';
import type { RebuildDeps, Rebuilt } from '../../../functions/rebuild/rebuild';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  learnBlocks,
  learnDeps,
  memoryStores,
  STARTS_AT_MS,
  type Stores,
} from '../../support/learning';

const until = new Date(STARTS_AT_MS + 3 * 3_600_000).toISOString();
export const declaration = binaryModel({
  learners: [
    logistic({ l2: 0.001 }),
    logistic({ name: 'ftrl', optimizer: 'ftrl', l1: 0.01 }),
    logistic({ name: 'control', until }),
  ],
});
export const completed = completedExamples(declaration, 640);

export async function learned(
  model: ModelDeclaration,
  blockSize: number,
  neuralFactory?: NeuralFactory,
): Promise<Stores> {
  const stores = memoryStores();
  await learnBlocks(stores, model, blocksOf(model, completedExamples(model, 640), blockSize), neuralFactory);
  return stores;
}

export const rebuildDeps = ({ heads, objects }: Stores, neuralFactory?: NeuralFactory): RebuildDeps => ({
  heads,
  archive: objects,
  codeHash: learnDeps({ heads, objects }).codeHash,
  runtime: learnDeps({ heads, objects }).runtime,
  ...(neuralFactory === undefined ? {} : { neural: neuralFactory }),
});

export function rebuiltOr(result: Rebuilt): Rebuilt & { kind: 'rebuilt' } {
  if (result.kind === 'refused') throw new Error(result.reason);
  return result;
}
