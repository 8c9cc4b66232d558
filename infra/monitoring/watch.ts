/**
 * One thing to watch: what is measured, when it is wrong, and where it is drawn. The lists of them (model-watches,
 * platform-watches) are the monitoring; everything else here turns them into metrics, alarms and widgets.
 */
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import type { MetricName } from '../../functions/contracts/metrics';

/** What a dashboard answers, row by row. */
export const QUESTIONS = [
  ['learning', 'Is it learning?'],
  ['fresh', 'How fresh is it?'],
  ['serves', 'Who serves, and does it answer?'],
  ['good', 'How good is it?'],
  ['sure', 'How sure is that?'],
  ['drift', 'What drifts, and what is done about it?'],
  ['cost', 'What does it cost?'],
] as const;

export type Question = (typeof QUESTIONS)[number][0];

export type ModelFunction = 'learn' | 'predict' | 'promote' | 'retrain' | 'startRetrain';
export type PlatformFunction = 'joinLabels' | 'closeWindows' | 'watchDrift' | 'bury';

export type Statistic = 'Sum' | 'Maximum' | 'Minimum' | 'Average' | 'p95';

/** Where a number comes from. */
export type Source = { readonly statistic: Statistic } & (
  | { readonly from: 'own'; readonly metric: MetricName }
  | {
      readonly from: 'function';
      readonly of: ModelFunction | PlatformFunction;
      readonly metric: 'Errors' | 'Invocations' | 'Throttles' | 'IteratorAge' | 'Duration';
    }
  | { readonly from: 'machine'; readonly metric: 'ExecutionsFailed' | 'ExecutionsStarted' }
  | { readonly from: 'unburied'; readonly metric: 'ApproximateNumberOfMessagesVisible' }
  | { readonly from: 'events'; readonly metric: 'IncomingBytes' | 'WriteProvisionedThroughputExceeded' }
  | { readonly from: 'waiting'; readonly metric: 'ConsumedWriteCapacityUnits' | 'ConsumedReadCapacityUnits' }
);

/**
 * What CloudWatch makes of a period without a value. 'fine': all is well. 'wrong': it counts against the threshold. 'unknown': the alarm
 * says INSUFFICIENT_DATA. 'as before': the alarm stays as it is.
 */
export type Missing = 'fine' | 'wrong' | 'unknown' | 'as before';

/** From the declaration, and what the construct's owner expects. */
export interface Expected {
  readonly declaration: ModelDeclaration;
  readonly staleAfterSeconds: number;
}

export interface AlarmRule {
  /** 'from': at the threshold and above. 'below': under it. */
  readonly when: 'from' | 'below';
  readonly threshold: number | ((expected: Expected) => number);
  readonly periodMinutes: number;
  /** So many periods in a row. */
  readonly periods: number;
  readonly missing: Missing;
  /** Why. */
  readonly missingBecause: string;
  /** Beside telling people: whether it starts a retrain, where the model asks for that. */
  readonly startsRetrain?: boolean;
  /** Beside telling people: whether it rolls the champion back, where the model asks for that. */
  readonly rollsBack?: boolean;
}

export interface Watch {
  /** Names the alarm's section of the runbook. */
  readonly id: string;
  readonly question: Question;
  /** Above the widget; of an alarm also its first sentence. */
  readonly title: string;
  /** The axis. */
  readonly unit: string;
  /** The alarm is on the first. */
  readonly sources: readonly [Source, ...Source[]];
  readonly alarm?: AlarmRule;
}
