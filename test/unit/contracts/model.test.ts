import { createHash } from 'node:crypto';
import { stableHash } from '../../../functions/contracts/canonical';
import type { ModelDeclaration } from '../../../functions/contracts/declaration';
import { days, hours, minutes, seconds } from '../../../functions/contracts/duration';
import { everyLearner, learnersFor } from '../../../functions/contracts/learners/tasks';
import {
  binary,
  categorical,
  checkDeclaration,
  DeclarationError,
  lastOutcome,
  linear,
  logistic,
  type ModelOptions,
  mixture,
  model,
  multiclass,
  neural,
  numeric,
  onlineBagging,
  prior,
  regression,
  whenBetter,
} from '../../../functions/contracts/model';

const options = {
  outcome: binary({ within: hours(24) }),
  features: { origin: categorical(), hour: categorical(), distance: numeric() },
  learners: [logistic()],
  promote: whenBetter({ metric: 'logLoss' }),
} satisfies ModelOptions;

const declare = (changes: object = {}): ModelDeclaration => model('flights', { ...options, ...changes });

/** The lines of the error that declaring gives, without its first, which names the model. */
function complaints(declaring: () => unknown): string[] {
  try {
    declaring();
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error;
    const [head, ...lines] = error.message.split('\n  ');
    expect(head).toMatch(/^model .* cannot be declared:$/);
    return lines;
  }
  return [];
}

const refused = (changes: object): string[] => complaints(() => declare(changes));

/** What the whole of it looks like, written by hand from the defaults that model.ts states. */
const WHOLE = {
  format: 1,
  name: 'flights',
  outcome: { kind: 'binary', withinMs: 86_400_000, otherwise: 'discard' },
  features: { distance: { kind: 'numeric' }, hour: { kind: 'categorical' }, origin: { kind: 'categorical' } },
  crosses: [],
  hashBits: 18,
  learners: [
    {
      kind: 'logistic',
      name: 'logistic',
      untilMs: null,
      optimizer: 'adagrad',
      intercept: true,
      learningRate: 0.1,
      l1: 0,
      l2: 0,
    },
    { kind: 'prior', name: 'prior', untilMs: null },
    { kind: 'lastOutcome', name: 'lastOutcome', untilMs: null },
  ],
  microBatch: 512,
  seal: { everyMs: 3_600_000, live: 4 },
  promote: {
    kind: 'whenBetter',
    metric: 'logLoss',
    alpha: 0.05,
    minimumExamples: 1000,
    maximumExamples: 1_000_000,
    clip: null,
    lossBound: null,
    approval: 'gate',
  },
  drift: { windowMs: 86_400_000, minimumSample: 1000, psi: 0.25, newCategories: 0.1, missing: 0.1, lossRatio: 1.25 },
  retrain: null,
  archive: null,
  rollbackWithinMs: 2_592_000_000,
  disorderMs: 600_000,
  aheadMs: 86_400_000,
  seed: 1,
};

