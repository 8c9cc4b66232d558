/** The detector that a saved state is of, by its kind. */
import { type SavedState, StateRefused } from '../../state/saved-state';
import { Adwin } from './adwin';
import { Ddm } from './ddm';
import type { DriftDetector } from './drift-detector';
import { Eddm } from './eddm';
import { Fhddm } from './fhddm';
import { HddmA } from './hddm-a';
import { HddmW } from './hddm-w';
import { Kswin } from './kswin';
import { PageHinkley } from './page-hinkley';

type Load = (state: SavedState) => DriftDetector;

const LOADERS: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['adwin', Adwin.load],
  ['kswin', Kswin.load],
  ['pageHinkley', PageHinkley.load],
  ['ddm', Ddm.load],
  ['eddm', Eddm.load],
  ['hddmA', HddmA.load],
  ['hddmW', HddmW.load],
  ['fhddm', Fhddm.load],
]);

/** @throws StateRefused for a state of something else, or of a later format */
export function loadDetector(state: SavedState): DriftDetector {
  const load = LOADERS.get(state.kind);
  if (load !== undefined) return load(state);
  throw new StateRefused(`the state is of a ${state.kind}; drift detectors are ${[...LOADERS.keys()].join(', ')}`);
}
