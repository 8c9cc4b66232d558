/**
 * What a deployed stack tells the outside, by the keys of its CloudFormation outputs: the platform's once, a model's behind a prefix
 * that its name makes. The command line finds everything from these.
 */

export const PLATFORM_OUTPUTS = {
  eventsStream: 'EventsStream',
  examplesStream: 'ExamplesStream',
  objectsBucket: 'ObjectsBucket',
  recordsTable: 'RecordsTable',
  waitingTable: 'WaitingTable',
  metricsNamespace: 'MetricsNamespace',
} as const;

export type PlatformOutput = keyof typeof PLATFORM_OUTPUTS;

/** For people, who subscribe to it: an ARN. The command line has no use for it. */
export const ALARM_TOPIC_OUTPUT = 'AlarmTopic';

export const MODEL_OUTPUTS = {
  /** The model's name as it was declared: a prefix alone does not give it back. */
  name: 'Name',
  predictFunction: 'PredictFunction',
  predictUrl: 'PredictUrl',
  /** Moves the champion, and answers {"action":"describe"} with the model's declaration. */
  promoteFunction: 'PromoteFunction',
  /** Only of a model that keeps an archive: without one there is nothing to train from. */
  retrainStateMachine: 'RetrainStateMachine',
  dashboard: 'Dashboard',
} as const;

export type ModelOutput = keyof typeof MODEL_OUTPUTS;

/**
 * Keys of outputs are letters and digits: `click-log` is told as `ClickLog`. Two names that differ in nothing but '-' and
 * capitals would share one; a platform refuses the second.
 */
export const outputPrefix = (model: string): string =>
  model
    .split('-')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');

export const modelOutputKey = (model: string, output: ModelOutput): string =>
  `${outputPrefix(model)}${MODEL_OUTPUTS[output]}`;
