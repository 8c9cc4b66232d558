import { Random } from '../../../../functions/domain/numeric/random';
import { randomOf } from '../../../../functions/domain/state/random-state';
import { StateRefused } from '../../../../functions/domain/state/saved-state';

const stateOf = (random: Uint32Array) => ({ kind: 'dice', format: 1, scalars: {}, arrays: { random } });

it('goes on with the numbers that would have come', () => {
  const random = Random.seeded(4);
  random.word();
  const resumed = randomOf(stateOf(random.save()));
  expect([resumed.word(), resumed.word()]).toEqual([random.word(), random.word()]);
});

it('refuses words that are too few, or all zero, naming whose they are', () => {
  for (const words of [new Uint32Array(4), Uint32Array.of(1, 2, 3)]) {
    expect(() => randomOf(stateOf(words))).toThrow(StateRefused);
    expect(() => randomOf(stateOf(words))).toThrow('dice');
  }
});