describe('a declaration', () => {
  it('is made of what was written and the stated defaults', () => {
    expect(declare()).toEqual(WHOLE);
  });

  it('keeps every setting that is given, zeros among them', () => {
    const declared = declare({
      outcome: binary({ within: hours(1), otherwise: 0 }),
      crosses: [['origin', 'hour']],
      hashBits: 20,
      learners: [
        logistic({
          name: 'a',
          optimizer: 'ftrl',
          intercept: false,
          learningRate: 0.5,
          l1: 1,
          l2: 2,
          until: '2001-02-01T00:00:00Z',
        }),
        neural({ layers: [8], optimizer: 'sgd', learningRate: 0.01, l2: 0.1, inputBits: 6 }),
        prior({ name: 'share' }),
      ],
      microBatch: 1,
      seal: { every: minutes(5), live: 2 },
      promote: whenBetter({
        metric: 'logLoss',
        alpha: 0.01,
        minimumExamples: 5,
        maximumExamples: 50,
        clip: 0.001,
        approval: 'person',
      }),
      drift: { window: hours(2), minimumSample: 50, psi: 0.1, newCategories: 0.2, missing: 0.05, lossRatio: 2 },
      retrain: {
        every: days(30),
        everyExamples: 1_000_000,
        onDrift: false,
        learnFrom: days(60),
        cooldown: 0,
        atMost: { count: 1, within: days(1) },
      },
      archive: { days: 0.5 },
      rollbackWithin: 0,
      disorder: 0,
      ahead: 0,
      seed: 0,
    });
    expect(declared).toEqual({
      ...WHOLE,
      outcome: { kind: 'binary', withinMs: 3_600_000, otherwise: 0 },
      crosses: [['origin', 'hour']],
      hashBits: 20,
      learners: [
        // 2001-02-01 is day 11,354 since the epoch.
        {
          kind: 'logistic',
          name: 'a',
          untilMs: 980_985_600_000,
          optimizer: 'ftrl',
          intercept: false,
          learningRate: 0.5,
          l1: 1,
          l2: 2,
        },
        {
          kind: 'neural',
          name: 'neural',
          untilMs: null,
          layers: [8],
          optimizer: 'sgd',
          learningRate: 0.01,
          l2: 0.1,
          inputBits: 6,
        },
        { kind: 'prior', name: 'share', untilMs: null },
        { kind: 'lastOutcome', name: 'lastOutcome', untilMs: null },
      ],
      microBatch: 1,
      seal: { everyMs: 300_000, live: 2 },
      promote: {
        ...WHOLE.promote,
        alpha: 0.01,
        minimumExamples: 5,
        maximumExamples: 50,
        clip: 0.001,
        approval: 'person',
      },
      drift: { windowMs: 7_200_000, minimumSample: 50, psi: 0.1, newCategories: 0.2, missing: 0.05, lossRatio: 2 },
      retrain: {
        everyMs: 2_592_000_000,
        everyExamples: 1_000_000,
        onDrift: false,
        learnFromMs: 5_184_000_000,
        cooldownMs: 0,
        atMost: { count: 1, withinMs: 86_400_000 },
      },
      archive: { days: 0.5 },
      rollbackWithinMs: 0,
      disorderMs: 0,
      aheadMs: 0,
      seed: 0,
    });
  });

  it('of classes holds the default label by its index', () => {
    const outcome = multiclass({ within: seconds(90), classes: ['red', 'green'], otherwise: 'green' });
    expect(outcome).toEqual({ kind: 'multiclass', withinMs: 90_000, otherwise: 1, classes: ['red', 'green'] });
    expect(multiclass({ within: 1, classes: ['red', 'green'] }).otherwise).toBe('discard');
  });

  it('of values needs a bound of its loss', () => {
    const declared = declare({
      outcome: regression({ within: days(2), otherwise: -1.5 }),
      learners: [linear()],
      promote: whenBetter({ metric: 'absoluteError', lossBound: 60 }),
    });
    expect(declared.outcome).toEqual({ kind: 'regression', withinMs: 172_800_000, otherwise: -1.5 });
    expect(declared.promote.lossBound).toBe(60);
  });

  it('is frozen to the last value', () => {
    const declared = declare({ crosses: [['origin', 'hour']] });
    expect(Object.isFrozen(declared)).toBe(true);
    expect(Object.isFrozen(declared.features.origin)).toBe(true);
    expect(Object.isFrozen(declared.crosses[0])).toBe(true);
    expect(Object.isFrozen(declared.learners[0])).toBe(true);
  });

  it('fills in what a retrain leaves open', () => {
    expect(declare({ archive: { days: 30 }, retrain: {} }).retrain).toEqual({
      everyMs: null,
      everyExamples: null,
      onDrift: true,
      learnFromMs: null,
      cooldownMs: 21_600_000,
      atMost: { count: 3, withinMs: 604_800_000 },
    });
  });

  it('refuses to retrain from what is not kept, and options that are none', () => {
    expect(refused({ retrain: {} })).toEqual([
      expect.stringMatching(/^retrain: got .*declare archive: \{ days: 90 \}/),
    ]);
    expect(refused({ archive: { days: 1 }, retrain: { atMost: { count: 0, within: 1 } } })).toEqual([
      'retrain.atMost.count: got 0; give a whole number from 1 to 1000',
    ]);
    expect(refused({ drift: { psy: 1 } })).toEqual(['drift.psy: no such option; remove it, or correct its spelling']);
  });

  it('survives JSON, and is checked again when it is read back', () => {
    const declared = declare({ learners: [logistic(), neural(), lastOutcome()], archive: { days: 7 } });
    expect(JSON.parse(JSON.stringify(declared))).toEqual(declared);
    expect(checkDeclaration(JSON.parse(JSON.stringify(declared)))).toEqual(declared);
    expect(complaints(() => checkDeclaration({ ...declared, microBatch: 0 }))).toHaveLength(1);
    expect(complaints(() => checkDeclaration({ ...declared, format: 2 }))).toEqual([
      'format: got 2; this release reads declarations of format 1',
    ]);
    expect(complaints(() => checkDeclaration([]))).not.toEqual([]);
  });
});

