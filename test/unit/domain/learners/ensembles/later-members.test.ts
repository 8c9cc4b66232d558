/** Members that came later than the first ones go on, after a stop, with the seed that they were made with: they may draw from it again. */
import type { FeatureBatch } from '../../../../../functions/domain/features/batch';
import { createBoosting, loadBoosting } from '../../../../../functions/domain/learners/ensembles/adwin-boosting';
import { createBagging, loadBagging } from '../../../../../functions/domain/learners/ensembles/bagging';
import type { Member } from '../../../../../functions/domain/learners/ensembles/members';
import { createMixture } from '../../../../../functions/domain/learners/ensembles/mixture';
import { createRenewed, loadRenewed } from '../../../../../functions/domain/learners/ensembles/renewed-ensemble';
import type { ExampleLearner } from '../../../../../functions/domain/learners/learner';
import { OneByOne } from '../../../../../functions/domain/learners/one-by-one';
import type { SavedState } from '../../../../../functions/domain/state/saved-state';
import { batchOf, problemFor } from '../../../../contracts/learner-batches';

/** Always says 0; its state is its seed. */
class Seeded extends OneByOne {
  readonly kind = 'seeded';
  protected readonly outputs = 1;

  constructor(private readonly seed: number) {
    super();
  }

  predictExample(_batch: FeatureBatch, _example: number, out: Float64Array, at: number): void {
    out[at] = 0;
  }

  learnExample(): void {}

  save() {
    return { kind: this.kind, format: 1, scalars: { seed: this.seed }, arrays: {} };
  }
}

/** Every member made or loaded, as the seed that it was given and the one in its state. */
function recorded() {
  const loaded: [given: number, stored: unknown][] = [];
  const made: number[] = [];
  const member: Member = ({ seed }, state): ExampleLearner => {
    if (state === undefined) made.push(seed);
    else loaded.push([seed, state.scalars.seed]);
    return new Seeded(seed);
  };
  return { member, made, loaded };
}

const problem = problemFor('binary');
const deltas = { warningDelta: 0.01, driftDelta: 0.001 };
const bagging = { kind: 'leveragingBagging', models: 2, poissonMean: 6, driftDelta: 0.002 } as const;
const patches = { kind: 'streamingRandomPatches', models: 2, poissonMean: 6, ...deltas } as const;
const boosting = { models: 2, driftDelta: 0.002 };

/** Right 200 times, then wrong. */
const stream = batchOf(
  problem,
  Array.from({ length: 600 }, (_, at) => ({
    hashed: [0, 0, 0],
    numeric: [0, 0],
    label: at < 200 ? 0 : 1,
    weight: 1,
    completedAtMs: 0,
  })),
);

describe.each([
  [
    'bagging',
    (make: Member) => createBagging(bagging, problem, make),
    (make: Member, state: SavedState) => loadBagging(bagging, problem, make, state),
  ],
  [
    'boosting',
    (make: Member) => createBoosting(boosting, problem, make),
    (make: Member, state: SavedState) => loadBoosting(boosting, problem, make, state),
  ],
  [
    'patches',
    (make: Member) => createRenewed(patches, problem, make),
    (make: Member, state: SavedState) => loadRenewed(patches, problem, make, state),
  ],
] as const)('%s', (_name, create, load) => {
  it('members that replaced others are loaded with their own seeds', () => {
    const { member, made, loaded } = recorded();
    const ensemble = create(member);
    ensemble.learn(stream);
    expect(made.length).toBeGreaterThan(2);
    load(member, ensemble.save());
    expect(loaded.some(([, stored]) => !made.slice(0, 2).includes(Number(stored)))).toBe(true);
    for (const [given, stored] of loaded) expect(given).toBe(stored);
  });
});

it.each([9, 11, 18])('%s members that are certain together are not more than certain', (models) => {
  const certain: Member = () =>
    new (class extends Seeded {
      override predictExample(_batch: FeatureBatch, _example: number, out: Float64Array, at: number): void {
        out[at] = 1;
      }
    })(0);
  const settings = { ...bagging, models };
  for (const ensemble of [
    createBagging(settings, problem, certain),
    createBoosting({ ...boosting, models }, problem, certain),
    createRenewed({ ...patches, models }, problem, certain),
    createMixture(
      { share: 0.001 },
      problem,
      Array.from({ length: models }, () => certain),
    ),
  ]) {
    const out = new Float64Array(1);
    const one = batchOf(problem, [{ hashed: [0, 0, 0], numeric: [0, 0], label: 1, weight: 1, completedAtMs: 0 }]);
    for (let times = 0; times < 20; times++) {
      ensemble.learn(one);
      ensemble.predict(one, out);
      expect(out[0]).toBe(1);
    }
  }
});
