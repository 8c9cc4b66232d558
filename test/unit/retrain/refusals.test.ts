/** Requests that come to nothing, and say why. */
import { hours } from '../../../functions/contracts/duration';
import type { MetricName } from '../../../functions/contracts/metrics';
import { categorical, logistic, multiclass, numeric } from '../../../functions/contracts/model';
import { requested } from '../../../functions/retrain/going-on';
import { runStep } from '../../../functions/retrain/retrain';
import {
  binaryModel,
  blockOf,
  completedExamples,
  headOf,
  learnBlocks,
  memoryStores,
  multiclassModel,
  regressionModel,
  type Stores,
} from '../../support/learning';
import {
  asked,
  completed,
  declaration,
  drifted,
  entriesOf,
  LEARNED,
  learn,
  learned,
  linesOf,
  orphans,
  retrainDeps,
  retrained,
} from './retraining';

/** Everything is as it was, but for the ledger. */
async function expectNothingMade(stores: Stores): Promise<void> {
  expect(await linesOf(stores)).toEqual(['logistic 1.40', 'prior 2.40', 'lastOutcome 3.40']);
  expect(await orphans(stores)).toEqual([]);
}

const archivedNames = async (stores: Stores): Promise<string[]> => {
  const lineage = await stores.heads.lineage(declaration.name);
  return [...new Set(lineage.flatMap(({ data }) => ('archived' in data ? data.archived : [])))];
};

describe('a request that is not admitted', () => {
  it('within the cooldown, or over the budget, is refused in the ledger and in the metrics', async () => {
    const stores = await learned();
    const put: [MetricName, number][] = [];
    const metrics = { put: (_: string, name: MetricName, value: number) => put.push([name, value]) };
    let nowMs = 0;
    const at = (hour: number) => {
      nowMs = hours(hour);
      return { metrics, clock: { effectiveMs: () => nowMs } };
    };
    expect((await retrained(stores, declaration, drifted('a'), at(0))).verdict).toBe('deployed');
    expect((await retrained(stores, declaration, drifted('b'), at(0.5))).reason).toContain('the cooldown is 1 h');
    expect((await retrained(stores, declaration, drifted('c'), at(1))).verdict).toBe('deployed');
    expect((await retrained(stores, declaration, drifted('d'), at(2))).reason).toContain('start the next one by hand');
    expect((await retrained(stores, declaration, drifted('e'), at(3))).verdict).toBe('refused');
    expect((await retrained(stores, declaration, asked('f'), at(4))).verdict).toBe('deployed');
    expect(put).toEqual([
      ['retrainsStarted', 1],
      ['retrainNeedsPerson', 0],
      ['retrainsRefused', 1],
      ['retrainsStarted', 1],
      ['retrainNeedsPerson', 0],
      ['retrainsRefused', 1],
      ['retrainNeedsPerson', 1],
      ['retrainsRefused', 1],
      ['retrainNeedsPerson', 1],
      ['retrainsStarted', 1],
      ['retrainNeedsPerson', 0],
    ]);
    const refused = await entriesOf(stores, 'retrain-refused');
    expect(refused.map(({ evidence }) => evidence.id)).toEqual(['b', 'd', 'e']);
    expect(refused[0]).toMatchObject({
      by: 'perennial',
      reason: expect.stringContaining('alarm clicks-drift: x has drifted; the last one was started 30 min ago'),
      evidence: { alarm: 'clicks-drift', metric: 'featureDrift', value: 1.5, cause: 'drift' },
    });
    const { retrains } = await headOf(stores, declaration);
    expect(retrains?.map(({ id, state, version }) => [id, state, version])).toEqual([
      ['a', 'deployed', '4.0'],
      ['b', 'cooldown', null],
      ['c', 'deployed', '5.0'],
      ['d', 'needs-person', null],
      ['e', 'needs-person', null],
      ['f', 'deployed', '6.0'],
    ]);
  });

  it('because too little was learned leaves no trace: that is asked every few minutes', async () => {
    const stores = await learned();
    const before = await headOf(stores, declaration);
    const model = { ...declaration, retrain: { ...declaration.retrain!, everyExamples: 1_000_000 } };
    const put: MetricName[] = [];
    const metrics = { put: (_: string, name: MetricName) => put.push(name) };
    const { reason } = await retrained(stores, model, { id: 'v', cause: { kind: 'volume' } }, { metrics });
    expect(reason).toContain('it is due every 1000000');
    expect(await headOf(stores, declaration)).toEqual(before);
    expect(await entriesOf(stores, 'retrain-refused')).toEqual([]);
    expect(put).toEqual([]);
  });

  it('for a learner that cannot be promoted names those that can', async () => {
    const stores = await learned();
    const { verdict, reason } = await retrained(stores, declaration, { ...asked(), learner: 'prior' });
    expect([verdict, reason]).toEqual(['refused', 'model clicks declares no learner prior; it has logistic']);
    expect(await entriesOf(stores, 'retrain-refused')).toHaveLength(1);
    await expectNothingMade(stores);
  });

  it('for a model that has learned nothing leaves no trace', async () => {
    const stores = memoryStores();
    const { reason } = await retrained(stores);
    expect(reason).toBe('model clicks has learned nothing yet; send it events first');
    expect(await stores.heads.models()).toEqual([]);
  });

  it('of a model without a retrain declaration is a person’s only', async () => {
    const model = binaryModel();
    const stores = await learned(model);
    expect((await retrained(stores, model, drifted('a'))).reason).toContain('only a person starts one');
    expect((await retrained(stores, model, asked('b'))).verdict).toBe('deployed');
  });
});

