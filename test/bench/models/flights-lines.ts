/**
 * The flights with three kinds of lines beside each other: logistic regression, an adaptive tree, an adaptive forest. All see the same
 * features, and the gate chooses. Runs as `perennial replay flights --model-file test/bench/models/flights-lines.ts`, too.
 *
 * How the trees grow was chosen on the first 200,000 flights, the first twelve days of January. Late flights land late, so what is
 * learned in the morning is mostly on time and what is learned at night mostly late: with the usual confidences the detectors call
 * that a drift every day, and trees are replaced before they are grown. Leaves predict by their counts, since naive Bayes multiplies what
 * the features say many times over and is too sure.
 */
import { adaptiveRandomForest, hoeffdingAdaptiveTree, hoeffdingTree } from 'perennial';
import { flights as declared } from '../../../infra/models/flights';

const grown = { gracePeriod: 1000, binarySplits: true, leafPrediction: 'majority' } as const;

export const flights = {
  ...declared,
  learners: [
    ...declared.learners,
    hoeffdingAdaptiveTree({
      ...grown,
      splitConfidence: 1e-4,
      takeOver: 'better',
      driftConfidence: 1e-12,
      bootstrap: false,
    }),
    adaptiveRandomForest({
      base: hoeffdingTree({ ...grown, splitConfidence: 0.01 }),
      models: 5,
      featureShare: 0.4,
      warningDelta: 1e-11,
      driftDelta: 1e-12,
    }),
  ],
};
