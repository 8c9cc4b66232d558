import type { KinesisStreamEvent } from 'aws-lambda';
import { openedOnce } from '../../../../functions/adapters/aws/opened-once';
import { createHandler as createLearn } from '../../../../functions/learn/create-handler';
import { createHandler as createPredict } from '../../../../functions/predict/create-handler';
import { createHandler as createRetrain } from '../../../../functions/retrain/create-handler';
import { binaryModel } from '../../../support/learning';

jest.mock('../../../../functions/adapters/aws/deployed', () => ({
  ...jest.requireActual('../../../../functions/adapters/aws/deployed'),
  deployedModel: () => binaryModel(),
  setting: (name: string) => name,
}));

describe('what a function opens once', () => {
  it('is opened when first asked for, and by one of those who ask at the same time', async () => {
    const open = jest.fn(async () => ({}));
    const opened = openedOnce(open);
    expect(open).not.toHaveBeenCalled();
    const [one, other] = await Promise.all([opened(), opened()]);
    expect(other).toBe(one);
    expect(await opened()).toBe(one);
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('is opened again after it could not be: its failure is that of those who waited for it, and of no other', async () => {
    const open = jest.fn(async () => 'open').mockRejectedValueOnce(new Error('not now'));
    const opened = openedOnce(open);
    const both = await Promise.allSettled([opened(), opened()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await opened()).toBe('open');
    expect(open).toHaveBeenCalledTimes(2);
  });
});

const noRecords: KinesisStreamEvent = { Records: [] };
const asked = { step: 'admit', run: 'a', state: { cause: { kind: 'volume' } } } as const;

it.each([
  { name: 'learn', invoke: (open: () => Promise<never>) => handling(createLearn(open), noRecords) },
  { name: 'predict', invoke: (open: () => Promise<never>) => handling(createPredict(open), {}) },
  { name: 'retrain', invoke: (open: () => Promise<never>) => handling(createRetrain(open), asked) },
])('an instance of $name whose TF.js did not start tries to start it at the next invocation', async ({ invoke }) => {
  let attempts = 0;
  const handle = invoke(async () => {
    attempts += 1;
    throw new Error(`attempt ${attempts}`);
  });
  await expect(handle()).rejects.toThrow('attempt 1');
  await expect(handle()).rejects.toThrow('attempt 2');
});

const handling =
  <Event>(handler: (event: Event) => Promise<unknown>, event: Event) =>
  () =>
    handler(event);
