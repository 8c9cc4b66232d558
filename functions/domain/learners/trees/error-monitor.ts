/**
 * How often has the subtree at this node been wrong lately, and has that grown worse? The errors run through ADWIN as MOA has it;
 * a fall of the error is no alarm. Beside it grows the alternate that may take the node's place. O(1) amortised per example.
 */
import { ADWIN_OF_MOA, Adwin } from '../../drift/detectors/adwin';
import type { SavedState } from '../../state/saved-state';
import type { FloatReader, FloatWriter } from './float-list';
import type { TreeNode } from './tree-node';

const ADWIN_FORMAT = 1;

export class ErrorMonitor {
  alternate: TreeNode | null = null;

  constructor(private readonly adwin: Adwin) {}

  static create(driftConfidence: number): ErrorMonitor {
    return new ErrorMonitor(Adwin.create({ ...ADWIN_OF_MOA, delta: driftConfidence }));
  }

  /** Whether the error rose. */
  add(isWrong: boolean): boolean {
    const before = this.adwin.mean;
    return this.adwin.update(isWrong ? 1 : 0) && before <= this.adwin.mean;
  }

  get error(): number {
    return this.adwin.mean;
  }

  get width(): number {
    return this.adwin.width;
  }

  write(to: FloatWriter): void {
    const { scalars, arrays } = this.adwin.save();
    to.put(Number(scalars.ticks));
    to.put(Number(scalars.changed));
    to.put(Number(scalars.detections));
    to.putAll(arrays.sums!);
    to.put(arrays.lengths!.length);
    to.putAll(arrays.lengths!);
    to.put(arrays.totals!.length);
    to.putAll(arrays.totals!);
    to.putAll(arrays.squares!);
  }

  static read(from: FloatReader, driftConfidence: number): ErrorMonitor {
    const { kind, scalars } = Adwin.create({ ...ADWIN_OF_MOA, delta: driftConfidence }).save();
    const [ticks, changed, detections] = [from.take(), from.take() === 1, from.take()];
    const sums = from.takeAll(3);
    const lengths = Int32Array.from(from.takeAll(from.takeLength()));
    const buckets = from.takeLength();
    const state: SavedState = {
      kind,
      format: ADWIN_FORMAT,
      scalars: { ...scalars, ticks, changed, detections },
      arrays: { sums, lengths, totals: from.takeAll(buckets), squares: from.takeAll(buckets) },
    };
    return new ErrorMonitor(Adwin.load(state));
  }
}
