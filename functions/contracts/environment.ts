/** What infra tells the functions, by environment variable. The SDK's own variables (region, endpoint, credentials) are not here. */
export const ENVIRONMENT = {
  /** Heads, lineage, ledger, drift windows. */
  recordsTable: 'PERENNIAL_RECORDS_TABLE',
  /** Events that wait for their other half, and where the shards stand. */
  waitingTable: 'PERENNIAL_WAITING_TABLE',
  /** Checkpoints, archived examples, dead letters. */
  objectsBucket: 'PERENNIAL_OBJECTS_BUCKET',
  eventsStream: 'PERENNIAL_EVENTS_STREAM',
  examplesStream: 'PERENNIAL_EXAMPLES_STREAM',
  /** The URL of the queue of what cannot be processed. */
  failureQueue: 'PERENNIAL_FAILURE_QUEUE',
  /** The state machine that trains from scratch. */
  retrainStateMachine: 'PERENNIAL_RETRAIN_STATE_MACHINE',
  /** CloudWatch namespace: one per platform, so that two in one account stay apart. */
  metricsNamespace: 'PERENNIAL_METRICS_NAMESPACE',
  /** What neural learners compute on: 'wasm' in a zip, 'native' in a container image. */
  tfBackend: 'PERENNIAL_TF_BACKEND',
} as const;

export type EnvironmentName = keyof typeof ENVIRONMENT;

/** Beside a function's bundle: the declarations of the models that it serves, as a JSON array. */
export const MODELS_FILE = 'models.json';
