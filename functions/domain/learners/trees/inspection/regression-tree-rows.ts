/** The rows of a tree for values: as tree-rows.ts has them, a leaf with the mean of its outcomes, their deviation and weight. O(nodes). */
import type { HoeffdingRegressionTreeDeclaration } from '../../../../contracts/learners/regression-trees';
import type { LearnerState, Problem } from '../../learner';
import { loadedCore } from '../regression/hoeffding-regression-tree';
import { LEAF, type RegressionNode } from '../regression/regression-node';
import { NUMERIC } from '../regression/regression-split';
import { MEAN, SQUARES, varianceOf, WEIGHT } from '../regression/target-moments';
import { type Names, nameOf, rowsBelow, shortest, type TreeRow } from './tree-rows';

export const regressionTreeRows = (root: RegressionNode, names: Names): TreeRow[] =>
  rowsBelow(root, (node) => {
    const counts = [node.targets[WEIGHT]!];
    if (node.test === LEAF) return { feature: null, conditions: [], counts, answer: answerOf(node) };
    const feature = nameOf(node.feature, names);
    return { feature, conditions: conditionsOf(node, feature), counts };
  });

/**
 * Of a tree's saved state; alternates, which do not answer yet, are left out.
 * @throws StateRefused
 */
export const savedRegressionTreeRows = (
  declaration: HoeffdingRegressionTreeDeclaration,
  problem: Problem,
  state: LearnerState,
): TreeRow[] => regressionTreeRows(loadedCore(declaration, problem, state).root, problem);

function answerOf({ targets }: RegressionNode): string {
  const weight = targets[WEIGHT]!;
  if (!(weight > 0)) return 'nothing seen';
  const deviation = Math.sqrt(varianceOf(weight, targets[SQUARES]!));
  return `${shortest(targets[MEAN]!)} (deviation ${shortest(deviation)}, weight ${shortest(weight)})`;
}

function conditionsOf({ test, threshold, branchOf, heaviest }: RegressionNode, feature: string): string[] {
  if (test === NUMERIC) return [`${feature} <= ${shortest(threshold)}`, `${feature} > ${shortest(threshold)}`];
  return [0, 1].map((branch) => {
    const slots = [...branchOf!].filter(([, of]) => of === branch).map(([slot]) => slot);
    const listed = `${feature} in ${slots.length === 1 ? 'slot' : 'slots'} ${slots.join(', ')}`;
    return branch === heaviest ? `${listed} or another` : listed;
  });
}
