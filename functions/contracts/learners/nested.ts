/** The learners that a declared learner is made of, itself first, at any depth. */
import type { LearnerDeclaration } from './learner';

export function withinLearner(declaration: LearnerDeclaration): LearnerDeclaration[] {
  return [declaration, ...membersOf(declaration).flatMap(withinLearner)];
}

/** Directly below it. */
export function membersOf(declaration: LearnerDeclaration): readonly LearnerDeclaration[] {
  if ('of' in declaration) return declaration.of;
  return 'base' in declaration ? [declaration.base] : [];
}
