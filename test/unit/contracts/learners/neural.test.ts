import { learnerSchema } from '../../../../functions/contracts/learners/learner';
import { type NeuralLearnerDeclaration, neural } from '../../../../functions/contracts/learners/neural';

const complaintsOf = (declaration: NeuralLearnerDeclaration): string[] => {
  const parsed = learnerSchema.safeParse(declaration);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

it('what was not given is not declared: earlier declarations keep their hash', () => {
  expect(neural()).toEqual({
    kind: 'neural',
    name: 'neural',
    untilMs: null,
    layers: [64, 32],
    optimizer: 'adam',
    learningRate: 0.001,
    l2: 0,
    inputBits: 9,
  });
  expect(Object.keys(learnerSchema.parse(neural()))).toHaveLength(8);
});

it('standardising is declared only when it is left out', () => {
  expect(neural({ standardise: true })).toEqual(neural());
  const declaration = neural({ standardise: false });
  expect(declaration.standardise).toBe(false);
  expect(learnerSchema.parse(declaration)).toEqual(declaration);
});

it.each([
  [{ method: 'replay' }, { method: 'replay', size: 200, batch: 32 }],
  [
    { method: 'replay', weight: 5 },
    { method: 'replay', size: 200, batch: 32, weight: 5 },
  ],
  [
    { method: 'derpp', alpha: 0 },
    { method: 'derpp', size: 200, batch: 32, alpha: 0, beta: 1 },
  ],
  [
    { method: 'ewc', every: 500 },
    { method: 'ewc', strength: 30, every: 500, decay: 1 },
  ],
] as const)('%j against forgetting is declared whole', (options, whole) => {
  const declaration = neural({ forgetting: options });
  expect(declaration.forgetting).toEqual(whole);
  expect(learnerSchema.parse(declaration)).toEqual(declaration);
});

it.each([
  [neural({ forgetting: { method: 'replay', size: 0 } }), 'forgetting.size: give a whole number from 1 to 100000'],
  [neural({ forgetting: { method: 'replay', weight: -1 } }), 'forgetting.weight: give a number from 0 to 1000000'],
  [neural({ forgetting: { method: 'derpp', alpha: Number.NaN } }), 'forgetting.alpha: give a number from 0 to 1000000'],
  [neural({ forgetting: { method: 'ewc', decay: 2 } }), 'forgetting.decay: give a number from 0 to 1'],
])('refuses what cannot be meant: %#', (declaration, complaint) => {
  expect(complaintsOf(declaration)).toEqual([complaint]);
});
