/**
 * Has what this stream of numbers comes from changed? Every detector sees one number at a time and answers at once; after a drift it
 * starts anew with the next number, so that it can tell the following drift too.
 */
import { type SavedState, StateRefused } from '../../state/saved-state';

export interface DriftDetector {
  /** Whether a drift shows with this value. @throws RangeError for a value that the method is not made for */
  update(value: number): boolean;
  /** After the last update: the value lies in the warning zone, short of a drift. Always false where the method has no such zone. */
  readonly isWarning: boolean;
  save(): SavedState;
}

/** Far beyond it squares overflow, and a sum that was infinite once tells nothing ever after. */
const LARGEST = 1e100;

export function expectNumber(value: number): void {
  if (value >= -LARGEST && value <= LARGEST) return;
  throw new RangeError(
    `a drift detector takes numbers up to 1e100 in magnitude, not ${value}; leave missing values out, count them as a stream of 0 and 1`,
  );
}

export function expectUnit(value: number): void {
  if (value >= 0 && value <= 1) return;
  throw new RangeError(
    `this drift detector takes values from 0 to 1, not ${value}; pass 1 for a wrong prediction and 0 for a right one, or divide a loss by its bound`,
  );
}

export function expectError(value: number): void {
  if (value === 0 || value === 1) return;
  throw new RangeError(
    `this drift detector takes errors, 0 or 1, not ${value}; pass 1 for a wrong prediction and 0 for a right one, or a loss to ADWIN or Page-Hinkley`,
  );
}

export function expectSetting(name: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw new RangeError(`${name} should be from ${least} to ${most}, not ${value}`);
}

export function expectWhole(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(`${name} should be a whole number from ${least} on, not ${value}`);
}

/** The detector that `create` makes of a state's settings. @throws StateRefused for settings that are none */
export function ofSettings<D extends DriftDetector>(state: SavedState, create: () => D): D {
  try {
    return create();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new StateRefused(`the ${state.kind} state has settings that are none: ${error.message}`);
  }
}
