/**
 * What is the probability where the classes have their own shares, if it was `probability` where they had not? Keeping a share of the
 * negatives, or weighing positives, multiplies the odds of every example by the same factor, whatever its features, so dividing by it is
 * exact (Elkan 2001, "The foundations of cost-sensitive learning", theorem 2; King and Zeng 2001, "Logistic regression in rare events
 * data", prior correction; Dal Pozzolo et al. 2015, "Calibrating probability with undersampling for unbalanced classification").
 *
 *   odds = learned odds x kept share of negatives / weight of positives
 *
 * 0 stays 0 and 1 stays 1. O(1).
 */
export const correctedProbability = (probability: number, oddsFactor: number): number =>
  (probability * oddsFactor) / (probability * oddsFactor + (1 - probability));
