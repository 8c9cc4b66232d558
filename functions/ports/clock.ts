/**
 * When a decision takes effect on the clock that predictions are stamped with. On AWS that is now; in a replay, time is where
 * the stream stands.
 */
export interface Clock {
  effectiveMs(streamMs: number): number;
}
