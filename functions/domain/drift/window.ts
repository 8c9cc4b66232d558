/**
 * What was served in a stretch of event time, as sketches: one per feature, and one of the logged predictions per version that
 * answered, since the predictions of two champions differ without anything having drifted. '' stands for predictions logged
 * without a version. Windows merge like their sketches.
 */
import { stableHash } from '../../contracts/canonical';
import type { ModelDeclaration } from '../../contracts/declaration';
import { addFeatures, emptySketches, type FeatureSketches } from './feature-sketches';
import { addSketches, type Sketch } from './sketch';

/** Versions logged by clients are theirs to choose: of more than this in one window the later ones are not sketched. */
const MOST_VERSIONS = 8;

export interface Window {
  /** Which features were sketched: another declaration of them cannot be added. */
  readonly featuresHash: string;
  /** Predictions served, those without a logged value too. */
  readonly served: number;
  readonly features: FeatureSketches;
  readonly predictions: ReadonlyMap<string, Sketch>;
}

export const featuresHashOf = ({ features }: Pick<ModelDeclaration, 'features'>): string => stableHash(features);

export const emptyWindow = (declaration: Pick<ModelDeclaration, 'features'>): Window => ({
  featuresHash: featuresHashOf(declaration),
  served: 0,
  features: emptySketches(declaration),
  predictions: new Map(),
});

/** Of the same features. O(bins). */
export function addWindows(a: Window, b: Window): Window {
  const predictions = new Map(a.predictions);
  for (const [version, sketch] of b.predictions) {
    const known = predictions.get(version);
    if (known !== undefined) predictions.set(version, addSketches(known, sketch));
    else if (predictions.size < MOST_VERSIONS) predictions.set(version, sketch);
  }
  return {
    featuresHash: a.featuresHash,
    served: a.served + b.served,
    features: addFeatures(a.features, b.features),
    predictions,
  };
}
