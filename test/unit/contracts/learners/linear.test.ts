import { learnerSchema } from '../../../../functions/contracts/learners/learner';
import {
  type LinearLearnerDeclaration,
  linear,
  logistic,
  poisson,
} from '../../../../functions/contracts/learners/linear';

const complaintsOf = (declaration: LinearLearnerDeclaration): string[] => {
  const parsed = learnerSchema.safeParse(declaration);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

it('what was not given is not declared: earlier declarations keep their hash', () => {
  expect(logistic()).toEqual({
    kind: 'logistic',
    name: 'logistic',
    untilMs: null,
    optimizer: 'adagrad',
    intercept: true,
    learningRate: 0.1,
    l1: 0,
    l2: 0,
  });
  expect(Object.keys(learnerSchema.parse(logistic()))).toHaveLength(8);
});

it.each([
  logistic({ optimizer: 'sgd', decayPower: 0.5, interceptRate: 0 }),
  linear({ optimizer: 'adam', target: 'asServed', l1: 1 }),
  poisson({ optimizer: 'normalised' }),
  poisson({ optimizer: 'ftrl', target: 'relative' }),
])('%j can be declared, and comes back from the schema as it is', (declaration) => {
  expect(learnerSchema.parse(declaration)).toEqual(declaration);
});

it('each optimizer has a learning rate of its own by default', () => {
  const optimizers = ['adagrad', 'ftrl', 'sgd', 'adam', 'normalised'] as const;
  expect(optimizers.map((optimizer) => logistic({ optimizer }).learningRate)).toEqual([0.1, 0.1, 0.01, 0.01, 0.5]);
});

it('an option that its optimizer has not is refused with the reason', () => {
  expect(complaintsOf(logistic({ interceptRate: 0.1 }))).toEqual([
    "interceptRate: only optimizer: 'sgd' has it; leave it out",
  ]);
  expect(complaintsOf(linear({ optimizer: 'adam', decayPower: 0.5 }))[0]).toMatch(/^decayPower: only/);
  expect(complaintsOf(poisson({ optimizer: 'normalised', l1: 0.1, l2: 0.1 }))).toHaveLength(2);
  expect(complaintsOf({ ...logistic(), target: 'asServed' })).toEqual(['target: a class has no unit; leave it out']);
});
