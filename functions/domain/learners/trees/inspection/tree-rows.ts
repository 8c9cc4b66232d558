/**
 * What does a tree ask, and whom has it seen where? One row per node, a node before those below it, branches in their order. O(nodes).
 * Categories are told by their hashed slot: a tree does not know their names.
 */
import type { LearnerDeclaration } from '../../../../contracts/learners/learner';
import type { SavedState } from '../../../state/saved-state';
import type { LearnerState, Problem } from '../../learner';
import { AdaptiveCore } from '../adaptive-core';
import { ExtremelyFastCore } from '../extremely-fast-core';
import { HoeffdingCore } from '../hoeffding-core';
import { extremelyFastSettings, treeSettings, windowSettings } from '../settings';
import { NUMERIC, ONE_CATEGORY } from '../split-suggestion';
import { coreState } from '../tree-learner';
import { LEAF, type TreeNode } from '../tree-node';
import { WindowCore } from '../window-core';

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
  /** Weight per class: all that a leaf has seen, and what a split node had seen when it split. Of a tree for values one weight. */
  readonly counts: readonly number[];
  /** Of a leaf of a tree for values: what it has seen, in words. */
  readonly answer?: string;
}

/** What a node says of itself. */
export interface NodeParts extends Pick<TreeRow, 'feature' | 'counts' | 'answer'> {
  /** By branch. */
  readonly conditions: readonly string[];
}

export type Names = Pick<Problem, 'numericNames' | 'categoricalNames'>;

export const treeRows = (root: TreeNode, names: Names): TreeRow[] =>
  rowsBelow(root, (node) => {
    const feature = node.test === LEAF ? null : nameOf(node.feature, names);
    return { feature, conditions: feature === null ? [] : conditionsOf(node, feature), counts: [...node.counts] };
  });

/** Of a tree of any nodes. */
export function rowsBelow<N extends { readonly branches: readonly N[] }>(
  root: N,
  partsOf: (node: N) => NodeParts,
): TreeRow[] {
  const rows: TreeRow[] = [];
  const visit = (node: N, parent: number | null, depth: number, condition: string): void => {
    const id = rows.length;
    const { conditions, ...parts } = partsOf(node);
    rows.push({ id, parent, depth, condition, ...parts });
    for (const [at, branch] of node.branches.entries()) visit(branch, id, depth + 1, conditions[at]!);
  };
  visit(root, null, 0, '');
  return rows;
}

/** A classification tree, as it is declared. */
export type TreeDeclaration = Extract<
  LearnerDeclaration,
  { kind: 'hoeffdingTree' | 'hoeffdingAdaptiveTree' | 'extremelyFastDecisionTree' | 'hoeffdingWindowTree' }
>;

/**
 * Of a tree's saved state; alternates, which do not answer yet, are left out.
 * @throws StateRefused
 */
export const savedTreeRows = (declaration: TreeDeclaration, problem: Problem, state: LearnerState): TreeRow[] =>
  treeRows(rootOf(declaration, problem, coreState(state, declaration.kind)), problem);

function rootOf(declaration: TreeDeclaration, problem: Problem, state: SavedState): TreeNode {
  switch (declaration.kind) {
    case 'hoeffdingTree':
      return HoeffdingCore.load(treeSettings(declaration, problem), state).root;
    case 'hoeffdingAdaptiveTree':
      return AdaptiveCore.load(treeSettings(declaration, problem), state).root;
    case 'extremelyFastDecisionTree':
      return ExtremelyFastCore.load(extremelyFastSettings(declaration, problem), state).root;
    case 'hoeffdingWindowTree':
      return WindowCore.load(windowSettings(declaration, problem), state).root;
  }
}

export const nameOf = (feature: number, { numericNames, categoricalNames }: Names): string =>
  numericNames[feature] ?? categoricalNames[feature - numericNames.length]!;

function conditionsOf({ test, threshold, branchOf }: TreeNode, feature: string): string[] {
  if (test === NUMERIC) return [`${feature} <= ${shortest(threshold)}`, `${feature} > ${shortest(threshold)}`];
  if (test === ONE_CATEGORY) return [`${feature} in slot ${threshold}`, `${feature} in another slot`];
  const slots = [...branchOf!].sort(([, a], [, b]) => a - b);
  return slots.map(([slot]) => `${feature} in slot ${slot}`);
}

/** At most six digits. */
export const shortest = (value: number): string => String(Number(value.toPrecision(6)));
