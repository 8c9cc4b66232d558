/**
 * Keeps a tree within its bytes: when it has outgrown them, the leaves with the least to gain stop observing their features, and start
 * again when there is room (Domingos and Hulten 2000). What a leaf may gain, its node says. Where split nodes alone take more, as they may in
 * trees whose split nodes go on observing, those that take most stop for good, and keep their split.
 * Sizes are estimates, measured every so many examples in O(nodes); in between, the numbers of leaves stand for them.
 * Enforcing is O(leaves log leaves), and O(1) after a split while there is room for certain.
 */
import type { TreeSettings } from './settings';
import type { TreeNode } from './tree-node';

export interface BoundedNode<N> {
  /** None: a leaf. */
  readonly branches: readonly N[];
  /** A tree that grows beside this node; its leaves count among those of the tree. */
  readonly alternate?: N | null;
  /** null: a leaf that does not observe its features, or a split node that has none. */
  statistics: { bytes(): number } | null;
  /** Without its statistics. */
  ownBytes(): number;
  /** What a leaf may gain by a split; it is compared with those of the other leaves. */
  promise(): number;
}

/** What lets a leaf observe its features. */
interface Growth<N> {
  activate(leaf: N): void;
}

export class MemoryBound<N extends BoundedNode<N> = TreeNode> {
  /** Examples until the next measurement, and the bytes of a leaf and of all split nodes as last measured. */
  private readonly numbers: Float64Array;
  /** So many more leaves are within the bytes for certain, and no leaf sleeps; 0: not known. */
  private spare = 0;

  constructor(private readonly settings: Pick<TreeSettings, 'maxBytes' | 'memoryPeriod'>) {
    this.numbers = Float64Array.of(settings.memoryPeriod, 0, 0, 0);
  }

  /** Whether it is time to measure. */
  countExample(): boolean {
    const left = this.numbers[0]! - 1;
    this.numbers[0] = left > 0 ? left : this.settings.memoryPeriod;
    return left <= 0;
  }

  measure(root: N, growth: Growth<N>): void {
    const { numbers } = this;
    const tally = new Float64Array(5);
    tallyBytes(root, tally);
    const [active, activeBytes, inactive, inactiveBytes, splitBytes] = tally;
    numbers[1] = active! > 0 ? activeBytes! / active! : numbers[1]!;
    numbers[2] = inactive! > 0 ? inactiveBytes! / inactive! : root.ownBytes();
    const excess = splitBytes! - this.settings.maxBytes;
    numbers[3] = excess > 0 ? splitBytes! - freedBySplits(root, excess) : splitBytes!;
    this.spare = 0;
    if (activeBytes! + inactiveBytes! + splitBytes! > this.settings.maxBytes) this.enforce(root, growth);
  }

  /** `enforce` after a leaf has decided: it has become a split node, or sleeps. Leaves without a decision are to be told to `added`. */
  enforceAfter(leaf: N, root: N, growth: Growth<N>): void {
    this.spare -= leaf.branches.length;
    if (leaf.branches.length === 0 || !(this.spare > 0)) this.enforce(root, growth);
  }

  /** A leaf more, and no leaf has decided. */
  added(): void {
    this.spare -= 1;
  }

  enforce(root: N, growth: Growth<N>): void {
    const leaves: N[] = [];
    collectLeaves(root, leaves);
    const room = this.activeLeavesWithin(leaves.length);
    const sleeping = leaves.filter(({ statistics }) => statistics === null).length;
    this.spare = sleeping > 0 ? 0 : this.leavesToCome(leaves.length);
    if (sleeping === 0 && leaves.length <= room) return;
    leaves.sort((a, b) => a.promise() - b.promise());
    const cut = leaves.length - Math.min(room, leaves.length);
    for (let at = 0; at < cut; at++) rest(leaves[at]!);
    for (let at = cut; at < leaves.length; at++) if (leaves[at]!.statistics === null) growth.activate(leaves[at]!);
  }

  save(): Float64Array {
    return this.numbers.slice();
  }

  load(numbers: Float64Array): void {
    this.numbers.set(numbers);
  }

  /** Each leaf more takes the bytes of an active one. */
  private leavesToCome(leaves: number): number {
    const [, active, inactive, splits] = this.numbers;
    if (active === 0) return Number.POSITIVE_INFINITY;
    return Math.floor((this.settings.maxBytes - splits!) / Math.max(active!, inactive! + 1)) - leaves - 1;
  }

  private activeLeavesWithin(leaves: number): number {
    const [, active, inactive, splits] = this.numbers;
    if (active === 0) return leaves;
    const spare = this.settings.maxBytes - splits! - leaves * inactive!;
    return Math.max(0, Math.floor(spare / Math.max(1, active! - inactive!)));
  }
}

/** The node no longer observes its features. */
function rest<N>(node: BoundedNode<N>): void {
  node.statistics = null;
}

/** The bytes that are free after split nodes have stopped observing, the largest first, until so many are. */
function freedBySplits<N extends BoundedNode<N>>(root: N, wanted: number): number {
  const observing: N[] = [];
  collectObservingSplits(root, observing);
  const sized = observing.map((node) => ({ node, bytes: node.statistics?.bytes() ?? 0 }));
  sized.sort((a, b) => b.bytes - a.bytes);
  let freed = 0;
  for (let at = 0; at < sized.length && freed < wanted; at++) {
    rest(sized[at]!.node);
    freed += sized[at]!.bytes;
  }
  return freed;
}

function collectObservingSplits<N extends BoundedNode<N>>(node: N, observing: N[]): void {
  if (node.branches.length > 0 && node.statistics !== null) observing.push(node);
  for (const branch of node.branches) collectObservingSplits(branch, observing);
  if (node.alternate) collectObservingSplits(node.alternate, observing);
}

function collectLeaves<N extends BoundedNode<N>>(node: N, leaves: N[]): void {
  if (node.branches.length === 0) leaves.push(node);
  else for (const branch of node.branches) collectLeaves(branch, leaves);
  if (node.alternate) collectLeaves(node.alternate, leaves);
}

/** Adds to: active leaves and their bytes, sleeping leaves and theirs, bytes of split nodes. */
function tallyBytes<N extends BoundedNode<N>>(node: N, tally: Float64Array): void {
  const own = node.ownBytes();
  if (node.branches.length > 0) {
    tally[4] = tally[4]! + own + (node.statistics?.bytes() ?? 0);
    for (const branch of node.branches) tallyBytes(branch, tally);
  } else if (node.statistics === null) {
    tally[2] = tally[2]! + 1;
    tally[3] = tally[3]! + own;
  } else {
    tally[0] = tally[0]! + 1;
    tally[1] = tally[1]! + own + node.statistics.bytes();
  }
  if (node.alternate) tallyBytes(node.alternate, tally);
}
