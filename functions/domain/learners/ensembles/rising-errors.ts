/** Whether an ADWIN that takes this error sees a change, and one for the worse: a learner that got better needs no replacement. */
import type { Adwin } from '../../drift/detectors/adwin';

export function rises(errors: Adwin, error: number): boolean {
  const before = errors.mean;
  return errors.update(error) && errors.mean > before;
}
