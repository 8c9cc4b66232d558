/**
 * How much of the way from a reference's accuracy to perfection does a classifier go? (accuracy - reference) / (1 - reference):
 * 1 is perfect, 0 no better than the reference, below 0 worse. null where the reference is perfect itself, or there is none.
 *
 * Cohen's kappa (Cohen, 1960) takes the accuracy of guessing with the same shares of classes, independently of the label. The
 * temporal kappa (Zliobaite, Bifet, Read, Pfahringer and Holmes, "Evaluation methods and decision theory for
 * classification of streaming data with temporal dependence", Machine Learning 98, 2015) takes that of repeating the last label.
 */
export function kappaAgainst(reference: number | null, accuracy: number | null): number | null {
  return accuracy === null || reference === null || reference === 1 ? null : (accuracy - reference) / (1 - reference);
}

/** The accuracy of guessing at random with the predictor's own shares: O(classes). null when the total is 0. */
export function chanceAccuracy(labelled: Float64Array, predicted: Float64Array, total: number): number | null {
  if (total === 0) return null;
  let agreement = 0;
  for (let k = 0; k < labelled.length; k++) agreement += (labelled[k]! / total) * (predicted[k]! / total);
  return agreement;
}
