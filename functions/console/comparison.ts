/** What a report of compared learners is drawn from, as the page gets it. */
import type { Report } from '../domain/evaluation/scores';

export interface ComparedLearner {
  readonly name: string;
  readonly kind: string;
  /** Over all examples. */
  readonly scores: Report;
  /** The same over stretches of examples, in the order in which labels came. */
  readonly curve: readonly CurvePoint[];
  readonly microsecondsPerExample: number;
  readonly stateBytes: number;
}

export interface CurvePoint {
  /** Labels that had come at the stretch's end. */
  readonly examples: number;
  readonly scores: Report;
}

export interface Comparison {
  readonly model: string;
  readonly task: 'binary' | 'multiclass' | 'regression';
  readonly examples: number;
  /** Of the predictions, ISO 8601; null without examples. */
  readonly from: string | null;
  readonly to: string | null;
  readonly learners: readonly ComparedLearner[];
}
