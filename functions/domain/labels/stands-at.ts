/** Does an origin still stand where a next state was made from? Whatever a tally counts makes a difference. O(models). */
import { canonicalJson } from '../../contracts/canonical';
import type { OriginState } from './waiting';

/** @param from null: never settled; undefined: anywhere */
export const standsAt = (state: OriginState | undefined, from: OriginState | null | undefined): boolean =>
  from === undefined || canonicalJson(state ?? null) === canonicalJson(from);
