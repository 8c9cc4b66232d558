/** The adaptive random forest beside MOA's, where the shared streams are. */
import { adaptiveRandomForest } from '../../../../../functions/contracts/learners/forest';
import { labelledStretchOf, stretchOf } from '../../../../../functions/domain/features/rows-of';
import { createLearner } from '../../../../../functions/domain/learners/create';
import { ABSENT, elec2, hasSharedData } from '../../../../support/shared-streams';

const shared = hasSharedData() ? it : it.skip;

// On all 45,312 MOA's ARF(10) has 89.3295 % and repeating the last label (NoChange) 85.3306 %; a fifth of it and one seed here.
shared(
  `test-then-train on the first fifth of Elec2, it answers better than the last label (${hasSharedData() ? 'here' : ABSENT})`,
  () => {
    const { problem, batch } = elec2();
    const forest = createLearner(adaptiveRandomForest(), problem);
    const out = new Float64Array(1);
    const first = Math.floor(batch.count / 5);
    let right = 0;
    let repeated = 0;
    for (let at = 0; at < first; at++) {
      forest.predict(stretchOf(batch, at, at + 1), out);
      if ((out[0]! > 0.5 ? 1 : 0) === batch.label[at]) right += 1;
      if (at > 0 && batch.label[at - 1] === batch.label[at]) repeated += 1;
      forest.learn(labelledStretchOf(batch, at, at + 1));
    }
    expect(right).toBeGreaterThan(repeated);
  },
);
