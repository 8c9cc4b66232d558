/** A retrain that ends without a line: said in the ledger, with what was found until then, and nothing is left behind. */
import type { ModelDeclaration } from '../contracts/declaration';
import type { RetrainState } from '../contracts/retrain-state';
import { cleanUp } from './clean-up';
import type { RetrainDeps } from './deps';
import { moveHead } from './move-head';
import { recordOf, retrainEntry, withRecord } from './record';

/** What a failed step threw can be pages long. */
const LONGEST_REASON = 1_000;

/** A request that has ended before is left as it is: the answer to this step's first try was lost, or that of the deployment. */
export async function failRetrain(
  deps: RetrainDeps,
  { name }: ModelDeclaration,
  state: RetrainState,
  reason: string,
): Promise<RetrainState> {
  await moveHead(deps.heads, name, async (head) => {
    if (recordOf(head, state.id)?.state !== 'started') return null;
    const timeMs = deps.clock.effectiveMs(head.clockMs);
    const champion = head.reigns.at(-1)!.version;
    return {
      head: withRecord(head, state.id, { state: 'failed' }),
      ledger: [retrainEntry('retrain-failed', state, reason.slice(0, LONGEST_REASON), champion, timeMs)],
    };
  });
  await cleanUp(deps, state);
  return { ...state, verdict: 'refused', reason, plan: null, progress: null, former: null };
}
