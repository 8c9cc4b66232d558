/** Nearest neighbours among the latest examples. For all outcomes. */
import * as z from 'zod';
import { whole } from '../schema-parts';
import { commonFields, type LearnerCommon, type LearnerOptions, untilMsOf } from './options';

export interface NearestNeighboursDeclaration extends LearnerCommon {
  readonly kind: 'nearestNeighbours';
  /** How many neighbours answer. */
  readonly k: number;
  /** How many of the latest examples are kept. */
  readonly window: number;
}

export const nearestNeighboursSchema = z.strictObject({
  kind: z.literal('nearestNeighbours'),
  ...commonFields,
  k: whole(1, 1000),
  window: whole(1, 1_000_000),
});

interface NearestNeighboursOptions extends LearnerOptions {
  /** How many neighbours answer. @default 10 */
  readonly k?: number;
  /** How many of the latest examples are kept; every prediction looks at all of them. @default 1000 */
  readonly window?: number;
}

/** What became of the examples most like this one, among the latest? Their classes' shares, or their mean. */
export const nearestNeighbours = ({
  name = 'nearestNeighbours',
  until,
  k = 10,
  window = 1000,
  ...rest
}: NearestNeighboursOptions = {}): NearestNeighboursDeclaration => ({
  kind: 'nearestNeighbours',
  name,
  untilMs: untilMsOf(until),
  k,
  window,
  ...rest,
});
