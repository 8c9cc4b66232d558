/** A batch of one example whose arrays are filled again and again: how a learner within a learner is shown other columns than there are. */
import type { LabelledBatch } from '../../features/batch';
import type { Problem } from '../learner';

export type Columns = Pick<Problem, 'numericCount' | 'categoricalCount' | 'hashedCount'>;

export const oneRow = ({ numericCount, categoricalCount, hashedCount }: Columns): LabelledBatch => ({
  count: 1,
  numericCount,
  numeric: new Float64Array(numericCount),
  hashedCount,
  categoricalCount,
  hashed: new Int32Array(hashedCount),
  identity: new Uint32Array(2 * categoricalCount),
  label: new Float64Array(1),
  weight: new Float64Array(1),
  completedAtMs: new Float64Array(1),
});
