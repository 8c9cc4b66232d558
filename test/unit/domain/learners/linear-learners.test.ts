/**
 * The linear learners against a second implementation, and by hand. The numbers come from numpy 2.3; its core, with running
 * means and deviations taken afresh from all examples so far by np.average:
 *
 *   def row(seen, slots, xs):  # coordinates: 0 intercept, 1..8 slots, 9..10 numbers, 11..12 missing numbers
 *       return [(0,1.)] + [(1+s,1.) for s in slots] + [(11+j,1.) if isnan(x) else (9+j, z(seen,j,x)) for j,x in enumerate(xs)]
 *   def adagrad(w, G, i, g, rate=.5, l1=.01, l2=.02):
 *       l1, l2 = (l1, l2) if i > 0 else (0, 0)
 *       g += l2*w[i]; G[i] += g*g; step = rate/(sqrt(G[i])+1e-8)
 *       w[i] -= step*g; w[i] = sign(w[i])*max(0, abs(w[i])-step*l1)
 *   def ftrl(w, z, n, i, g, a=.5, l1=.1, l2=.3):
 *       l1, l2 = (l1, l2) if i > 0 else (0, 0)
 *       sigma = (sqrt(n[i]+g*g)-sqrt(n[i]))/a; z[i] += g-sigma*w[i]; n[i] += g*g
 *       w[i] = 0 if abs(z[i]) <= l1 else -(z[i]-sign(z[i])*l1)/((1+sqrt(n[i]))/a+l2)
 *   for t,(slots,xs,y,c) in enumerate(data):  # c is the weight
 *       r = row(data[:t+1], slots, xs); p = 1/(1+exp(-sum(w[i]*v for i,v in r)))
 *       for i,v in r: adagrad(w, G, i, (p-y)*c*v)
 */
import type { LinearLearnerDeclaration } from '../../../../functions/contracts/learners/linear';
import { createLearner } from '../../../../functions/domain/learners/create';
import type { Learner, Problem } from '../../../../functions/domain/learners/learner';
import { batchOf, type Example } from '../../../contracts/learner-batches';

const problem: Problem = {
  task: 'binary',
  outputs: 1,
  numericCount: 2,
  numericNames: ['n0', 'n1'],
  categoricalNames: ['c0', 'c1'],
  categoricalCount: 2,
  hashedCount: 2,
  hashBits: 3,
  seed: 0,
};

const adagrad: LinearLearnerDeclaration = {
  kind: 'logistic',
  name: 'l',
  untilMs: null,
  optimizer: 'adagrad',
  learningRate: 0.5,
  intercept: true,
  l1: 0.01,
  l2: 0.02,
};
const ftrl: LinearLearnerDeclaration = { ...adagrad, optimizer: 'ftrl', l1: 0.1, l2: 0.3 };

const at = (hashed: number[], numeric: number[], label: number, weight = 1): Example => ({
  hashed,
  numeric,
  label,
  weight,
  completedAtMs: 0,
});
const { NaN: missing } = Number;
const data = [
  at([1, 5], [0.5, 2], 1),
  at([1, 6], [1.5, missing], 0),
  at([2, 5], [-0.5, 3], 1, 2),
  at([2, 2], [0, 1], 0, 0.5), // two categories that share a slot
  at([1, 5], [missing, 4], 1),
  at([3, 6], [2.5, -1], 0),
];
const probe = at([1, 2], [1, missing], 0);

const learned = (declaration: LinearLearnerDeclaration, of: Problem, examples: readonly Example[]): Learner => {
  const learner = createLearner(declaration, of);
  learner.learn(batchOf(of, examples));
  return learner;
};
const predicted = (learner: Learner, of: Problem, example: Example): number[] => {
  const out = new Float64Array(of.outputs);
  learner.predict(batchOf(of, [example]), out);
  return [...out];
};
const relabelled = (labels: readonly number[]): Example[] =>
  data.map((example, index) => ({ ...example, label: labels[index]! }));

