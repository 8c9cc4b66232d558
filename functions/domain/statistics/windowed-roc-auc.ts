/**
 * How well did the score rank positives above negatives over the last N labelled examples?
 *
 * The prequential area under the ROC curve of Brzezinski and Stefanowski, "Prequential AUC: properties of the area under the ROC curve
 * for data streams with concept drift" (Knowledge and Information Systems 52, 2017). Where they keep a sorted tree and walk it for each
 * answer, this keeps the scores of either class sorted and counts the pairs that a change wins or ties: twice the Mann-Whitney
 * statistic as a whole number, hence exact, and nothing drifts. O(log N) comparisons and a move of at most 8 N bytes per example; the
 * answer is O(1). Memory 25 bytes an example. For all examples instead of a window, or where parts are merged: the bins of evaluation.
 *
 * Without positives or without negatives there are no pairs and the area is null. A score that is NaN is refused, infinite ones
 * rank as they are. No weights: a pair counts once. No merge: which of two streams' examples are the last N is not known.
 * Windows up to 2^26, so that the pairs stay whole numbers.
 */
import { arrayOf, expectScalar, expectState, floatsOf, type SavedState, StateRefused } from '../state/saved-state';
import { SortedScores } from './sorted-scores';

const KIND = 'windowed-roc-auc';
const FORMAT = 1;
const MAX_SIZE = 2 ** 26;

export class WindowedRocAuc {
  /** The window as rings. */
  private readonly scores: Float64Array;
  private readonly labels: Uint8Array;
  private readonly negatives: SortedScores;
  private readonly positives: SortedScores;
  private oldest = 0;
  private held = 0;
  /** Twice the pairs where the positive scores higher, and once those with equal scores. */
  private wonTwice = 0;

  private constructor(readonly size: number) {
    this.scores = new Float64Array(size);
    this.labels = new Uint8Array(size);
    this.negatives = new SortedScores(size);
    this.positives = new SortedScores(size);
  }

  /** @param size how many examples, 1 to 2^26 */
  static create(size: number): WindowedRocAuc {
    if (!(Number.isInteger(size) && size >= 1 && size <= MAX_SIZE)) {
      throw new RangeError(`a window holds 1 to ${MAX_SIZE} examples, not ${size}`);
    }
    return new WindowedRocAuc(size);
  }

  static load(state: SavedState, size: number): WindowedRocAuc {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'size', size);
    const scores = floatsOf(state, 'scores');
    const labels = arrayOf(state, 'labels', Uint8Array, scores.length);
    if (scores.length > size) throw new StateRefused(`the ${KIND} state holds ${scores.length} examples of ${size}`);
    const window = WindowedRocAuc.create(size);
    for (let at = 0; at < scores.length; at++) window.add(scores[at]!, labels[at] === 1);
    return window;
  }

  add(score: number, positive: boolean): void {
    if (Number.isNaN(score)) throw new RangeError('a score is a number, not NaN');
    if (this.held === this.size) this.dropOldest();
    const slot = (this.oldest + this.held) % this.size;
    this.scores[slot] = score;
    this.labels[slot] = positive ? 1 : 0;
    this.held += 1;
    (positive ? this.positives : this.negatives).insert(score);
    this.wonTwice += this.pairsTwice(score, positive);
  }

  get count(): number {
    return this.held;
  }

  get area(): number | null {
    const pairs = this.negatives.count * this.positives.count;
    return pairs > 0 ? this.wonTwice / (2 * pairs) : null;
  }

  save(): SavedState {
    const { size, held, oldest } = this;
    const scores = new Float64Array(held);
    const labels = new Uint8Array(held);
    for (let at = 0; at < held; at++) {
      scores[at] = this.scores[(oldest + at) % size]!;
      labels[at] = this.labels[(oldest + at) % size]!;
    }
    return { kind: KIND, format: FORMAT, scalars: { size }, arrays: { scores, labels } };
  }

  private dropOldest(): void {
    const score = this.scores[this.oldest]!;
    const positive = this.labels[this.oldest] === 1;
    this.wonTwice -= this.pairsTwice(score, positive);
    (positive ? this.positives : this.negatives).remove(score);
    this.oldest = this.oldest + 1 === this.size ? 0 : this.oldest + 1;
    this.held -= 1;
  }

  /** What this example adds to wonTwice, with the examples of the other class. */
  private pairsTwice(score: number, positive: boolean): number {
    if (positive) return this.negatives.below(score) + this.negatives.upTo(score);
    const { positives } = this;
    return 2 * positives.count - positives.below(score) - positives.upTo(score);
  }
}
