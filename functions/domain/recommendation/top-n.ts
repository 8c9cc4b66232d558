/**
 * Which n have the highest scores? A heap of the n best so far with the worst of them on top (Knuth, The Art of Computer Programming 3,
 * 5.2.3): O(log n) for one that enters, O(1) for one that does not, O(n) memory. Of equal scores the lower row is the better one, so that
 * the order of offers does not matter. NaN never enters.
 */
export interface Ranked {
  readonly row: number;
  readonly score: number;
}

export class TopN {
  private readonly scores: Float64Array;
  private readonly rows: Int32Array;
  private held = 0;

  constructor(private readonly n: number) {
    this.scores = new Float64Array(n);
    this.rows = new Int32Array(n);
  }

  offer(row: number, score: number): void {
    if (Number.isNaN(score) || this.n === 0) return;
    if (this.held < this.n) {
      this.held += 1;
      this.rise(this.held - 1, row, score);
    } else if (worse(this.scores[0]!, this.rows[0]!, score, row)) {
      this.sink(row, score);
    }
  }

  /** Best first. O(n log n) */
  ranked(): Ranked[] {
    const all = Array.from({ length: this.held }, (_, at) => ({ row: this.rows[at]!, score: this.scores[at]! }));
    return all.sort((a, b) => b.score - a.score || a.row - b.row);
  }

  private rise(from: number, row: number, score: number): void {
    const { scores, rows } = this;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!worse(score, row, scores[parent]!, rows[parent]!)) break;
      scores[at] = scores[parent]!;
      rows[at] = rows[parent]!;
      at = parent;
    }
    scores[at] = score;
    rows[at] = row;
  }

  /** Puts it in the place of the worst. */
  private sink(row: number, score: number): void {
    const { scores, rows, held } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= held) break;
      if (child + 1 < held && worse(scores[child + 1]!, rows[child + 1]!, scores[child]!, rows[child]!)) child += 1;
      if (!worse(scores[child]!, rows[child]!, score, row)) break;
      scores[at] = scores[child]!;
      rows[at] = rows[child]!;
      at = child;
    }
    scores[at] = score;
    rows[at] = row;
  }
}

const worse = (score: number, row: number, thanScore: number, thanRow: number): boolean =>
  score < thanScore || (score === thanScore && row > thanRow);
