/**
 * Step 2, fetch: which learned examples are still there? The archive up to the last micro-batch that the model has learned, as far back
 * as it is unbroken: objects whose time is over are gone, oldest first. O(lineage), and log(objects) reads.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import type { RetrainState } from '../contracts/retrain-state';
import { ObjectMissing } from '../ports/objects';
import type { RetrainDeps } from './deps';
import { NotTrainable } from './going-on';
import { archivedIn, encodePlan, type Piece } from './plan';

export async function fetchArchive(
  deps: RetrainDeps,
  { name }: ModelDeclaration,
  state: RetrainState,
): Promise<RetrainState> {
  const head = await deps.heads.load(name);
  const { pieces, breaksOff } = archivedIn(await deps.heads.lineage(name), 1, head?.learned.batches ?? 0);
  if (pieces.length === 0) throw new NotTrainable(breaksOff ?? 'no micro-batch was learned yet');
  const held = await stillHeld(deps.archive, pieces);
  const [oldest] = held;
  if (oldest === undefined)
    throw new NotTrainable(`data not retained: archived examples ${pieces.at(-1)!.name.slice(0, 12)} are gone`);
  return {
    ...state,
    plan: await deps.objects.put(encodePlan(state.id, held)),
    range: { from: 0, to: held.length, next: 0 },
    batches: { first: oldest.first, last: held.at(-1)!.last },
    evidence: {
      ...state.evidence,
      archivedObjects: held.length,
      archivedFromBatch: oldest.first,
      archivedToBatch: held.at(-1)!.last,
    },
  };
}

/** Without those before the first that is there, found by halving. */
async function stillHeld(archive: RetrainDeps['archive'], pieces: readonly Piece[]): Promise<readonly Piece[]> {
  const isThere = async (at: number): Promise<boolean> => {
    try {
      await archive.get(pieces[at]!.name);
      return true;
    } catch (error) {
      if (error instanceof ObjectMissing) return false;
      throw error;
    }
  };
  let gone = -1;
  let there = pieces.length;
  while (there - gone > 1) {
    const middle = gone + 1 === 0 ? 0 : Math.floor((gone + there) / 2);
    if (await isThere(middle)) there = middle;
    else gone = middle;
  }
  return pieces.slice(there);
}
