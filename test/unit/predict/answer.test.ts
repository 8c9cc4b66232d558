/** Answers come from the champion, and logging fails none of them. */
import { openTfBackend } from '../../../functions/adapters/tfjs/backend';
import { createNeuralFactory } from '../../../functions/adapters/tfjs/neural-factory';
import { neural } from '../../../functions/contracts/model';
import { createEncoder } from '../../../functions/domain/features/encoder';
import { loadTrained } from '../../../functions/learn/checkpoints';
import type { PredictRequest } from '../../../functions/predict/predict';
import { promoteVersion } from '../../../functions/promote/promote';
import {
  binaryModel,
  blockOf,
  blocksOf,
  completedExamples,
  headOf,
  learnBlocks,
  memoryStores,
  multiclassModel,
  regressionModel,
} from '../../support/learning';
import {
  declaration,
  learned,
  moveDeps,
  never,
  order,
  predictingOver,
  request,
  versionIn,
  withFakeTimers,
} from './predicting';

withFakeTimers();

describe('the answer', () => {
  it('is of the untrained prior before anything was learned, under the version that the first commit will give it', async () => {
    const stores = memoryStores();
    const { predicting } = predictingOver(stores);
    const answer = await predicting.predict(request);
    expect(answer).toEqual({ answer: { model: 'clicks', eventId: 'r1', version: '2.0', prediction: 0.5 } });
    await learnBlocks(stores, declaration, [blockOf(declaration, completedExamples(declaration, 16))]);
    expect((await headOf(stores, declaration)).reigns[0]?.version).toBe('2.0');
  });

  it('is of the champion alone, with its version and its probability', async () => {
    const stores = await learned();
    const { reigns } = await headOf(stores, declaration);
    const { learner, about } = await loadTrained(stores.objects, reigns.at(-1)!.checkpoint, undefined);
    const out = new Float64Array(1);
    learner.predict(createEncoder(about.encoding).encodeServed(request.features as Record<string, string>), out);
    expect(reigns.at(-1)?.learner).toBe('logistic');
    expect(await predictingOver(stores).predicting.predict(request)).toEqual({
      answer: { model: 'clicks', eventId: 'r1', version: reigns.at(-1)?.version, prediction: out[0] },
    });
  });

  it('is one probability per class, in declared order, or a value', async () => {
    const classes = predictingOver(memoryStores(), {}, multiclassModel());
    expect(await classes.predicting.predict(request)).toMatchObject({ answer: { prediction: [1 / 3, 1 / 3, 1 / 3] } });
    const value = predictingOver(memoryStores(), {}, regressionModel());
    expect(await value.predicting.predict(request)).toMatchObject({ answer: { prediction: 0 } });
  });

  it('changes nothing: not the champion, not the head, not the next answer', async () => {
    const stores = await learned();
    const before = [await headOf(stores, declaration), (await stores.objects.list()).sort()];
    const { predicting } = predictingOver(stores);
    const first = await predicting.predict(request);
    for (let at = 0; at < 50; at++) await predicting.predict({ ...request, features: { place: `new ${at}`, x: at } });
    expect(await predicting.predict(request)).toEqual(first);
    expect([await headOf(stores, declaration), (await stores.objects.list()).sort()]).toEqual(before);
  });

  it('of a neural champion is its own', async () => {
    const factory = createNeuralFactory(await openTfBackend({ preferred: 'cpu' }));
    const model = binaryModel({ learners: [neural({ layers: [4], inputBits: 3, learningRate: 0.02 })] });
    const stores = memoryStores();
    await learnBlocks(stores, model, blocksOf(model, completedExamples(model, 320), 80), factory);
    const { version, checkpoint } = (await headOf(stores, model)).stored.findLast(
      ({ learner }) => learner === 'neural',
    )!;
    await promoteVersion(moveDeps(stores), model, version, order);
    const { learner, about } = await loadTrained(stores.objects, checkpoint, factory);
    const out = new Float64Array(1);
    learner.predict(createEncoder(about.encoding).encodeServed(request.features as Record<string, string>), out);
    const { predicting } = predictingOver(stores, { neural: factory }, model);
    expect(await predicting.predict(request)).toMatchObject({ answer: { version, prediction: out[0] } });
    expect(out[0]).not.toBe(0.5);
  });
});

describe('a request that cannot be answered is refused, naming the field, the value and what to send', () => {
  it.each<[string, Partial<PredictRequest>, string]>([
    ['a text for a number', { features: { x: '1.25' } }, 'features.x: got "1.25"; send a finite number'],
    [
      'a number for a text',
      { features: { place: 3 } },
      'features.place: got 3; a categorical value is sent as a string',
    ],
    ['a number too large', { features: { x: 1e200 } }, 'features.x: got 1e+200; send a magnitude of at most 1e+100'],
    ['no event id', { eventId: '' }, 'eventId: got ""; send a string that is not empty'],
    ['a time without its zone', { time: '2024-01-02' }, 'time: got "2024-01-02"; send a time with its zone'],
  ])('%s', async (_, change, reason) => {
    const { predicting } = predictingOver(memoryStores());
    expect(await predicting.predict({ ...request, ...change })).toEqual({ refused: expect.stringContaining(reason) });
  });

  it('while features that are not declared are passed over, and those not given are missing', async () => {
    const { predicting } = predictingOver(await learned());
    const bare = await predicting.predict({ ...request, features: {} });
    expect(await predicting.predict({ ...request, features: { place: null, shoeSize: 44 } })).toEqual(bare);
  });
});

describe('the log of predictions', () => {
  it('gets the event as it can be joined: request, version, probability', async () => {
    const stores = await learned();
    const put: string[] = [];
    const { predicting } = predictingOver(stores, { log: { put: async (event) => void put.push(event) } });
    const answer = await predicting.predict(request);
    if ('refused' in answer) throw new Error(answer.refused);
    const { version, prediction } = answer.answer;
    expect(put.map((event) => JSON.parse(event))).toEqual([
      { type: 'prediction', model: 'clicks', ...request, version, prediction },
    ]);
  });

  it('gets nothing of a request that was refused', async () => {
    const put: string[] = [];
    const { predicting } = predictingOver(memoryStores(), { log: { put: async (event) => void put.push(event) } });
    await predicting.predict({ ...request, eventId: '' });
    expect(put).toEqual([]);
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('throttled'))],
    [
      'throws',
      () => {
        throw new Error('throttled');
      },
    ],
  ])('that %s fails no answer; the problem is told with its cause', async (_, put) => {
    const { predicting, problems } = predictingOver(await learned(), { log: { put } });
    expect(versionIn(await predicting.predict(request))).toMatch(/^1\./);
    expect(problems.map(({ message }) => message)).toEqual(['model clicks: a prediction was answered but not logged']);
    expect(problems[0]?.cause).toEqual(new Error('throttled'));
  });

  it('that hangs delays an answer by a quarter of a second at most', async () => {
    const { predicting, problems } = predictingOver(await learned(), { log: { put: () => never } });
    const answer = predicting.predict(request);
    await jest.advanceTimersByTimeAsync(249);
    expect(problems).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(versionIn(await answer)).toMatch(/^1\./);
    expect(problems.map(({ message }) => message)).toEqual([
      'model clicks: a prediction was answered but perhaps not logged',
    ]);
  });
});
