import {
  bernoulliNaiveBayes,
  gaussianNaiveBayes,
  multinomialNaiveBayes,
  type NaiveBayesDeclaration,
} from '../../../../../functions/contracts/learners/bayes';
import { learnerSchema } from '../../../../../functions/contracts/learners/learner';
import { createLearner, loadLearner } from '../../../../../functions/domain/learners/create';
import { learnerContract } from '../../../../contracts/learner';
import { batchOf, examplesOf, problemFor } from '../../../../contracts/learner-batches';

const declarations: Record<string, NaiveBayesDeclaration> = {
  'Gaussian naive Bayes': gaussianNaiveBayes(),
  "Gaussian naive Bayes in MOA's arithmetic": gaussianNaiveBayes({ varianceSmoothing: 0 }),
  'multinomial naive Bayes': multinomialNaiveBayes({ alpha: 0.1 }),
  'Bernoulli naive Bayes': bernoulliNaiveBayes({ threshold: 5 }),
};

for (const [name, declaration] of Object.entries(declarations)) {
  learnerContract(
    name,
    (problem) => createLearner(declaration, problem),
    (problem, state) => loadLearner(declaration, problem, state),
    { tasks: ['binary', 'multiclass'], oneByOne: true, weightsRepeat: false },
  );

  it(`${name} is declared by what its constructor gives`, () => {
    expect(learnerSchema.parse(declaration)).toEqual(declaration);
  });

  it(`${name} refuses a regression outcome, and says what to declare`, () => {
    expect(() => createLearner(declaration, problemFor('regression'))).toThrow('declare linear()');
  });

  it(`${name} refuses a state learned with other features`, () => {
    const problem = problemFor('binary');
    const learner = createLearner(declaration, problem);
    learner.learn(batchOf(problem, examplesOf(problem, 5, 1)));
    const other = { ...problem, hashBits: problem.hashBits + 1 };
    expect(() => loadLearner(declaration, other, learner.save())).toThrow('hashBits');
  });
}

it('Bernoulli naive Bayes refuses counts of values above another threshold', () => {
  const problem = problemFor('binary');
  const state = createLearner(bernoulliNaiveBayes(), problem).save();
  expect(() => loadLearner(bernoulliNaiveBayes({ threshold: 1 }), problem, state)).toThrow('threshold');
});
