/**
 * How often has the subtree at this node been wrong lately, and has that grown worse? The errors run through ADWIN as MOA has it;
 * a fall of the error is no alarm. Beside it grows the alternate that may take the node's place. O(1) amortised per example.
 */
import { ADWIN_OF_MOA, Adwin } from '../../drift/detectors/adwin';
import type { SavedState } from '../../state/saved-state';
import type { FloatReader, FloatWriter } from './float-list';
import type { TreeNode } from './tree-node';

const ADWIN_FORMAT = 1;
const MONITOR_BYTES = 256;
const ROW_BYTES = 96;

interface SwitchSettings {
  /** Allowed probability that the other is not better. */
  readonly switchConfidence: number;
  /** Nothing is known before both were watched over more examples than this. */
  readonly alternateWidth: number;
}

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

  /** 1: the other errs less by the bound of Bifet and Gavaldà, -1: it errs more, 0: not known yet. */
  compareWith(other: ErrorMonitor, { switchConfidence, alternateWidth }: SwitchSettings): number {
    if (!(this.width > alternateWidth && other.width > alternateWidth)) return 0;
    const { error } = this;
    const perExample = 1 / this.width + 1 / other.width;
    const bound = Math.sqrt(2 * error * (1 - error) * Math.log(2 / switchConfidence) * perExample);
    if (bound < error - other.error) return 1;
    return bound < other.error - error ? -1 : 0;
  }

  /** An estimate: the window is kept in rows, one for each doubling of its length. */
  bytes(): number {
    return MONITOR_BYTES + ROW_BYTES * Math.log2(1 + this.width);
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