const expectClose = (actual: ArrayLike<number> | undefined, expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(actual![index]).toBeCloseTo(value, 12);
};

describe('against numpy', () => {
  it('AdaGrad with l1, l2, weights, a shared slot and missing numbers', () => {
    const learner = learned(adagrad, problem, data);
    const { arrays } = learner.save();
    expectClose(
      arrays.weights,
      [
        0.2184213414460551, 0, 0.11384342810687732, -0.00703017594698246, -0.37410890466853197, 0, 0.8863177397657831,
        -0.506746389285547, 0, -0.7149816677490585, 1.000209676339569, 0.4441249357131587, -0.4931421097442814,
      ],
    );
    expectClose(
      arrays.squares,
      [
        1.1737116996731338, 0, 0.8037133545700619, 0.49489343447826417, 0.00157743195437406, 0, 0.5244373379901925,
        0.5324604574365757, 0, 0.7647607969843234, 0.5373428460323632, 0.0080076431024062, 0.5315691928128912,
      ],
    );
    expectClose(predicted(learner, problem, probe), [0.4017944556858991]);
  });

  it('FTRL-Proximal with l1, l2, weights, a shared slot and missing numbers', () => {
    const learner = learned(ftrl, problem, data);
    const { arrays } = learner.save();
    expectClose(
      arrays.z,
      [
        -0.6888177054919894, 0, -0.28996638189410995, -0.30899753516854783, 0.24100079410937783, 0, -1.8258994037241236,
        0.8258260261503154, 0, 1.837271548851998, -2.2452602050939334, -0.29857467084085865, 0.5714767459581248,
      ],
    );
    expectClose(
      arrays.n,
      [
        1.5802993591526038, 0, 0.6657325052386142, 0.9456375852624693, 0.05808138276135073, 0, 1.1064801911105355,
        0.3846670539322378, 0, 1.119521161940191, 1.0826650518126648, 0.08914683406772708, 0.3265856711708871,
      ],
    );
    expectClose(predicted(learner, problem, probe), [0.4966509416405951]);
  });

  it('softmax over three classes', () => {
    const multiclass: Problem = { ...problem, task: 'multiclass', outputs: 3 };
    const learner = learned(adagrad, multiclass, relabelled([2, 0, 2, 1, 2, 0]));
    expectClose(predicted(learner, multiclass, probe), [0.48093896666959907, 0.108323932568451, 0.4107371007619498]);
  });

  it('linear regression on a standardised target', () => {
    const regression: Problem = { ...problem, task: 'regression' };
    const learner = learned({ ...adagrad, kind: 'linear' }, regression, relabelled([10, 14, 6, 6, 30, -2]));
    expectClose(learner.save().arrays['target.mean'], [10.307692307692308]);
    expectClose(predicted(learner, regression, probe), [19.517205581640294]);
  });
});

