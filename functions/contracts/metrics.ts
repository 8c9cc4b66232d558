/**
 * Every metric that the functions emit and infra watches. Each has one dimension, the model, so their number is bounded by the
 * number of models; what varies further (which feature, which version) goes into the log line beside the value.
 */
export const MODEL_DIMENSION = 'model';

export type MetricUnit = 'Count' | 'Seconds' | 'Milliseconds' | 'None';

export const METRICS = {
  // join-labels, close-windows
  eventsAccepted: 'Count',
  eventsRejected: 'Count',
  eventsLate: 'Count',
  eventsDuplicate: 'Count',
  examplesReleased: 'Count',
  /** How far behind the clock windows are closed. */
  windowsBehindSeconds: 'Seconds',
  // learn
  examplesLearned: 'Count',
  commits: 'Count',
  /** From the first record of an invocation to its commit. */
  learnMilliseconds: 'Milliseconds',
  /** Between the time at which the latest learned label became known, and now. */
  learnedBehindSeconds: 'Seconds',
  promotions: 'Count',
  candidates: 'Count',
  /** Lower confidence bound of the leading candidate's advantage, in the gate's metric. */
  leadLowerBound: 'None',
  /** Recent loss of what was served, in the gate's metric. */
  servedLoss: 'None',
  /** Served loss over the loss that the champion's own line had when it was sealed. */
  lossRatio: 'None',
  /** Mean prediction over mean outcome of what was served lately; 1 is calibrated. */
  calibrationRatio: 'None',
  /** Since the champion's seal. */
  championAgeSeconds: 'Seconds',
  /** 1 while too few labels have come to say anything about the champion. */
  labelsNotEnough: 'Count',
  // watch-drift
  predictionsInWindow: 'Count',
  /** Of the feature that has drifted most: population stability index over the declared threshold; 1 and above is drift. */
  featureDrift: 'None',
  predictionDrift: 'None',
  /** Of the feature with most of them: share over the declared threshold. */
  newCategories: 'None',
  missingValues: 'None',
  /** 1 while the window holds too few predictions for a verdict. */
  driftNotEnoughData: 'Count',
  // retrain
  retrainsStarted: 'Count',
  retrainsRefused: 'Count',
  /** 1 when the budget of retrains is used up and drift goes on. */
  retrainNeedsPerson: 'Count',
  // predict
  predictions: 'Count',
  /** Answered, but not logged; or a new champion that could not be loaded. */
  predictProblems: 'Count',
  // records that a function could not process after all retries
  buried: 'Count',
} as const satisfies Record<string, MetricUnit>;

export type MetricName = keyof typeof METRICS;
