/**
 * The optimizers against other implementations on six examples of two numbers: river 0.26.1 for SGD and Adam, Vowpal Wabbit 9.11.9
 * for the normalised update.
 *
 *   X=[(.5,2),(1.5,-1),(-.5,3),(0,1),(2,4),(2.5,-1)]; y=[1,0,1,0,1,0]
 *   m = StandardScaler() | LogisticRegression(SGD(.5), intercept_lr=.2)           # l2=.1; InverseScaling(.5), InverseScaling(.2)
 *   m = StandardScaler() | LinearRegression(SGD(.05), intercept_lr=.1)            # y=[10,14,6,6,30,-2]; river's loss is (p - y)²
 *   m = StandardScaler() | LinearRegression(SGD(.05), intercept_lr=.05, loss=losses.Poisson())   # y=[3,0,5,1,7,0]
 *   for (a,b),l in zip(X,y): m.learn_one({'n0':a,'n1':b}, l)
 *   Adam(.1) with intercept_lr=0 and a feature of value 1 beside the standardised ones
 */
import {
  type LinearLearnerDeclaration,
  linear,
  logistic,
  poisson,
} from '../../../../functions/contracts/learners/linear';
import { createLearner } from '../../../../functions/domain/learners/create';
import type { Learner, Problem } from '../../../../functions/domain/learners/learner';
import { batchOf, type Example, problemFor } from '../../../contracts/learner-batches';

const problemOf = (task: Problem['task']): Problem => ({
  ...problemFor(task),
  categoricalNames: [],
  categoricalCount: 0,
  hashedCount: 0,
  hashBits: 1,
});

const examples = (rows: readonly (readonly number[])[], labels: readonly number[], weights?: readonly number[]) =>
  rows.map(
    (numeric, at): Example => ({
      hashed: [],
      numeric,
      label: labels[at]!,
      weight: weights?.[at] ?? 1,
      completedAtMs: 0,
    }),
  );

function learned(declaration: LinearLearnerDeclaration, stream: readonly Example[]): Learner {
  const problem = problemOf(declaration.kind === 'logistic' ? 'binary' : 'regression');
  const learner = createLearner(declaration, problem);
  learner.learn(batchOf(problem, stream));
  return learner;
}

/** The weights of the intercept and of the two numbers: coordinates 0, 3 and 4 beside two slots. */
const weightsOf = (learner: Learner): number[] => {
  const { weights } = learner.save().arrays;
  return [weights![0]!, weights![3]!, weights![4]!];
};

const expectWeights = (learner: Learner, expected: readonly number[], digits: number): void => {
  for (const [at, weight] of weightsOf(learner).entries()) expect(weight).toBeCloseTo(expected[at]!, digits);
};

describe('as river has them', () => {
  const rows = [
    [0.5, 2],
    [1.5, -1],
    [-0.5, 3],
    [0, 1],
    [2, 4],
    [2.5, -1],
  ];
  const classes = examples(rows, [1, 0, 1, 0, 1, 0]);

  it('SGD, the intercept at a rate of its own', () => {
    const declaration = logistic({ optimizer: 'sgd', learningRate: 0.5, interceptRate: 0.2 });
    expectWeights(learned(declaration, classes), [-0.005911668036079121, -0.20337407878235686, 0.9642549373139282], 12);
    const ridge = { ...declaration, l2: 0.1 };
    expectWeights(learned(ridge, classes), [-0.011951411645172404, -0.17562294782191362, 0.8876907827682846], 12);
  });

  it('SGD with inverse scaling', () => {
    const declaration = logistic({ optimizer: 'sgd', learningRate: 0.5, interceptRate: 0.2, decayPower: 0.5 });
    expectWeights(learned(declaration, classes), [0.03172824298681365, -0.20099631790914663, 0.5446004699415631], 12);
  });

  it('SGD with a penalty so large that a step would throw weights beyond 0: they are those of the last step', () => {
    const rounds = Array.from({ length: 500 }, () => classes).flat();
    const [, ...weights] = weightsOf(learned(logistic({ optimizer: 'sgd', learningRate: 0.5, l2: 5 }), rounds));
    // A step is the rate times the gradient, at most 1, times a value, at most 20.
    for (const weight of weights) expect(Math.abs(weight)).toBeLessThanOrEqual(0.5 * 20);
  });

  it('Adam', () => {
    const declaration = logistic({ optimizer: 'adam', learningRate: 0.1 });
    expectWeights(learned(declaration, classes), [0.11659710002649934, -0.22066993355801107, 0.40952347707994224], 12);
  });

  it('linear regression on the value as served, at twice the rate, since the loss is half of river’s', () => {
    const declaration = linear({ optimizer: 'sgd', learningRate: 0.1, interceptRate: 0.2, target: 'asServed' });
    const stream = examples(rows, [10, 14, 6, 6, 30, -2]);
    expectWeights(learned(declaration, stream), [7.35167412145711, 1.9895200005375724, 4.232472821405535], 12);
  });

  it('Poisson regression on the count as served', () => {
    const declaration = poisson({ optimizer: 'sgd', learningRate: 0.05, target: 'asServed' });
    const stream = examples(rows, [3, 0, 5, 1, 7, 0]);
    expectWeights(learned(declaration, stream), [0.4615883770716064, 0.06701266829946777, 0.6772947103427365], 12);
  });
});

/**
 * vowpalwabbit.Workspace('--loss_function logistic') and so on, learning '<label> <weight> | a:… b:…'; the labels of logistic are ±1
 * there, predictions of squared within ±20, of poisson within ±50. The largest magnitudes come first: where a later one is larger,
 * Vowpal Wabbit predicts with the old scale and the paper with the new. Its numbers are single, its roots approximate.
 */
describe('the normalised update, as Vowpal Wabbit has it', () => {
  const rows = [
    [2, -4],
    [1.5, 1],
    [-0.5, 3],
    [0.25, 1],
    [2, 4],
    [1, -1],
  ];
  const weights = [1, 1, 2, 0.5, 1, 3];
  /** In units as served: what is learned is the weight per largest magnitude, here 2 and 4. */
  const expectServed = (learner: Learner, [constant, a, b]: readonly [number, number, number]): void =>
    expectWeights(learner, [constant, 2 * a, 4 * b], 4);

  it('on log loss', () => {
    const learner = learned(logistic({ optimizer: 'normalised' }), examples(rows, [1, 0, 1, 0, 1, 0], weights));
    expectServed(learner, [-0.009347349405288696, -0.11308205127716064, 0.07021429389715195]);
  });

  it('on squared loss', () => {
    const stream = examples(rows, [1, 0.5, -0.25, 2, 1, -1.5], weights);
    const learner = learned(linear({ optimizer: 'normalised', target: 'asServed' }), stream);
    expectServed(learner, [-0.0742742121219635, -0.006622254848480225, 0.05555517226457596]);
  });

  it('on Poisson loss', () => {
    const stream = examples(rows, [3, 0, 5, 1, 7, 0], weights);
    const learner = learned(poisson({ optimizer: 'normalised', target: 'asServed' }), stream);
    expectServed(learner, [0.4519995450973511, -0.01603884993672, 0.10440940409898758]);
  });

  it('answers the same whatever the unit of a number is', () => {
    const declaration = logistic({ optimizer: 'normalised' });
    const [one, other] = [1, 2 ** 20].map((unit) =>
      learned(declaration, examples(rows.map(([a, b]) => [a! * unit, b!]).reverse(), [1, 0, 1, 0, 1, 0])),
    );
    expect(weightsOf(one!)).toEqual(weightsOf(other!));
  });
});
