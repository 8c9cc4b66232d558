/**
 * Learners beside each other on the same examples, each asked at the moment of each prediction with the labels known by then.
 * What a learner costs is its own time, predicting and learning, and the bytes of its state at the end.
 */
import { performance } from 'node:perf_hooks';
import type { ComparedLearner, CurvePoint } from '../../console/comparison';
import type { ModelDeclaration } from '../../contracts/declaration';
import type { LearnerDeclaration } from '../../contracts/learners/learner';
import { encodeContainer } from '../../domain/checkpoint/container';
import { createScores } from '../../domain/evaluation/create-scores';
import { type Prequential, prequential, timelineOf } from '../../domain/evaluation/prequential';
import type { ExampleColumns } from '../../domain/examples/columns';
import { createEncoder } from '../../domain/features/encoder';
import { createLearner, type LearnerFactories, problemOf } from '../../domain/learners/create';
import type { Learner, Problem } from '../../domain/learners/learner';

/** Points of a curve. */
const STRETCHES = 60;

export function compareLearners(
  declaration: ModelDeclaration,
  columns: ExampleColumns,
  factories: LearnerFactories,
  onLearner: (name: string) => void,
): ComparedLearner[] {
  const problem = problemOf(declaration);
  const examples = createEncoder(declaration).encode(columns, 0, columns.count);
  const timeline = timelineOf({ examples, predictedAtMs: columns.predictedAtMs });
  return declaration.learners.map((declared) => {
    onLearner(declared.name);
    const learner = createLearner(declared, problem, factories);
    const began = performance.now();
    const asked = prequential(learner, timeline, problem.outputs);
    const ms = performance.now() - began;
    return {
      name: declared.name,
      kind: declared.kind,
      ...scored(problem, asked),
      microsecondsPerExample: columns.count === 0 ? 0 : (1000 * ms) / columns.count,
      stateBytes: bytesOf(learner),
    };
  });
}

function scored(problem: Problem, { examples, predictions }: Prequential): Pick<ComparedLearner, 'scores' | 'curve'> {
  const { label, weight, count } = examples;
  const all = createScores(problem.task, problem.outputs);
  const curve: CurvePoint[] = [];
  const size = Math.max(1, Math.ceil(count / STRETCHES));
  for (let from = 0; from < count; from += size) {
    const length = Math.min(size, count - from);
    const stretch = createScores(problem.task, problem.outputs);
    stretch.add(predictions, label, weight, length, null, from);
    all.absorb(stretch);
    curve.push({ examples: from + length, scores: stretch.report() });
  }
  return { scores: all.report(), curve };
}

function bytesOf(learner: Learner): number {
  const { kind, format, scalars, arrays } = learner.save();
  return encodeContainer({ header: { kind, format, scalars }, arrays }).length;
}

/** What is declared, with these learners in place of its own; the baselines stay. */
export const withLearners = (
  declaration: ModelDeclaration,
  learners: readonly LearnerDeclaration[],
): ModelDeclaration => ({
  ...declaration,
  learners: [
    ...learners,
    ...declaration.learners.filter(
      ({ kind, name }) =>
        (kind === 'prior' || kind === 'lastOutcome') && !learners.some((learner) => learner.name === name),
    ),
  ],
});
