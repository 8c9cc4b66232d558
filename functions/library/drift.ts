/** `perennial/drift`: has it changed, by how much, and is this one unlike the latest? */
export { ADWIN_OF_MOA, Adwin, type AdwinOptions } from '../domain/drift/detectors/adwin';
export { Ddm, type DdmOptions } from '../domain/drift/detectors/ddm';
export type { DriftDetector } from '../domain/drift/detectors/drift-detector';
export { Eddm, type EddmOptions } from '../domain/drift/detectors/eddm';
export { Fhddm, type FhddmOptions } from '../domain/drift/detectors/fhddm';
export { HddmA, type HddmAOptions } from '../domain/drift/detectors/hddm-a';
export { HddmW, type HddmWOptions } from '../domain/drift/detectors/hddm-w';
export { Kswin, type KswinOptions } from '../domain/drift/detectors/kswin';
export { loadDetector } from '../domain/drift/detectors/load-detector';
export { type Direction, PageHinkley, type PageHinkleyOptions } from '../domain/drift/detectors/page-hinkley';
export { jensenShannon, stabilityIndex } from '../domain/drift/distances';
export { type Drift, type DriftRule, driftOf, type Verdict } from '../domain/drift/drift';
export { addSketches, type Sketch } from '../domain/drift/sketch';
export { sketchOfCategories, sketchOfNumbers } from '../domain/drift/sketch-values';
export {
  type ComparisonOptions,
  compareSamples,
  type SampleComparison,
  type Shift,
} from '../domain/drift/two-sample/compare-samples';
export { kolmogorovSmirnov } from '../domain/drift/two-sample/kolmogorov-smirnov';
export { type SortedSample, sampleOf } from '../domain/drift/two-sample/sorted-sample';
export { standardisedWasserstein, wasserstein } from '../domain/drift/two-sample/wasserstein';
export { HalfSpaceTrees, type HalfSpaceTreesOptions } from '../domain/learners/anomaly/half-space-trees';
export type { Json, SavedState, StateArray } from '../domain/state/saved-state';
