/**
 * What does a leaf predict? The shares of its classes; or naive Bayes within the leaf; or whichever of the two has been right on more
 * weight (Holmes, Kirkby and Pfahringer 2005). Naive Bayes is summed as logarithms; where
 * no class has a likelihood above the smallest double it answers alike for all classes. O(features x classes). A leaf without data answers alike.
 */
import type { FeatureBatch } from '../../features/batch';
import type { LeafPrediction } from './settings';
import type { TreeNode } from './tree-node';

/** The logarithm of 0. */
const NOTHING = Number.NEGATIVE_INFINITY;
/** A likelihood that rounds to 0 counts as none, as it does where likelihoods are multiplied. */
const LOG_OF_NOTHING = Math.log(Number.MIN_VALUE) - Math.LN2;
// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than a logarithm.
const { exp, log } = Math;

/** Writes the probability of each class into `votes`. */
export function leafVotes(
  leaf: TreeNode,
  prediction: LeafPrediction,
  batch: FeatureBatch,
  example: number,
  votes: Float64Array,
): void {
  const { statistics } = leaf;
  if (
    statistics === null ||
    prediction === 'majority' ||
    (prediction !== 'naiveBayes' && leaf.majorityCorrect > leaf.bayesCorrect)
  ) {
    shares(leaf.counts, votes);
    return;
  }
  probabilitiesOf(votes, bayesChoice(leaf, batch, example, votes));
}

/** The class that naive Bayes chooses in this leaf: the first of the greatest. Writes the logarithms of its votes. */
export function bayesChoice(leaf: TreeNode, batch: FeatureBatch, example: number, votes: Float64Array): number {
  logVotes(leaf, batch, example, votes);
  let most = 0;
  for (let label = 1; label < votes.length; label++) if (votes[label]! > votes[most]!) most = label;
  return most;
}

/** Of an adaptive leaf that observes: writes what it predicts, and gives what naive Bayes chooses. */
export function adaptiveVotes(leaf: TreeNode, batch: FeatureBatch, example: number, votes: Float64Array): number {
  const chosen = bayesChoice(leaf, batch, example, votes);
  if (leaf.majorityCorrect > leaf.bayesCorrect) shares(leaf.counts, votes);
  else probabilitiesOf(votes, chosen);
  return chosen;
}

/** From logarithms of votes, the greatest of which is known. */
function probabilitiesOf(votes: Float64Array, greatest: number): void {
  const most = votes[greatest]!;
  for (let label = 0; label < votes.length; label++) {
    votes[label] = most === NOTHING ? 1 : exp(votes[label]! - most);
  }
  shares(votes, votes);
}

function logVotes(leaf: TreeNode, batch: FeatureBatch, example: number, votes: Float64Array): void {
  const { counts } = leaf;
  const statistics = leaf.statistics!;
  const logTotal = log(leaf.weight());
  for (let label = 0; label < counts.length; label++) {
    const weight = counts[label]!;
    const vote = weight > 0 ? log(weight) - logTotal + statistics.logLikelihood(batch, example, label) : NOTHING;
    votes[label] = vote < LOG_OF_NOTHING ? NOTHING : vote;
  }
}

function shares(weights: Float64Array, votes: Float64Array): void {
  let sum = 0;
  for (let label = 0; label < weights.length; label++) sum += weights[label]!;
  for (let label = 0; label < weights.length; label++)
    votes[label] = sum > 0 ? weights[label]! / sum : 1 / weights.length;
}
