import { extremelyFastDecisionTree } from '../../../../../../functions/contracts/learners/extremely-fast-tree';
import { hoeffdingAdaptiveTree, hoeffdingTree } from '../../../../../../functions/contracts/learners/trees';
import { hoeffdingWindowTree } from '../../../../../../functions/contracts/learners/window-tree';
import { createLearner } from '../../../../../../functions/domain/learners/create';
import { describeTree } from '../../../../../../functions/domain/learners/trees/inspection/describe-tree';
import { treePicture } from '../../../../../../functions/domain/learners/trees/inspection/tree-picture';
import {
  savedTreeRows,
  type TreeDeclaration,
  treeRows,
} from '../../../../../../functions/domain/learners/trees/inspection/tree-rows';
import {
  ALL_CATEGORIES,
  NUMERIC,
  ONE_CATEGORY,
} from '../../../../../../functions/domain/learners/trees/split-suggestion';
import { TreeNode } from '../../../../../../functions/domain/learners/trees/tree-node';
import { batchOf, examplesOf, problemFor } from '../../../../../contracts/learner-batches';

const leaf = (...counts: number[]): TreeNode => new TreeNode(Float64Array.from(counts));
const names = { numericNames: ['price'], categoricalNames: ['day', 'shop'] };
const classes = ['DOWN', 'UP'];

/** price at 0.5; above it the day, of which two categories were seen; on one of them one shop against all others. */
function tree(): TreeNode {
  const [root, above, onDay] = [leaf(6, 4), leaf(1, 3), leaf(1, 1)];
  const shared = { merit: 1, post: new Float64Array(0) };
  onDay.split({ test: ONE_CATEGORY, feature: 2, threshold: 9, slots: [], ...shared }, [leaf(2, 0), leaf(0, 0)]);
  above.split({ test: ALL_CATEGORIES, feature: 1, threshold: 0, slots: [7, 3], ...shared }, [onDay, leaf(0, 2.125)]);
  root.split({ test: NUMERIC, feature: 0, threshold: 0.5000000001, slots: [], ...shared }, [leaf(5, 1), above]);
  return root;
}

it('a row per node, a node before those below it, each with what led there', () => {
  const rows = treeRows(tree(), names);
  expect(rows.map(({ id, parent, depth, condition, feature }) => [id, parent, depth, condition, feature])).toEqual([
    [0, null, 0, '', 'price'],
    [1, 0, 1, 'price <= 0.5', null],
    [2, 0, 1, 'price > 0.5', 'day'],
    [3, 2, 2, 'day in slot 7', 'shop'],
    [4, 3, 3, 'shop in slot 9', null],
    [5, 3, 3, 'shop in another slot', null],
    [6, 2, 2, 'day in slot 3', null],
  ]);
  expect(rows.map(({ counts }) => counts)).toEqual([
    [6, 4],
    [5, 1],
    [1, 3],
    [1, 1],
    [2, 0],
    [0, 0],
    [0, 2.125],
  ]);
});

it('as text, leaves with what they would tell', () => {
  expect(describeTree(treeRows(tree(), names), classes)).toBe(
    [
      '7 nodes, 4 leaves, depth 3',
      'price <= 0.5: DOWN (DOWN 5, UP 1)',
      'price > 0.5',
      '  day in slot 7',
      '    shop in slot 9: DOWN (DOWN 2, UP 0)',
      '    shop in another slot: nothing seen',
      '  day in slot 3: UP (DOWN 0, UP 2.13)',
    ].join('\n'),
  );
});

it('a tree that has not split is its one leaf', () => {
  expect(describeTree(treeRows(leaf(1, 2), names), classes)).toBe('1 node, 1 leaf, depth 0\nUP (DOWN 1, UP 2)');
});

it('as a picture, leaves on lines of their own and a node in the middle of its branches', () => {
  const svg = treePicture(treeRows(tree(), names), classes);
  const places = [...svg.matchAll(/<circle cx="(\d+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
  // Leaves at 23, 45, 67, 89; the shop at (45 + 67) / 2, the day at (56 + 89) / 2, the root at (23 + 72.5) / 2.
  expect(places).toEqual([
    [12, 47.75],
    [192, 23],
    [192, 72.5],
    [372, 56],
    [552, 45],
    [552, 67],
    [372, 89],
  ]);
});

it('names in a picture are text, whatever they hold', () => {
  const svg = treePicture(treeRows(leaf(1, 2), names), ['<DOWN> & "so"', 'UP']);
  expect(svg).toContain('UP (&lt;DOWN&gt; &amp; &quot;so&quot; 1, UP 2)');
});

const options = { gracePeriod: 20, splitConfidence: 0.1 };

it.each<TreeDeclaration>([
  hoeffdingTree(options),
  hoeffdingAdaptiveTree(options),
  extremelyFastDecisionTree(options),
  hoeffdingWindowTree({ ...options, window: 200 }),
])('of a saved $kind: every node one below its parent, which comes first', (declaration) => {
  const problem = problemFor('binary');
  const learner = createLearner(declaration, problem);
  learner.learn(batchOf(problem, examplesOf(problem, 500, 5)));
  const rows = savedTreeRows(declaration, problem, learner.save());
  expect(rows.length).toBeGreaterThan(2);
  for (const { id, parent, depth } of rows.slice(1)) {
    expect(parent!).toBeLessThan(id);
    expect(depth).toBe(rows[parent!]!.depth + 1);
  }
  expect(rows.some(({ feature }) => feature === 'n0' || feature === 'c0')).toBe(true);
});
