/**
 * Has the subtree at this node been erring more of late, and is another one better? Page and Hinkley's test over the errors, and when it
 * fires an alternate that grows beside the node. Both squared errors fade; every so many examples the alternate takes over if its
 * sum is the smaller one, and one that has not done so in time goes (Ikonomovska, Gama and Džeroski 2011). O(1) per example.
 */
import { PageHinkley } from '../../../drift/detectors/page-hinkley';
import type { FloatReader, FloatWriter } from '../float-list';
import type { RegressionNode } from './regression-node';
import type { RegressionTreeSettings } from './settings';

export type Verdict = 'replace' | 'drop' | 'undecided';

const DETECTOR_FORMAT = 1;
const DETECTOR_SUMS = 6;

export class BranchWatch {
  alternate: RegressionNode | null = null;
  private detector: PageHinkley;
  private currentLoss = 0;
  private alternateLoss = 0;
  private examples = 0;

  constructor(private readonly settings: RegressionTreeSettings) {
    this.detector = detectorOf(settings);
  }

  /** Whether the error rose. */
  rises(error: number): boolean {
    return this.detector.update(error);
  }

  begin(alternate: RegressionNode): void {
    this.alternate = alternate;
    this.currentLoss = 0;
    this.alternateLoss = 0;
    this.examples = 0;
  }

  /** The node goes on as it is, and is watched afresh. */
  drop(): void {
    this.alternate = null;
    this.detector = detectorOf(this.settings);
  }

  compare(currentError: number, alternateError: number): Verdict {
    const { alternateFading, alternatePeriod, alternateLife } = this.settings;
    this.currentLoss = alternateFading * this.currentLoss + currentError * currentError;
    this.alternateLoss = alternateFading * this.alternateLoss + alternateError * alternateError;
    this.examples += 1;
    if (this.examples % alternatePeriod !== 0) return 'undecided';
    if (this.alternateLoss < this.currentLoss) return 'replace';
    return this.examples >= alternateLife ? 'drop' : 'undecided';
  }

  /** Without the alternate. */
  write(to: FloatWriter): void {
    const { scalars, arrays } = this.detector.save();
    to.putAll(arrays.sums!);
    to.put(Number(scalars.drifted));
    to.put(this.currentLoss);
    to.put(this.alternateLoss);
    to.put(this.examples);
  }

  read(from: FloatReader): void {
    const { kind, scalars } = this.detector.save();
    const sums = from.takeAll(DETECTOR_SUMS);
    const drifted = from.take() === 1;
    this.detector = PageHinkley.load({
      kind,
      format: DETECTOR_FORMAT,
      scalars: { ...scalars, drifted },
      arrays: { sums },
    });
    this.currentLoss = from.take();
    this.alternateLoss = from.take();
    this.examples = from.take();
  }
}

const detectorOf = ({ driftDelta: delta, driftThreshold: threshold }: RegressionTreeSettings): PageHinkley =>
  PageHinkley.create({ delta, threshold, alpha: 1, direction: 'up' });
