/**
 * Step 6, train: from the learner's untrained beginning through the micro-batches in their order, object by object. A call ends after
 * so many examples, and says whether there are more: a training may take longer than a function may run. Memory: one object, and the
 * line. A call that is tried again begins where the call before it ended, and comes to the same bytes.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import type { RetrainState } from '../contracts/retrain-state';
import type { RetrainDeps } from './deps';
import { left } from './going-on';
import { decodePlan } from './plan';
import { examplesIn } from './sampled';
import { Training } from './training';

/** A quarter of a minute for a small network on WASM; as objects, minutes of reading. A function may run for a quarter of an hour. */
const AT_ONCE = { examples: 200_000, objects: 5_000 };

export async function train(
  deps: RetrainDeps,
  declaration: ModelDeclaration,
  state: RetrainState,
): Promise<RetrainState> {
  const { objects, neural, atOnce = AT_ONCE } = deps;
  const { plan, range, progress, former } = state;
  const evaluatedFrom = left(state.evaluatedFrom, 'evaluatedFrom');
  const learner = declaration.learners.find(({ name }) => name === state.learner)!;
  const pieces = decodePlan(await objects.get(left(plan, 'plan')));
  const training =
    progress === null
      ? Training.begin(declaration, learner, neural)
      : Training.load(declaration, await objects.get(progress), neural);
  let { next } = range;
  for (let examples = 0; next < range.to; next++) {
    if (examples >= atOnce.examples || next - range.next >= atOnce.objects) break;
    const piece = pieces[next]!;
    const columns = await examplesIn(deps, declaration, piece);
    training.learn(columns, piece.first, piece.last, evaluatedFrom);
    examples += columns.count;
  }
  const made = await objects.put(training.save(state.id));
  // Whoever tries this call again asks for `progress`; nobody asks for the one before it.
  if (former !== null) await objects.delete(former);
  return {
    ...state,
    range: { ...range, next },
    progress: made,
    former: progress,
    isTrained: next === range.to,
    evidence: { ...state.evidence, trainedExamples: training.line.about.examples },
  };
}