describe('the hash of a declaration', () => {
  /** The same value as WHOLE, typed in anew. Sorted by Python, see below. */
  const CANONICAL =
    '{"aheadMs":86400000,"archive":null,"crosses":[],"disorderMs":600000,' +
    '"drift":{"lossRatio":1.25,"minimumSample":1000,"missing":0.1,"newCategories":0.1,"psi":0.25,"windowMs":86400000},"features":{"distance":{"kind":"numeric"},' +
    '"hour":{"kind":"categorical"},"origin":{"kind":"categorical"}},"format":1,"hashBits":18,"learners":[{"intercept":true,"kind":"logistic",' +
    '"l1":0,"l2":0,"learningRate":0.1,"name":"logistic","optimizer":"adagrad","untilMs":null},{"kind":"prior","name":"prior",' +
    '"untilMs":null},{"kind":"lastOutcome","name":"lastOutcome","untilMs":null}],"microBatch":512,"name":"flights","outcome":' +
    '{"kind":"binary","otherwise":"discard","withinMs":86400000},"promote":{"alpha":0.05,"approval":"gate","clip":null,' +
    '"kind":"whenBetter","lossBound":null,"maximumExamples":1000000,"metric":"logLoss","minimumExamples":1000},' +
    '"retrain":null,"rollbackWithinMs":2592000000,"seal":{"everyMs":3600000,"live":4},"seed":1}';

  it('is the SHA-256 of its canonical JSON', () => {
    // python3: hashlib.sha256(json.dumps(json.load(f), sort_keys=True, separators=(',', ':')).encode()).hexdigest()
    expect(stableHash(declare())).toBe('78bfb53c95813869bf74c37ca5e1b329c18302e4283a42d0829f4bf12ced4654');
    expect(stableHash(declare())).toBe(createHash('sha256').update(CANONICAL).digest('hex'));
  });

  it('does not depend on the order in which anything is written', () => {
    const { promote, learners, features, outcome } = options;
    const reordered = Object.fromEntries(Object.entries(features).reverse());
    const anew = model('flights', { promote, learners, features: reordered as typeof features, outcome });
    expect(stableHash(anew)).toBe(stableHash(declare()));
    expect(JSON.stringify(anew)).toBe(JSON.stringify(declare()));
  });

  it.each([
    ['a feature', { features: { ...options.features, weekday: categorical() } }],
    ["a feature's kind", { features: { ...options.features, hour: numeric() } }],
    ['a setting of a learner', { learners: [logistic({ l2: 1e-9 })] }],
    ['the seed', { seed: 2 }],
    ['the order of the learners, which numbers their lines', { learners: [prior(), logistic()] }],
  ])('changes with %s', (_, changes) => {
    expect(stableHash(declare(changes))).not.toBe(stableHash(declare()));
  });
});

