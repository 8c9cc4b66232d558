/** Ensembles where the shared streams are. */
import { adwinBoosting } from '../../../../../functions/contracts/learners/ensembles';
import { adaptiveRandomForest, streamingRandomPatches } from '../../../../../functions/contracts/learners/forest';
import type { LearnerDeclaration } from '../../../../../functions/contracts/learners/learner';
import { createLearner } from '../../../../../functions/domain/learners/create';
import { shared, where } from '../../../../support/on-shared-data';
import { bananas, elec2, phishing, type Stream } from '../../../../support/shared-streams';
import { testThenTrain } from './test-then-train';

const right = (declaration: LearnerDeclaration, { problem, batch }: Stream, count?: number): number =>
  100 * testThenTrain(createLearner(declaration, problem), batch, count);

// Over all 45,312: 92.26 % as the mean of seeds 1 to 10, where repeating the last label (NoChange) has 85.3306 %, MOA's OzaBoostAdwin
// with the same trees 88.63 % (mean of 3 seeds), and the best published figure that we know 90.69 %. By the first
// 9,062 alone it is the best of twelve candidates: `npm run bench -- --only ensembles` has the table.
shared(`ADWIN boosting is right on more than 90.69 % of Elec2, test-then-train (${where})`, () => {
  expect(right(adwinBoosting(), elec2())).toBeGreaterThan(90.69);
});

// Means of ten seeds, MOA 2024.07 of seeds 1 to 10 with 10 members, run beside ours: Phishing ARF 90.37, patches 90.00 (ours 90.38 and
// 90.14, each seed within 1.2 of its mean but for two of the patches); Bananas ARF 88.40, patches 87.65 (ours 88.31 and 87.77, within 0.8).
shared.each([
  ['a forest on Phishing', phishing, 90.37 - 1.2, adaptiveRandomForest()],
  ['a forest on Bananas', bananas, 88.4 - 0.8, adaptiveRandomForest()],
  ['patches on Bananas', bananas, 87.65 - 0.8, streamingRandomPatches()],
])(`%s of one seed: within the spread of seeds of MOA's mean (${where})`, (_, stream, least, of) => {
  expect(right(of, stream())).toBeGreaterThan(least);
});
