/** Checkpoints as what they are for: learners that go on, and frozen ones that predict. */
import { stableHash } from '../contracts/canonical';
import type { ModelDeclaration } from '../contracts/declaration';
import type { LearnerDeclaration } from '../contracts/learners/learner';
import { withinLearner } from '../contracts/learners/nested';
import { decodeCheckpoint, encodeCheckpoint, type LineCheckpoint } from '../domain/checkpoint/line-checkpoint';
import { emptyBaseline } from '../domain/drift/baseline';
import { encodingOf } from '../domain/features/encoding';
import type { NeuralFactory } from '../domain/learners/create';
import { createLearner, loadLearner, problemOf } from '../domain/learners/create';
import type { Learner } from '../domain/learners/learner';
import type { Objects } from '../ports/objects';

/** A learner with what its checkpoint says beside the state. */
export interface Trained {
  readonly learner: Learner;
  readonly declaration: LearnerDeclaration;
  readonly about: Omit<LineCheckpoint, 'state'>;
}

/** What the state of a line depends on: another value of any of it makes another line. */
export const configHashOf = (model: ModelDeclaration, learner: LearnerDeclaration): string => {
  const { features, crosses, hashBits, outcome, microBatch, seed } = model;
  return stableHash({ learner, features, crosses, hashBits, outcome, microBatch, seed });
};

export function startTraining(
  model: ModelDeclaration,
  declaration: LearnerDeclaration,
  neural: NeuralFactory | undefined,
): Trained {
  const problem = problemOf(model);
  const encoding = encodingOf(model);
  return {
    learner: createLearner(declaration, problem, factories(neural)),
    declaration,
    about: {
      model: model.name,
      learner: declaration,
      encoding,
      problem,
      configHash: configHashOf(model, declaration),
      examples: 0,
      clockMs: 0,
      baseline: emptyBaseline(encoding),
    },
  };
}

export const checkpointBytes = ({ learner, about }: Trained): Uint8Array =>
  encodeCheckpoint({ ...about, state: learner.save() });

/** @throws ObjectMissing, ObjectDamaged, CheckpointDamaged, CheckpointTooNew: nothing proceeds without its checkpoint */
export async function loadTrained(objects: Objects, name: string, neural: NeuralFactory | undefined): Promise<Trained> {
  return trainedOf(decodeCheckpoint(await objects.get(name)), neural);
}

export function trainedOf({ state, ...about }: LineCheckpoint, neural: NeuralFactory | undefined): Trained {
  return {
    learner: loadLearner(about.learner, about.problem, state, factories(neural)),
    declaration: about.learner,
    about,
  };
}

const factories = (neural: NeuralFactory | undefined) => (neural === undefined ? {} : { neural });

/** Also as a member of an ensemble. */
const hasNetwork = (declaration: LearnerDeclaration): boolean =>
  withinLearner(declaration).some(({ kind }) => kind === 'neural');

/** What computes for this learner, as the lineage names it. */
export const backendOf = (
  declaration: LearnerDeclaration,
  { neural, runtime }: { readonly neural?: NeuralFactory; readonly runtime: string },
): string => `${hasNetwork(declaration) ? neural!.backend : 'js'}, ${runtime}`;
