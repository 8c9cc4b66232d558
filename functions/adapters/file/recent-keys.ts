/**
 * Was this (origin, sequence) seen lately? Remembers at least the last `window` of them and at most twice as many, in two
 * generations: when the younger is full, the older is forgotten. O(1).
 */
type Generation = Map<string, Set<string>>;

export class RecentKeys {
  private younger: Generation = new Map();
  private older: Generation = new Map();
  private youngerSize = 0;

  constructor(private readonly window: number) {}

  /** Remembers it. False when it was remembered already. */
  add(origin: string, sequence: string): boolean {
    if (this.older.get(origin)?.has(sequence)) return false;
    let sequences = this.younger.get(origin);
    if (sequences === undefined) {
      sequences = new Set();
      this.younger.set(origin, sequences);
    }
    if (sequences.size === sequences.add(sequence).size) return false;
    this.youngerSize += 1;
    if (this.youngerSize >= this.window) this.startGeneration();
    return true;
  }

  /** Takes back what was added. */
  remove(origin: string, sequence: string): void {
    if (this.younger.get(origin)?.delete(sequence)) this.youngerSize -= 1;
    else this.older.get(origin)?.delete(sequence);
  }

  private startGeneration(): void {
    this.older = this.younger;
    this.younger = new Map();
    this.youngerSize = 0;
  }
}
