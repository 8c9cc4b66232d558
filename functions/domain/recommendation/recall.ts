/**
 * How often is what a user takes next among the n items recommended just before? Prequential recall@n (Vinagre, Jorge and Gama 2014): each
 * example is first recommended for, then learned. Also the mean reciprocal rank, 0 for what was not among them. Items that nobody had
 * taken before cannot be recommended by anyone: they count, as misses. O(n) per example. Without examples both are null.
 */
import type { Identity } from './recommend';

/** Items as they were recommended: by identity, or by name. */
type Item = Identity | string;

export class Recall {
  private examples = 0;
  private hits = 0;
  private reciprocalRanks = 0;

  /** The recommendation that was made, best first, and what was then taken. */
  add(recommended: readonly { readonly item: Item }[], taken: Item): void {
    const rank = recommended.findIndex(({ item }) => isSame(item, taken));
    this.examples += 1;
    if (rank < 0) return;
    this.hits += 1;
    this.reciprocalRanks += 1 / (rank + 1);
  }

  get recall(): number | null {
    return this.examples === 0 ? null : this.hits / this.examples;
  }

  get meanReciprocalRank(): number | null {
    return this.examples === 0 ? null : this.reciprocalRanks / this.examples;
  }
}

const isSame = (one: Item, other: Item): boolean =>
  typeof one === 'string' ? one === other : one[0] === other[0] && one[1] === other[1];