describe('by hand', () => {
  const bare: Problem = { ...problem, numericCount: 0, categoricalCount: 1, hashedCount: 1, hashBits: 1 };
  const once = [at([0], [], 1)];

  it('FTRL after one example of class 1, as Algorithm 1 of the paper goes', () => {
    // p = 1/2, g = -1/2, σ = (√(1/4) - 0) / 1 = 1/2, z = -1/2, n = 1/4, w = (1/2) / (1 + 1/2) = 1/3, in both coordinates
    const learner = learned({ ...ftrl, learningRate: 1, l1: 0, l2: 0 }, bare, once);
    expectClose(learner.save().arrays.z, [-0.5, -0.5, 0]);
    expectClose(learner.save().arrays.n, [0.25, 0.25, 0]);
    expectClose(predicted(learner, bare, once[0]!), [1 / (1 + Math.exp(-2 / 3))]);
    expectClose(predicted(learner, bare, at([1], [], 0)), [1 / (1 + Math.exp(-1 / 3))]);
  });

  it('FTRL with l1 above |z| leaves a weight at exactly 0, and the intercept is not regularised', () => {
    const learner = learned({ ...ftrl, learningRate: 1, l1: 0.6, l2: 5 }, bare, once);
    expectClose(predicted(learner, bare, once[0]!), [1 / (1 + Math.exp(-1 / 3))]);
  });

  it('AdaGrad takes a first step of the learning rate whatever the gradient', () => {
    const learner = learned({ ...adagrad, l1: 0, l2: 0 }, bare, [at([0], [], 1, 7)]);
    expect(learner.save().arrays.weights![0]).toBeCloseTo(0.5, 7);
  });

  // By hand: the form is 0, so p = 0.5 and the gradient is -0.5 in slot 0; AdaGrad's first step is the rate, 0.5 here.
  it('without an intercept only the features move', () => {
    const bareAdagrad = learned({ ...adagrad, intercept: false, l1: 0, l2: 0 }, bare, [at([0], [], 1)]);
    const { weights } = bareAdagrad.save().arrays;
    expect([weights![0], weights![2]]).toEqual([0, 0]);
    expect(weights![1]).toBeCloseTo(0.5, 7);
    expectClose(predicted(bareAdagrad, bare, at([1], [], 0)), [0.5]);
    const bareFtrl = learned({ ...ftrl, intercept: false, l1: 0, l2: 0 }, bare, [at([0], [], 1)]);
    expectClose(bareFtrl.save().arrays.z!, [0, -0.5, 0]);
  });

  it('untrained, all answer with what says nothing', () => {
    expect(predicted(createLearner(adagrad, problem), problem, probe)).toEqual([0.5]);
    const classes: Problem = { ...problem, task: 'multiclass', outputs: 4 };
    expect(predicted(createLearner(ftrl, classes), classes, probe)).toEqual([0.25, 0.25, 0.25, 0.25]);
    const value: Problem = { ...problem, task: 'regression' };
    expect(predicted(createLearner({ ...adagrad, kind: 'linear' }, value), value, probe)).toEqual([0]);
  });

  it('an example of weight 0 teaches nothing', () => {
    const before = createLearner(ftrl, problem).save();
    expect(learned(ftrl, problem, [at([1, 2], [3, 4], 1, 0)]).save()).toEqual(before);
  });
});

describe('what missing means is learned', () => {
  it('a number that is missing only in class 1 tells the class', () => {
    const examples = Array.from({ length: 400 }, (_, index) =>
      index % 2 === 0 ? at([0, 0], [missing, 1], 1) : at([0, 0], [index % 7, 1], 0),
    );
    const learner = learned({ ...adagrad, l1: 0, l2: 0 }, problem, examples);
    expect(predicted(learner, problem, at([0, 0], [missing, 1], 0))[0]).toBeGreaterThan(0.95);
    expect(predicted(learner, problem, at([0, 0], [3, 1], 0))[0]).toBeLessThan(0.05);
  });
});

describe('linear regression is free of the unit of its target', () => {
  const regression: Problem = { ...problem, task: 'regression' };
  const linear: LinearLearnerDeclaration = { ...adagrad, kind: 'linear', l1: 0, l2: 0 };
  const examples = Array.from({ length: 500 }, (_, index) =>
    at([index % 8, 0], [index % 11, index % 3], 5 + 2 * (index % 11) + (index % 8)),
  );

  it('a target in thousandths is learned as well', () => {
    const small = examples.map((example) => ({ ...example, label: example.label / 1000 }));
    const [one, other] = [learned(linear, regression, examples), learned(linear, regression, small)];
    for (const example of examples.slice(-8)) {
      const [value] = predicted(one, regression, example);
      expect(predicted(other, regression, example)[0]! * 1000).toBeCloseTo(value!, 6);
      expect(Math.abs(value! - example.label)).toBeLessThan(0.5);
    }
  });

  it('a constant target is answered by that constant', () => {
    const constant = examples.map((example) => ({ ...example, label: 0.1 }));
    expect(predicted(learned(linear, regression, constant), regression, examples[3]!)).toEqual([0.1]);
  });
});
