/**
 * Where do half-space trees cut? Each tree takes a random point of the unit cube and, per feature, the range around it that twice
 * covers the cube; then every node halves the range of a random feature, down to `height` (Tan, Ting and Liu 2011, section 3). Cuts do
 * not depend on data, so that the seed is all that has to be stored of them. O(trees x 2^height).
 *
 * Nodes lie by tree, within it as in a heap: the children of node n are 2n + 1, below the cut, and 2n + 2. Leaves have no cut.
 */
import { Random } from '../../numeric/random';

export interface HalfSpaces {
  readonly nodesPerTree: number;
  readonly feature: Int32Array;
  readonly cut: Float64Array;
}

export function halfSpaces(seed: number, trees: number, height: number, features: number): HalfSpaces {
  const chance = Random.seeded(seed);
  const nodesPerTree = 2 ** (height + 1) - 1;
  const inner = 2 ** height - 1;
  const feature = new Int32Array(trees * nodesPerTree);
  const cut = new Float64Array(trees * nodesPerTree);
  const low = new Float64Array(features);
  const high = new Float64Array(features);

  const halve = (first: number, node: number): void => {
    if (node >= inner) return;
    const chosen = chance.below(features);
    const [from, to] = [low[chosen]!, high[chosen]!];
    const middle = (from + to) / 2;
    feature[first + node] = chosen;
    cut[first + node] = middle;
    high[chosen] = middle;
    halve(first, 2 * node + 1);
    high[chosen] = to;
    low[chosen] = middle;
    halve(first, 2 * node + 2);
    low[chosen] = from;
  };

  for (let tree = 0; tree < trees; tree++) {
    for (let at = 0; at < features; at++) {
      const point = chance.uniform();
      const reach = 2 * Math.max(point, 1 - point);
      low[at] = point - reach;
      high[at] = point + reach;
    }
    halve(tree * nodesPerTree, 0);
  }
  return { nodesPerTree, feature, cut };
}
