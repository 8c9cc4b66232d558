/**
 * Step 3, resample: which part of the archive is learned from? The latest `learnFromMs` of the model's time, or all. Whole objects, in
 * their order and without a gap: the lineage names them, and a rebuild learns exactly these. The last fifth, at most 400 micro-batches,
 * is what the new line is judged on: each predicted before it is learned.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import type { RetrainState } from '../contracts/retrain-state';
import type { RetrainDeps } from './deps';
import { left } from './going-on';
import { decodePlan } from './plan';

const EVALUATED_SHARE = 0.2;
const MOST_EVALUATED = 400;

export async function resample(
  deps: RetrainDeps,
  { retrain }: ModelDeclaration,
  state: RetrainState,
): Promise<RetrainState> {
  const pieces = decodePlan(await deps.objects.get(left(state.plan, 'plan')));
  const latest = pieces.at(-1)!;
  const learnFromMs = retrain?.learnFromMs ?? Number.POSITIVE_INFINITY;
  const recent = pieces.findIndex(({ clockMs }) => clockMs > latest.clockMs - learnFromMs);
  // With `learnFromMs` 0 no piece is later than the latest: it is learned from alone.
  const from = recent < 0 ? pieces.length - 1 : recent;
  const batches = { first: pieces[from]!.first, last: latest.last };
  const count = batches.last - batches.first + 1;
  const evaluated = Math.min(MOST_EVALUATED, Math.max(1, Math.floor(EVALUATED_SHARE * count)));
  return {
    ...state,
    range: { from, to: pieces.length, next: from },
    batches,
    evaluatedFrom: batches.last + 1 - evaluated,
    evidence: { ...state.evidence, objects: pieces.length - from, microBatches: count },
  };
}
