/** The naive Bayes learner that is declared. */
import type { NaiveBayesDeclaration } from '../../../contracts/learners/bayes';
import type { LearnerState, Problem } from '../learner';
import { BernoulliNaiveBayes } from './bernoulli-naive-bayes';
import { GaussianNaiveBayes } from './gaussian-naive-bayes';
import { MultinomialNaiveBayes } from './multinomial-naive-bayes';
import type { NaiveBayes } from './naive-bayes';

export function createNaiveBayes(declaration: NaiveBayesDeclaration, problem: Problem): NaiveBayes {
  refuseRegression(declaration, problem);
  switch (declaration.kind) {
    case 'gaussianNaiveBayes':
      return GaussianNaiveBayes.create(declaration, problem);
    case 'multinomialNaiveBayes':
      return MultinomialNaiveBayes.create(declaration, problem);
    case 'bernoulliNaiveBayes':
      return BernoulliNaiveBayes.create(declaration, problem);
  }
}

/** @throws StateRefused */
export function loadNaiveBayes(declaration: NaiveBayesDeclaration, problem: Problem, state: LearnerState): NaiveBayes {
  refuseRegression(declaration, problem);
  switch (declaration.kind) {
    case 'gaussianNaiveBayes':
      return GaussianNaiveBayes.load(declaration, problem, state);
    case 'multinomialNaiveBayes':
      return MultinomialNaiveBayes.load(declaration, problem, state);
    case 'bernoulliNaiveBayes':
      return BernoulliNaiveBayes.load(declaration, problem, state);
  }
}

function refuseRegression({ name, kind }: NaiveBayesDeclaration, { task }: Problem): void {
  if (task !== 'regression') return;
  throw new Error(`learners: ${name} is ${kind}, and the outcome is regression; declare linear()`);
}
