/**
 * Step 7, evaluate: is the new line worth a place in the contest? On the last part of its data it must have predicted better than a prior
 * that learned beside it. The champion's loss on the same examples is written down and decides nothing: it was learning from many of
 * them, and the new line from none before it predicted them. What decides between the two is the contest. O(examples evaluated).
 */
import type { ModelDeclaration } from '../contracts/declaration';
import type { RetrainState } from '../contracts/retrain-state';
import { createScores } from '../domain/evaluation/create-scores';
import { lossOf } from '../domain/evaluation/loss';
import { problemOf } from '../domain/learners/create';
import type { Head } from '../domain/lineage/head';
import { loadTrained } from '../learn/checkpoints';
import { cut, Encoders } from '../learn/micro-batch';
import type { RetrainDeps } from './deps';
import { left, NotTrainable } from './going-on';
import { decodePlan } from './plan';
import { examplesIn } from './sampled';
import { Training } from './training';

export async function evaluate(
  deps: RetrainDeps,
  declaration: ModelDeclaration,
  state: RetrainState,
): Promise<RetrainState> {
  const { metric } = declaration.promote;
  const bytes = await deps.objects.get(left(state.progress, 'progress'));
  const { line, prior } = Training.load(declaration, bytes, deps.neural).evaluated;
  const loss = lossOf(line.report(), metric);
  const priorLoss = lossOf(prior.report(), metric);
  const examples = line.report().examples!;
  if (!(loss !== null && priorLoss !== null && loss < priorLoss)) {
    throw new NotTrainable(
      `no better than the prior: ${metric} ${loss?.toPrecision(4)} against ${priorLoss?.toPrecision(4)} on the last ${examples} examples`,
    );
  }
  return {
    ...state,
    evidence: {
      ...state.evidence,
      metric,
      evaluatedExamples: examples,
      loss,
      priorLoss,
      ...(await championOn(deps, declaration, state)),
    },
  };
}

async function championOn(
  deps: RetrainDeps,
  declaration: ModelDeclaration,
  { plan, range, evaluatedFrom }: RetrainState,
): Promise<RetrainState['evidence']> {
  // It was there when the request was admitted.
  const head: Head = (await deps.heads.load(declaration.name))!;
  const { version, checkpoint, sealedAtMs } = head.reigns.at(-1)!;
  const { learner, about } = await loadTrained(deps.objects, checkpoint, deps.neural);
  const { task, outputs } = problemOf(declaration);
  const encoders = new Encoders(declaration);
  const encoding = encoders.register(about.encoding);
  const scores = createScores(task, outputs);
  let learnedBefore = 0;
  for (const piece of decodePlan(await deps.objects.get(left(plan, 'plan'))).slice(range.from, range.to)) {
    if (piece.last < evaluatedFrom!) continue;
    let batchNumber = piece.first;
    for (const batch of cut(encoders, await examplesIn(deps, declaration, piece), declaration.microBatch)) {
      if (batchNumber++ < evaluatedFrom!) continue;
      const { label, weight, completedAtMs, count } = batch.columns;
      const predictions = new Float64Array(count * outputs);
      learner.predict(batch.as(encoding), predictions);
      scores.add(predictions, label, weight, count);
      for (const knownMs of completedAtMs) if (knownMs <= sealedAtMs) learnedBefore += 1;
    }
  }
  return {
    champion: version,
    championLoss: lossOf(scores.report(), declaration.promote.metric),
    championHadLearned: learnedBefore,
  };
}
