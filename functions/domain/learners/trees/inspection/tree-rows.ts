/**
 * What does a tree ask, and whom has it seen where? One row per node, a node before those below it, branches in their order. O(nodes).
 * Categories are told by their hashed slot: a tree does not know their names.
 */
import type { HoeffdingTreeDeclaration } from '../../../../contracts/learners/trees';
import { nestedState } from '../../../state/nested-state';
import type { LearnerState, Problem } from '../../learner';
import { HoeffdingCore } from '../hoeffding-core';
import { treeSettings } from '../settings';
import { NUMERIC, ONE_CATEGORY } from '../split-suggestion';
import { LEAF, type TreeNode } from '../tree-node';

export interface TreeRow {
  /** The row's place, from 0. */
  readonly id: number;
  /** The id of the node above; null at the root. */
  readonly parent: number | null;
  readonly depth: number;
  /** What led here from the node above, such as `price <= 0.5`; empty at the root. */
  readonly condition: string;
  /** The feature that the node asks for; null: a leaf. */
  readonly feature: string | null;
  /** Weight per class: all that a leaf has seen, and what a split node had seen when it split. */
  readonly counts: readonly number[];
}

type Names = Pick<Problem, 'numericNames' | 'categoricalNames'>;

export function treeRows(root: TreeNode, names: Names): TreeRow[] {
  const rows: TreeRow[] = [];
  const visit = (node: TreeNode, parent: number | null, depth: number, condition: string): void => {
    const id = rows.length;
    const feature = node.test === LEAF ? null : nameOf(node.feature, names);
    rows.push({ id, parent, depth, condition, feature, counts: [...node.counts] });
    if (feature === null) return;
    const conditions = conditionsOf(node, feature);
    for (const [at, branch] of node.branches.entries()) visit(branch, id, depth + 1, conditions[at]!);
  };
  visit(root, null, 0, '');
  return rows;
}

/**
 * Of a Hoeffding tree's saved state.
 * @throws StateRefused
 */
export const hoeffdingTreeRows = (
  declaration: HoeffdingTreeDeclaration,
  problem: Problem,
  state: LearnerState,
): TreeRow[] =>
  treeRows(HoeffdingCore.load(treeSettings(declaration, problem), nestedState(state, 'tree')).root, problem);

const nameOf = (feature: number, { numericNames, categoricalNames }: Names): string =>
  numericNames[feature] ?? categoricalNames[feature - numericNames.length]!;

function conditionsOf({ test, threshold, branchOf }: TreeNode, feature: string): string[] {
  if (test === NUMERIC) return [`${feature} <= ${shortest(threshold)}`, `${feature} > ${shortest(threshold)}`];
  if (test === ONE_CATEGORY) return [`${feature} in slot ${threshold}`, `${feature} in another slot`];
  const slots = [...branchOf!].sort(([, a], [, b]) => a - b);
  return slots.map(([slot]) => `${feature} in slot ${slot}`);
}

/** At most six digits. */
const shortest = (value: number): string => String(Number(value.toPrecision(6)));
