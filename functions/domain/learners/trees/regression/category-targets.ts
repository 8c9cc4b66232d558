/**
 * How do the outcomes go with the categories of one feature, seen from one leaf? Weight, mean and squares per category. The best way to
 * part categories in two is a cut in the order of their means (Fisher, "On grouping for maximum homogeneity", 1958), so that
 * all subsets are weighed in O(categories log categories). A category of less weight than a branch must have would be placed by the
 * luck of few outcomes: it takes the way of the categories never seen. add O(1).
 */
import type { FloatReader, FloatWriter } from '../float-list';
import { bestCut, type Cut } from './best-cut';
import type { RegressionTreeSettings } from './settings';
import { addTarget, addTargets, MEAN, TARGET_NUMBERS } from './target-moments';

const FIRST = 4;
/** Of a map's entry, as engines lay it out. */
const BYTES_PER_SLOT = 40;

export interface CategoryCut extends Cut {
  /** Those that are told apart, by mean. */
  readonly slots: readonly number[];
  readonly groups: Float64Array;
}

export class CategoryTargets {
  private readonly rowOf = new Map<number, number>();
  private groups = new Float64Array(FIRST * TARGET_NUMBERS);

  constructor(private readonly settings: RegressionTreeSettings) {}

  add(slot: number, outcome: number, weight: number): void {
    let row = this.rowOf.get(slot);
    if (row === undefined) {
      row = this.rowOf.size;
      this.rowOf.set(slot, row);
      if ((row + 1) * TARGET_NUMBERS > this.groups.length) this.grow();
    }
    addTarget(this.groups, row * TARGET_NUMBERS, outcome, weight);
  }

  bestCut(): CategoryCut | null {
    const { groups, settings } = this;
    const common = [...this.rowOf]
      .map(([slot, row]) => ({ slot, at: row * TARGET_NUMBERS }))
      .filter(({ at }) => groups[at]! >= settings.minBranchWeight)
      .sort((a, b) => groups[a.at + MEAN]! - groups[b.at + MEAN]!);
    const ordered = new Float64Array(common.length * TARGET_NUMBERS);
    for (const [rank, { at }] of common.entries()) {
      ordered.set(groups.subarray(at, at + TARGET_NUMBERS), rank * TARGET_NUMBERS);
    }
    const cut = bestCut(settings, ordered, common.length);
    return cut === null ? null : { ...cut, slots: common.map(({ slot }) => slot), groups: ordered };
  }

  bytes(): number {
    return this.groups.byteLength + BYTES_PER_SLOT * this.rowOf.size;
  }

  write(to: FloatWriter): void {
    to.put(this.rowOf.size);
    to.putAll([...this.rowOf.keys()]);
    to.putAll(this.groups.subarray(0, this.rowOf.size * TARGET_NUMBERS));
  }

  read(from: FloatReader): void {
    const count = from.takeLength();
    for (let row = 0; row < count; row++) this.rowOf.set(from.take(), row);
    while (this.groups.length < count * TARGET_NUMBERS) this.grow();
    from.fill(this.groups.subarray(0, count * TARGET_NUMBERS));
  }

  private grow(): void {
    const larger = new Float64Array(2 * this.groups.length);
    larger.set(this.groups);
    this.groups = larger;
  }
}

/** Takes the outcomes of the categories up to the cut into the first group of `post`, and of the others into the second. */
export function addSidesOf({ last, slots, groups }: CategoryCut, post: Float64Array): void {
  for (let rank = 0; rank < slots.length; rank++) {
    addTargets(post, rank <= last ? 0 : TARGET_NUMBERS, groups, rank * TARGET_NUMBERS);
  }
}
