/** What any learner has to beat. */
import * as z from 'zod';
import { commonFields, type LearnerCommon, type LearnerOptions } from './options';

/** The baselines stand in every model, declared or not; they are scored and never candidates. */
export interface BaselineDeclaration extends LearnerCommon {
  readonly kind: 'prior' | 'lastOutcome';
}

export const baselineSchema = <K extends 'prior' | 'lastOutcome'>(kind: K) =>
  z.strictObject({ kind: z.literal(kind), ...commonFields });

/** The share of each class so far, or the mean so far. Stands in every model. */
export const prior = ({ name = 'prior' }: Pick<LearnerOptions, 'name'> = {}): BaselineDeclaration => ({
  kind: 'prior',
  name,
  untilMs: null,
});

/** The last outcome known. Stands in every model. */
export const lastOutcome = ({ name = 'lastOutcome' }: Pick<LearnerOptions, 'name'> = {}): BaselineDeclaration => ({
  kind: 'lastOutcome',
  name,
  untilMs: null,
});
