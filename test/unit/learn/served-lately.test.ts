import { problemOf } from '../../../functions/domain/learners/create';
import { StateRefused } from '../../../functions/domain/state/saved-state';
import { addServed, loadServed, NOTHING_SERVED, saveServed } from '../../../functions/learn/served-lately';
import { binaryModel } from '../../support/learning';

const problem = problemOf(binaryModel());
const answered = (count: number, prediction: number) => ({
  predictions: new Float64Array(count).fill(prediction),
  label: new Float64Array(count).fill(1),
  weight: new Float64Array(count).fill(1),
  rows: Int32Array.from({ length: count }, (_, row) => row),
});

it('begins anew with another champion', () => {
  const first = addServed(NOTHING_SERVED, '1.2', problem, answered(10, 0.25));
  expect(first.sums).toMatchObject({ examples: 10, predicted: 2.5, outcome: 10 });
  const second = addServed(first, '1.3', problem, answered(4, 0.5));
  expect(second).toMatchObject({ version: '1.3', sums: { examples: 4, predicted: 2, outcome: 4 } });
});

it('is halved at 20,000 examples, so that what was lately counts more', () => {
  let lately = addServed(NOTHING_SERVED, '1.2', problem, answered(19_999, 0.5));
  expect(lately.sums.examples).toBe(19_999);
  lately = addServed(lately, '1.2', problem, answered(1, 0.5));
  expect(lately.sums).toMatchObject({ examples: 10_000, predicted: 5_000, outcome: 10_000 });
});

it('comes back as it was saved; a workspace without it has none', () => {
  const lately = addServed(NOTHING_SERVED, '1.2', problem, answered(10, 0.3));
  expect(loadServed(saveServed(lately))).toEqual(lately);
  expect(loadServed(undefined)).toEqual(NOTHING_SERVED);
  expect(() => loadServed({ ...saveServed(lately), format: 2 })).toThrow(StateRefused);
});
