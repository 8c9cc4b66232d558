/**
 * Are these values what the model declares? Events are checked when they arrive; whoever calls a model directly learns of a misspelt feature
 * here, which would count as missing for ever after. Null and NaN are missing, and so is what is not given. O(features given).
 */
import type { FeatureDeclaration } from '../../contracts/declaration';
import type { ServedFeatures } from './served-value';

const LARGEST = 1e100;

/** @throws RangeError naming the feature, the value got, and what is wanted */
export function expectFeatures(declared: Readonly<Record<string, FeatureDeclaration>>, served: ServedFeatures): void {
  for (const name in served) {
    if (!Object.hasOwn(declared, name)) {
      throw new RangeError(`${name} is no feature of this model; its features are ${Object.keys(declared).join(', ')}`);
    }
    const value = served[name];
    if (value === null || value === undefined || Number.isNaN(value)) continue;
    if (typeof value === 'number' && Math.abs(value) <= LARGEST) continue;
    if (typeof value === 'string' && declared[name]!.kind === 'categorical') continue;
    throw new RangeError(`${name} is ${declared[name]!.kind} and the value is ${show(value)}; ${WANTED}`);
  }
}

const WANTED = 'give a number of at most 1e100 in magnitude, a text for a category, or null where it is missing';
const show = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));
