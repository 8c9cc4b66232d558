/** A tree that is kept within its bytes: not walking it where there is room for certain changes nothing. */
import fc from 'fast-check';
import { type BoundedNode, MemoryBound } from '../../functions/domain/learners/trees/memory-bound';

const LEAF_BYTES = 100;
const NODE_BYTES = 10;

class Node implements BoundedNode<Node> {
  branches: Node[] = [];
  statistics: { bytes(): number } | null = { bytes: () => LEAF_BYTES };

  constructor(private readonly order: number) {}

  ownBytes(): number {
    return NODE_BYTES;
  }

  promise(): number {
    return this.order;
  }
}

/** A tree, its bound, and how the bound is told of a decision. */
class Bounded {
  readonly root = new Node(0);
  private readonly leaves: Node[] = [this.root];
  private made = 1;

  constructor(
    readonly memory: MemoryBound<Node>,
    private readonly told: 'enforce' | 'enforceAfter',
  ) {}

  readonly activate = (leaf: Node): void => {
    leaf.statistics = { bytes: () => LEAF_BYTES };
  };

  split(choice: number, ways: number): void {
    const at = choice % this.leaves.length;
    const leaf = this.leaves[at]!;
    leaf.statistics = null;
    leaf.branches = Array.from({ length: ways }, () => new Node((this.made++ * 7919) % 101));
    this.leaves.splice(at, 1, ...leaf.branches);
    this.decided(leaf);
  }

  stop(choice: number): void {
    const leaf = this.leaves[choice % this.leaves.length]!;
    leaf.statistics = null;
    this.decided(leaf);
  }

  add(): void {
    if (this.root.branches.length === 0) return;
    const leaf = new Node((this.made++ * 7919) % 101);
    this.root.branches.push(leaf);
    this.leaves.push(leaf);
    this.memory.added();
  }

  measure(): void {
    this.memory.measure(this.root, this);
  }

  awake(): boolean[] {
    return this.leaves.map(({ statistics }) => statistics !== null);
  }

  private decided(leaf: Node): void {
    if (this.told === 'enforce') this.memory.enforce(this.root, this);
    else this.memory.enforceAfter(leaf, this.root, this);
  }
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('split'), choice: fc.nat(1000), ways: fc.integer({ min: 2, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stop'), choice: fc.nat(1000), ways: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('add'), choice: fc.constant(0), ways: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('measure'), choice: fc.constant(0), ways: fc.constant(0) }) },
);

it('told of each decision, it lets the same leaves sleep as when it walks the tree after each', () => {
  fc.assert(
    fc.property(fc.integer({ min: 500, max: 6000 }), fc.array(step, { maxLength: 60 }), (maxBytes, steps) => {
      const settings = { maxBytes, memoryPeriod: 1000 };
      const walked = new Bounded(new MemoryBound(settings), 'enforce');
      const told = new Bounded(new MemoryBound(settings), 'enforceAfter');
      for (const { kind, choice, ways } of steps) {
        for (const tree of [walked, told]) {
          if (kind === 'split') tree.split(choice, ways);
          else if (kind === 'stop') tree.stop(choice);
          else if (kind === 'add') tree.add();
          else tree.measure();
        }
        expect(told.awake()).toEqual(walked.awake());
      }
    }),
    { seed: 8, numRuns: 300 },
  );
});
