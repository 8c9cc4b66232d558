/** How much an event may hold. Checked after its types: see `eventSchemas`. O(features). */
import type { ParsedEvent } from './events';

/** Larger magnitudes overflow when squared sums are kept of them; nothing that is measured is that large. */
const MAX_MAGNITUDE = 1e100;
const MAX_EVENT_ID_CHARS = 256;
const MAX_CATEGORY_CHARS = 1024;
const MAX_WEIGHT = 1e9;

const tooLong = (field: string, value: string, max: number): string =>
  `${field}: got ${value.length} characters; send at most ${max}`;

/** What is of the right type and still cannot be used, as a sentence; null when all is well. */
export function beyondLimits({ eventId, served, label }: ParsedEvent): string | null {
  if (eventId.length === 0) return 'eventId: got ""; send a string that is not empty';
  if (eventId.length > MAX_EVENT_ID_CHARS) return tooLong('eventId', eventId, MAX_EVENT_ID_CHARS);
  if (label !== null && Math.abs(label) > MAX_MAGNITUDE)
    return `outcome: got ${label}; send a magnitude of at most ${MAX_MAGNITUDE}`;
  if (served === null) return null;
  const { features, weight, source, version, prediction, propensity } = served;
  for (const name in features) {
    const value = features[name];
    if (
      typeof value === 'number'
        ? Math.abs(value) > MAX_MAGNITUDE
        : typeof value === 'string' && value.length > MAX_CATEGORY_CHARS
    ) {
      return typeof value === 'string'
        ? tooLong(`features.${name}`, value, MAX_CATEGORY_CHARS)
        : `features.${name}: got ${value}; send a magnitude of at most ${MAX_MAGNITUDE}`;
    }
  }
  if (weight !== null && !(weight > 0 && weight <= MAX_WEIGHT))
    return `weight: got ${weight}; send a number above 0 and at most ${MAX_WEIGHT}`;
  if (source !== null && source.length > MAX_EVENT_ID_CHARS) return tooLong('source', source, MAX_EVENT_ID_CHARS);
  if (version !== null && version.length > MAX_EVENT_ID_CHARS) return tooLong('version', version, MAX_EVENT_ID_CHARS);
  if (prediction !== null && Math.abs(prediction) > MAX_MAGNITUDE)
    return `prediction: got ${prediction}; send a magnitude of at most ${MAX_MAGNITUDE}`;
  if (propensity !== null && !(propensity > 0 && propensity <= 1))
    return `propensity: got ${propensity}; send a probability above 0 and at most 1`;
  return null;
}

/** A lone surrogate, which an escape can bring, would not survive UTF-8, and so neither would a checkpoint's hash. */
export function isWellFormed({ eventId, served }: ParsedEvent): boolean {
  const texts = [eventId, served?.source, served?.version, ...Object.values(served?.features ?? {})];
  return texts.every((text) => typeof text !== 'string' || text.isWellFormed());
}
