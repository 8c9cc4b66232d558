import { gaussianNaiveBayes } from '../../../../functions/contracts/learners/bayes';
import { numeric } from '../../../../functions/contracts/model';
import { denseBatch } from '../../../../functions/domain/features/dense-batch';
import { OnlineModel } from '../../../../functions/domain/learners/online-model';

const values = Float64Array.of(1, 9, 2, 8, Number.NaN, 1, 8, 2);
const label = Float64Array.of(0, 0, 1, 1);

it('teaches what the same examples do one by one', () => {
  const fresh = () =>
    OnlineModel.create({
      outcome: 'binary',
      features: { a: numeric(), b: numeric() },
      learner: gaussianNaiveBayes(),
    });
  const [whole, single] = [fresh(), fresh()];
  whole.learner.learn(denseBatch({ values, columns: 2, label }));
  for (const [row, outcome] of label.entries()) {
    single.learn({ a: values[2 * row]!, b: values[2 * row + 1]! }, outcome);
  }
  expect(whole.save()).toEqual(single.save());
});

it.each([
  [
    'values',
    { values: values.subarray(1), columns: 2, label },
    'there are 7 values where the labels and columns want 8',
  ],
  ['weights', { values, columns: 2, label, weight: new Float64Array(3) }, 'there are 3 weights'],
  ['times', { values, columns: 2, label, completedAtMs: new Float64Array(5) }, 'there are 5 times'],
])('refuses %s that do not fit', (_, examples, message) => {
  expect(() => denseBatch(examples)).toThrow(message);
});