describe('asked again under the same name', () => {
  it('after it was deployed nothing is started, written or trained', async () => {
    const stores = await learned();
    await retrained(stores);
    const head = await headOf(stores, declaration);
    const { verdict, reason } = await retrained(stores);
    expect([verdict, reason]).toEqual([
      'refused',
      'request r1 was deployed as 4.0; ask under another name for another training',
    ]);
    expect(await headOf(stores, declaration)).toEqual(head);
  });

  it('after it was refused it is refused without another entry', async () => {
    const stores = await learned();
    await retrained(stores, declaration, drifted('a'));
    await retrained(stores, declaration, drifted('b'));
    const again = await retrained(stores, declaration, drifted('b'));
    expect(again.reason).toContain('request b has ended before: cooldown');
    expect(await entriesOf(stores, 'retrain-refused')).toHaveLength(1);
  });
});

describe('data that are not there', () => {
  it('since the model keeps no archive are said not to be retained', async () => {
    const model = { ...binaryModel(), archive: null };
    const stores = await learned(model);
    const { verdict, reason } = await retrained(stores, model);
    expect([verdict, reason]).toEqual(['refused', 'data not retained: model clicks declares no archive']);
    expect(await entriesOf(stores, 'retrain-failed')).toMatchObject([{ reason, by: 'ada', evidence: { id: 'r1' } }]);
    await expectNothingMade(stores);
  });

  it('since it has kept one only of late are done without', async () => {
    const model = { ...binaryModel(), archive: null };
    const stores = await learned(model, 320);
    await learn(stores, declaration, 320, LEARNED);
    expect((await retrained(stores, binaryModel())).evidence).toMatchObject({
      archivedFromBatch: 21,
      microBatches: 20,
    });
  });

  it('since their time is over are done without, as far as they are the oldest', async () => {
    const stores = await learned();
    const names = await archivedNames(stores);
    for (const name of names.slice(0, 3)) await stores.objects.delete(name);
    const { evidence, verdict } = await retrained(stores, binaryModel());
    expect(verdict).toBe('deployed');
    // Each object holds four micro-batches.
    expect(evidence).toMatchObject({ archivedFromBatch: 13, archivedObjects: 7, microBatches: 28 });
  });

  it('at all end the retrain, as does a gap', async () => {
    const stores = await learned();
    const names = await archivedNames(stores);
    await stores.objects.delete(names[7]!);
    const gone = `data not retained: archived examples ${names[7]!.slice(0, 12)} are gone`;
    expect((await retrained(stores)).reason).toBe(gone);
    for (const name of names) await stores.objects.delete(name);
    const last = `data not retained: archived examples ${names.at(-1)!.slice(0, 12)} are gone`;
    expect((await retrained(stores, declaration, asked('r2'))).reason).toBe(last);
    await expectNothingMade(stores);
  });

  it('before the first micro-batch are waited for', async () => {
    const stores = await learned(declaration, 10);
    expect((await retrained(stores)).reason).toBe('no micro-batch was learned yet');
  });
});

