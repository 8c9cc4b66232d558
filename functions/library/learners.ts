/** `perennial/learners`: any declared learner but the neural one, used directly; by the example, or by the batch. */
export { DeclarationError } from '../contracts/declaration-error';
export type { FeatureBatch, LabelledBatch } from '../domain/features/batch';
export { type DenseExamples, denseBatch } from '../domain/features/dense-batch';
export type { ServedFeatures } from '../domain/features/served-value';
export { createLearner, loadLearner, problemOf } from '../domain/learners/create';
export type { Learner, LearnerState, Problem } from '../domain/learners/learner';
export { type Circumstances, OnlineModel, type OnlineModelOptions } from '../domain/learners/online-model';
export { describeTree } from '../domain/learners/trees/inspection/describe-tree';
export { savedRegressionTreeRows } from '../domain/learners/trees/inspection/regression-tree-rows';
export { treePicture } from '../domain/learners/trees/inspection/tree-picture';
export { savedTreeRows, type TreeDeclaration, type TreeRow } from '../domain/learners/trees/inspection/tree-rows';
export { Random } from '../domain/numeric/random';
export { ExampleRows, type RowShape } from '../domain/replay/example-rows';
export { type BufferShape, ReplayBuffer } from '../domain/replay/replay-buffer';
export { Reservoir } from '../domain/replay/reservoir';
export type { Json, SavedState, StateArray } from '../domain/state/saved-state';
