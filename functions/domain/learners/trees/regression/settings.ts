/** What a regression tree is told: the options of its declaration, and the shape of its examples. */
import type { HoeffdingRegressionTreeDeclaration } from '../../../../contracts/learners/regression-trees';
import type { Problem } from '../../learner';

export interface RegressionTreeSettings extends Omit<HoeffdingRegressionTreeDeclaration, 'kind' | 'name' | 'untilMs'> {
  readonly numericCount: number;
  readonly categoricalCount: number;
}

/** @throws Error for classes */
export function regressionTreeSettings(
  { kind, name, untilMs, ...options }: HoeffdingRegressionTreeDeclaration,
  { task, numericCount, categoricalCount }: Problem,
): RegressionTreeSettings {
  if (task !== 'regression') {
    throw new Error(`learners: ${name} is a ${kind}, and the outcome is ${task}; declare hoeffdingTree()`);
  }
  return { ...options, numericCount, categoricalCount };
}
