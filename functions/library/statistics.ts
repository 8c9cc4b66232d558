/** `perennial/statistics`: what a stream of values is like, in one pass; every part merges, and saves and loads to the bit. */
export type { Json, SavedState, StateArray } from '../domain/state/saved-state';
export { AdaptiveHistogram } from '../domain/statistics/adaptive-histogram';
export { Autocorrelation } from '../domain/statistics/autocorrelation';
export { Comoments } from '../domain/statistics/comoments';
export { DecayedMoments } from '../domain/statistics/decayed-moments';
export { ExponentialMoments } from '../domain/statistics/exponential-moments';
export { Histogram } from '../domain/statistics/histogram';
export { Moments } from '../domain/statistics/moments';
export { CountMin, type CountMinOptions } from '../domain/statistics/sketches/count-min';
export { DdSketch, type DdSketchOptions } from '../domain/statistics/sketches/dd-sketch';
export { type FrequentItem, FrequentItems } from '../domain/statistics/sketches/frequent-items';
export { HyperLogLog } from '../domain/statistics/sketches/hyper-log-log';
export { type KllOptions, KllSketch } from '../domain/statistics/sketches/kll';
export { kllFromBytes, kllToBytes } from '../domain/statistics/sketches/kll-bytes';
export { WindowedExtremes } from '../domain/statistics/windowed-extremes';
export { WindowedMoments } from '../domain/statistics/windowed-moments';
export { WindowedRocAuc } from '../domain/statistics/windowed-roc-auc';
