/** What every learner is declared with, whatever its kind. */
import * as z from 'zod';
import { identifier } from '../schema-parts';

export interface LearnerCommon {
  /** Unique within the model; by default the kind. */
  readonly name: string;
  /**
   * A control line: it learns only examples whose outcome was known before this moment (ms since the epoch), is scored
   * beside the others for ever after, and is never a candidate. null: an ordinary line.
   */
  readonly untilMs: number | null;
}

export interface LearnerOptions {
  /** @default the kind */
  readonly name?: string;
  /** Stop learning at this moment (ISO 8601) and serve as a control line. @default never */
  readonly until?: string;
}

/** The fields of `LearnerCommon`. */
export const commonFields = {
  name: identifier,
  untilMs: z.number({ error: 'give a time such as 2001-02-01T00:00:00Z' }).nullable(),
};

export const untilMsOf = (until: string | undefined): number | null => (until === undefined ? null : Date.parse(until));
