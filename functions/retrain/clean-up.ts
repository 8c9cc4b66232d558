import type { RetrainState } from '../contracts/retrain-state';
import type { RetrainDeps } from './deps';

/** What one step has left to the next is not asked for again. */
export async function cleanUp({ objects }: RetrainDeps, { plan, progress, former }: RetrainState): Promise<void> {
  for (const name of [plan, progress, former]) if (name !== null) await objects.delete(name);
}
