import { type Functions, functionsOf } from '../../../../functions/local/aws/answers';
import { binaryModel } from '../../../support/learning';

const deployed = {
  name: 'clicks',
  predictFunction: 'predict-clicks',
  promoteFunction: 'promote-clicks',
  retrainStateMachine: null,
};
const order = { by: 'ada', reason: 'it is better' };
const request = { eventId: 'a1', time: '2024-01-01T00:00:00Z', features: { x: 1 } };
const entry = {
  kind: 'rolled-back',
  timeMs: 1_700_000_000_000,
  version: '1.4',
  from: '1.9',
  by: 'ada',
  reason: 'it is better',
  evidence: { fork: '4.0', checkpoint: 'ab' },
  revision: 12,
};

/** The functions, with what they were asked. */
function answering(answer: unknown): { functions: Functions; asked: [string, object][] } {
  const asked: [string, object][] = [];
  const functions = functionsOf(deployed, async (name, payload) => {
    asked.push([name, payload]);
    // As it comes over the wire.
    return JSON.parse(JSON.stringify(answer));
  });
  return { functions, asked };
}

describe("a deployed model's functions", () => {
  it('are asked for the declaration, which is checked', async () => {
    const declaration = binaryModel();
    const { functions, asked } = answering({ kind: 'described', declaration });
    expect(await functions.describe()).toEqual(declaration);
    expect(asked).toEqual([['promote-clicks', { action: 'describe' }]]);
    const wrong = answering({ kind: 'described', declaration: { ...declaration, microBatch: 0 } });
    await expect(wrong.functions.describe()).rejects.toThrow(/microBatch: got 0/);
  });

  it('move the champion, and tell the ledger entry', async () => {
    const { functions, asked } = answering({ kind: 'moved', entry });
    expect(await functions.promote('1.4', order)).toEqual({ kind: 'moved', entry });
    expect(await functions.rollBack('1.4', order)).toEqual({ kind: 'moved', entry });
    expect(await functions.rollBack(undefined, order)).toEqual({ kind: 'moved', entry });
    expect(asked).toEqual([
      ['promote-clicks', { action: 'promote', version: '1.4', ...order }],
      ['promote-clicks', { action: 'rollback', to: '1.4', ...order }],
      ['promote-clicks', { action: 'rollback', ...order }],
    ]);
  });

  it('refuse with a reason', async () => {
    const refusal = { kind: 'refused', reason: 'version 7.7 is not stored' };
    expect(await answering(refusal).functions.promote('7.7', order)).toEqual(refusal);
    expect(await answering({ refused: 'x: send a number' }).functions.predict(request)).toEqual({
      refused: 'x: send a number',
    });
  });

  it.each([0.25, [0.25, 0.5, 0.25]])('answer a request with %p', async (prediction) => {
    const answer = { answer: { model: 'clicks', eventId: 'a1', version: '1.4', prediction } };
    const { functions, asked } = answering(answer);
    expect(await functions.predict(request)).toEqual(answer);
    expect(asked).toEqual([['predict-clicks', request]]);
  });

  it.each([
    ['nothing', null],
    ['another form', { statusCode: 200, body: '{}' }],
    ['an entry of another kind', { kind: 'moved', entry: { ...entry, kind: 'demoted' } }],
  ])('of another version, that answer %s, are not understood', async (_, answer) => {
    const { functions } = answering(answer);
    await expect(functions.promote('1.4', order)).rejects.toThrow(
      /^function promote-clicks answered .*, which this version of perennial does not understand; deploy the stack/,
    );
    await expect(functions.predict(request)).rejects.toThrow(/^function predict-clicks answered/);
  });
});
