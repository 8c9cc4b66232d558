import { pairs } from '../../../functions/contracts/crosses';
import { DeclarationError } from '../../../functions/contracts/declaration-error';
import { logistic } from '../../../functions/contracts/learners/linear';
import { binary, categorical, type ModelOptions, model, numeric, whenBetter } from '../../../functions/contracts/model';

const crossesOf = (crosses: ModelOptions['crosses']): unknown =>
  model('clicks', {
    outcome: binary({ within: 1000, otherwise: 'discard' }),
    features: {
      userTown: categorical(),
      adSite: categorical(),
      hour: categorical(),
      userAge: categorical(),
      price: numeric(),
    },
    ...(crosses === undefined ? {} : { crosses }),
    learners: [logistic()],
    promote: whenBetter({ metric: 'logLoss' }),
  }).crosses;

it('a pattern stands for the pairs that it fits, in order of name, whichever side fits which', () => {
  expect(crossesOf([pairs('user*', 'ad*')])).toEqual([
    ['adSite', 'userAge'],
    ['adSite', 'userTown'],
  ]);
  expect(crossesOf([pairs('*Site', 'hour')])).toEqual([['adSite', 'hour']]);
});

it('without patterns all pairs of categorical features, none with itself, none twice', () => {
  expect(crossesOf([pairs()])).toHaveLength(6);
  expect(crossesOf([pairs('user*')])).toHaveLength(5);
});

it('crosses that are listed come first, as they are, and are not repeated', () => {
  expect(crossesOf([pairs('hour', 'user*'), ['userAge', 'hour']])).toEqual([
    ['userAge', 'hour'],
    ['hour', 'userTown'],
  ]);
});

it('a pattern is no regular expression', () => {
  expect(() => crossesOf([pairs('user.*')])).toThrow(DeclarationError);
});

it('a pattern that fits no pair is refused, with the features that there are', () => {
  expect(() => crossesOf([['hour', 'userAge'], pairs('price', '*')])).toThrow(
    /crosses\[1\]: got pairs\('price', '\*'\).*they are adSite, hour, userAge, userTown/,
  );
});