describe('a declaration that cannot be meant is refused, naming field, value and remedy', () => {
  it('in one error for all that is wrong, under the name of the model', () => {
    expect(() => declare({ microBatch: 0, seed: -1 })).toThrow(
      new DeclarationError(
        'model "flights" cannot be declared:\n' +
          '  microBatch: got 0; give a whole number from 1 to 65536\n' +
          '  seed: got -1; give a whole number from 0 to 4294967295',
      ),
    );
  });

  it.each<[string, object, string]>([
    ['a microBatch of 0', { microBatch: 0 }, 'microBatch: got 0; give a whole number from 1 to 65536'],
    ['half a microBatch', { microBatch: 0.5 }, 'microBatch: got 0.5; give a whole number from 1 to 65536'],
    [
      'a microBatch that is NaN',
      { microBatch: Number.NaN },
      'microBatch: got NaN; give a whole number from 1 to 65536',
    ],
    ['a microBatch in words', { microBatch: '512' }, 'microBatch: got "512"; give a whole number from 1 to 65536'],
    ['too many hash bits', { hashBits: 25 }, 'hashBits: got 25; give a whole number from 1 to 24'],
    [
      'what is no list of learners',
      { learners: 'logistic' },
      'learners: got "logistic"; give a list of learners, for instance [logistic()]',
    ],
    ['what is no feature', { features: 'origin' }, 'features: got "origin"; give an object of features by name'],
    ['no gate', { promote: undefined }, "promote: got undefined; use whenBetter({ metric: 'logLoss' })"],
    ['an archive without a measure', { archive: 30 }, 'archive: got 30; give how long, for instance { days: 30 }'],
    [
      'a flat cross',
      { crosses: ['hour'] },
      "crosses[0]: got \"hour\"; give a list of lists of features, for instance [['origin', 'hour']]",
    ],
    [
      'a learner of no kind',
      { learners: [{ kind: 'forest', name: 'f' }] },
      `learners[0].kind: got "forest"; use one of ${everyLearner()}`,
    ],
    [
      'a learning rate of 0',
      { learners: [logistic({ learningRate: 0 })] },
      'learners[0].learningRate: got 0; give a number above 0 and at most 100',
    ],
    [
      'a regularisation below 0',
      { learners: [logistic({ l2: -1 })] },
      'learners[0].l2: got -1; give a number from 0 to 1000000',
    ],
    [
      'an optimizer of another learner',
      { learners: [{ ...logistic(), optimizer: 'rmsprop' }] },
      "learners[0].optimizer: got \"rmsprop\"; give one of 'adagrad', 'ftrl', 'sgd', 'adam', 'normalised'",
    ],
    [
      'a moment that is none',
      { learners: [logistic({ until: 'February' })] },
      'learners[0].untilMs: got NaN; give a time such as 2001-02-01T00:00:00Z',
    ],
    [
      'a layer of no units',
      { learners: [neural({ layers: [64, 0] })] },
      'learners[0].layers[1]: got 0; give a whole number from 1 to 4096',
    ],
    [
      'a name with a blank',
      { learners: [logistic({ name: 'my model' })] },
      'learners[0].name: got "my model"; give a name of letters, digits and _, beginning with a letter, of at most 64',
    ],
    [
      'a misspelt option of a learner',
      { learners: [{ ...logistic(), learningrate: 1 }] },
      'learners[0].learningrate: no such option; remove it, or correct its spelling',
    ],
    ['a misspelt option', { microbatch: 256 }, 'microbatch: no such option; remove it, or correct its spelling'],
    [
      'a misspelt option of the seal',
      { seal: { every: 1, alive: 3 } },
      'seal.alive: no such option; remove it, or correct its spelling',
    ],
    ['no features', { features: {} }, 'features: got {}; declare at least one feature'],
    [
      'a feature of no kind',
      { features: { origin: 'categorical' } },
      'features.origin: got "categorical"; use categorical() or numeric()',
    ],
    [
      'a feature whose name every object has',
      { features: { ...options.features, constructor: numeric() } },
      'features.constructor: got "constructor"; choose another name: every JavaScript object already has this one',
    ],
    [
      'a window of nothing',
      { outcome: binary({ within: 0 }) },
      'outcome.withinMs: got 0; give whole milliseconds from 1 to ten years, for instance hours(24)',
    ],
    [
      'a window without an end',
      { outcome: binary({ within: Number.POSITIVE_INFINITY }) },
      'outcome.withinMs: got Infinity; give whole milliseconds from 1 to ten years, for instance hours(24)',
    ],
    [
      'an outcome of no kind',
      { outcome: { kind: 'ranking' } },
      'outcome.kind: got "ranking"; use binary(…), multiclass(…) or regression(…)',
    ],
    [
      'one class',
      { outcome: multiclass({ within: 1, classes: ['red'] }) },
      'outcome.classes: got ["red"]; give at least two classes',
    ],
    [
      'disorder below 0',
      { disorder: -1 },
      'disorderMs: got -1; give whole milliseconds from 0 to ten years, for instance hours(24)',
    ],
    ['an archive of no days', { archive: { days: 0 } }, 'archive.days: got 0; give a number above 0 and at most 36500'],
    [
      'seals without an interval',
      { seal: { every: 0 } },
      'seal.everyMs: got 0; give whole milliseconds from 1 to ten years, for instance hours(24)',
    ],
    [
      'a gate without alpha',
      { promote: whenBetter({ metric: 'logLoss', alpha: 0 }) },
      'promote.alpha: got 0; give a number above 0 and at most 0.5',
    ],
    [
      'a clip of 0',
      { promote: whenBetter({ metric: 'logLoss', clip: 0 }) },
      'promote.clip: got 0; give a number above 0 and at most 0.25',
    ],
    [
      'a metric that decides nothing',
      { promote: { ...options.promote, metric: 'accuracy' } },
      "promote.metric: got \"accuracy\"; give one of 'logLoss', 'brier', 'squaredError', 'absoluteError'",
    ],
    ['a cross of one', { crosses: [['origin']] }, 'crosses[0]: got ["origin"]; cross at least two features'],
  ])('%s', (_, changes, line) => {
    expect(refused(changes)).toEqual([line]);
  });

  it.each<[string, object, string]>([
    [
      'two learners of one name',
      { learners: [logistic(), logistic({ optimizer: 'ftrl' })] },
      'learners[1].name: got "logistic"; learners[0] has this name already; give one of them another, for instance logistic({ name: \'logistic2\' })',
    ],
    [
      'a learner of values for classes',
      { learners: [linear()] },
      `learners[0].kind: got "linear"; it learns regression outcomes; for a binary outcome use ${learnersFor('binary')}`,
    ],
    [
      'a learner of values within an ensemble of classes',
      { learners: [mixture({ of: [logistic(), onlineBagging({ base: linear() })] })] },
      `learners[0].of[1].base.kind: got "linear"; it learns regression outcomes; for a binary outcome use ${learnersFor('binary')}`,
    ],
    [
      'an unknown feature in a cross',
      { crosses: [['origin', 'wind']] },
      'crosses[0][1]: got "wind"; no such feature is declared; the categorical ones are hour, origin',
    ],
    [
      'a feature that only a prototype has',
      { crosses: [['origin', 'toString']] },
      'crosses[0][1]: got "toString"; no such feature is declared; the categorical ones are hour, origin',
    ],
    [
      'a numeric feature in a cross',
      {
        crosses: [
          ['origin', 'hour'],
          ['distance', 'hour'],
        ],
      },
      'crosses[1][0]: got "distance"; it is numeric, and only categorical features can be crossed: hour, origin',
    ],
    [
      'a feature crossed with itself',
      { crosses: [['origin', 'origin']] },
      'crosses[0][1]: got "origin"; a feature is crossed with itself; name each once',
    ],
    [
      'the same cross twice',
      {
        crosses: [
          ['origin', 'hour'],
          ['hour', 'origin'],
        ],
      },
      'crosses[1]: got ["hour","origin"]; crosses[0] is the same cross; remove one',
    ],
    [
      'the same class twice',
      { outcome: multiclass({ within: 1, classes: ['red', 'green', 'red'] }) },
      'outcome.classes[2]: got "red"; name each class once',
    ],
    [
      'a default label that no outcome can have',
      { outcome: binary({ within: 1, otherwise: 0.5 }) },
      "outcome.otherwise: got 0.5; the default label must be 0 or 1, or 'discard'",
    ],
    [
      'a metric of values for classes',
      { promote: whenBetter({ metric: 'squaredError', lossBound: 1 }) },
      "promote.metric: got \"squaredError\"; for a binary outcome give 'logLoss' or 'brier'",
    ],
    [
      'a bound where there is one',
      { promote: whenBetter({ metric: 'brier', lossBound: 1 }) },
      'promote.lossBound: got 1; brier is bounded already; leave lossBound out',
    ],
    [
      'a clip where nothing is clipped',
      { promote: whenBetter({ metric: 'brier', clip: 0.01 }) },
      'promote.clip: got 0.01; only logLoss is clipped; leave clip out',
    ],
    [
      'less than the minimum of examples',
      { promote: whenBetter({ metric: 'logLoss', minimumExamples: 100, maximumExamples: 99 }) },
      'promote.maximumExamples: got 99; give at least minimumExamples (100)',
    ],
  ])('%s', (_, changes, line) => {
    expect(refused(changes)).toEqual([line]);
  });

  it('a regression with a learner and a metric of classes, and without a bound', () => {
    const outcome = regression({ within: 1 });
    expect(refused({ outcome })).toEqual([
      `learners[0].kind: got "logistic"; it learns binary and multiclass outcomes; for a regression outcome use ${learnersFor('regression')}`,
      "promote.metric: got \"logLoss\"; for a regression outcome give 'squaredError' or 'absoluteError'",
    ]);
    expect(refused({ outcome, learners: [linear()], promote: whenBetter({ metric: 'squaredError' }) })).toEqual([
      'promote.lossBound: got null; the gate needs bounded losses: give the largest loss that should count, for instance the 99.9th percentile you expect',
    ]);
  });

  it('a default label that is no class, by the name it was given', () => {
    expect(() => multiclass({ within: 1, classes: ['red', 'green'], otherwise: 'blue' })).toThrow(
      new DeclarationError(
        'outcome.otherwise: got "blue"; the default label must be the name of a class (red, green), or \'discard\'',
      ),
    );
  });

  it.each(['', 'Flights', '9lives', 'my_model', '__proto__', 'a'.repeat(64)])('the name %j', (name) => {
    expect(complaints(() => model(name, options))).toEqual([
      `name: got ${JSON.stringify(name)}; give a name of a-z, 0-9 and -, beginning with a letter, of at most 63`,
    ]);
  });

  it('a value too long to be shown whole', () => {
    expect(refused({ learners: [logistic({ name: 'x'.repeat(100) })] })).toEqual([
      `learners[0].name: got "${'x'.repeat(76)}…; give a name of letters, digits and _, beginning with a letter, of at most 64`,
    ]);
  });
});
