import { checkDeclaration } from '../../../functions/contracts/model';
import { flights as builtIn } from '../../../infra/models/flights';
import { flights } from './flights-lines';

test('the flights with more lines are a sound declaration, and those of the built-in one stay first', () => {
  const { learners } = checkDeclaration(flights);
  expect(learners.slice(0, builtIn.learners.length)).toEqual(builtIn.learners);
  expect(learners.slice(builtIn.learners.length).map(({ kind }) => kind)).toEqual([
    'hoeffdingAdaptiveTree',
    'adaptiveRandomForest',
  ]);
});
