/** Where served predictions are logged, so that they can be joined with their outcomes: the events stream. */
export interface PredictionLog {
  /** One prediction event, as JSON. */
  put(event: string): Promise<void>;
}