describe('data that cannot be learned from', () => {
  it('of one label are refused', async () => {
    const stores = memoryStores();
    const ones = completed.slice(0, 64).map((one) => ({ ...one, label: 1 }));
    await learnBlocks(stores, declaration, [blockOf(declaration, ones)]);
    expect((await retrained(stores)).reason).toBe('all 64 examples looked at have the label 1');
  });

  it('without any of the declared features are refused; without some of them they are learned, and that is said', async () => {
    const other = binaryModel({ features: { hour: categorical(), z: numeric() }, crosses: [] });
    const stores = await learned();
    expect((await retrained(stores, other)).reason).toBe(
      'none of the declared features is in the 640 examples looked at',
    );
    const more = binaryModel({ features: { place: categorical(), x: numeric(), z: numeric() }, crosses: [] });
    const { verdict, evidence } = await retrained(stores, more, asked('r2'));
    expect([verdict, evidence.neverServed]).toEqual(['deployed', 'z']);
  });

  it('that make a line no better than the prior are refused, with both losses', async () => {
    const blind = binaryModel({ learners: [logistic({ learningRate: 10 })], features: { y: numeric() }, crosses: [] });
    const stores = await learned();
    const { verdict, reason } = await retrained(stores, blind);
    expect(verdict).toBe('refused');
    expect(reason).toMatch(/^no better than the prior: logLoss \d\.\d+ against 0\.\d+ on the last 128 examples$/);
    const [failed] = await entriesOf(stores, 'retrain-failed');
    expect(failed).toMatchObject({ reason, evidence: { trainedExamples: 640, microBatches: 40 } });
    await expectNothingMade(stores);
  });
});

test.each([
  ['multiclass', multiclassModel({ retrain: {} }), 'labels of middle'],
  ['regression', regressionModel({ retrain: {} }), 'meanLabel'],
])('a %s model is retrained to what its loop has come to', async (_, model, counted) => {
  const stores = memoryStores();
  await learnBlocks(stores, model, [blockOf(model, completedExamples(model, 640))]);
  const { verdict, evidence } = await retrained(stores, model);
  expect(verdict).toBe('deployed');
  expect(evidence[counted]).toBeDefined();
  const [first, , , last] = (await headOf(stores, model)).lines;
  expect(last?.checkpoint).toBe(first?.checkpoint);
});

test('a declaration that changes between two steps ends the retrain', async () => {
  const stores = await learned();
  const deps = retrainDeps(stores);
  const admitted = await runStep(deps, declaration, 'admit', requested(asked(), 'run'));
  const redeclared = binaryModel({ learners: [logistic({ learningRate: 0.3 })] });
  const { verdict, reason } = await runStep(deps, redeclared, 'fetch', admitted);
  expect([verdict, reason]).toEqual([
    'refused',
    'the declaration of logistic has changed since the training was started; ask for another',
  ]);
  expect((await headOf(stores, declaration)).retrains).toMatchObject([{ id: 'r1', state: 'failed' }]);
});

test('a step that failed for good is in the ledger with what it threw', async () => {
  const stores = await learned();
  const archive = { get: async () => Promise.reject(new Error('the store does not answer')) };
  await expect(retrained(stores, declaration, asked(), { archive })).rejects.toThrow('the store does not answer');
  expect(await entriesOf(stores, 'retrain-failed')).toMatchObject([{ reason: 'the store does not answer' }]);
  await expectNothingMade(stores);
});

test('classes of a model are counted by name', async () => {
  const model = multiclassModel({
    outcome: multiclass({ within: hours(24), classes: ['low', 'middle', 'high'] }),
    retrain: {},
  });
  const examples = completedExamples(model, 640);
  const stores = memoryStores();
  await learnBlocks(stores, model, [blockOf(model, examples)]);
  const { evidence } = await retrained(stores, model);
  const count = (at: number) => examples.filter(({ label }) => label === at).length;
  expect(evidence).toMatchObject({
    'labels of low': count(0),
    'labels of middle': count(1),
    'labels of high': count(2),
  });
});
