import fc from 'fast-check';
import { SlidingScores } from '../../functions/domain/evaluation/sliding-scores';
import {
  anyTask,
  anyWeight,
  boundaries,
  type Examples,
  exactWeight,
  examplesOf,
  expectCloseReport,
  expectSameState,
  score,
  unit,
} from './evaluation-examples';

const SEED = 20010201;
const options = fc.record({ panes: fc.integer({ min: 1, max: 6 }), paneExamples: fc.integer({ min: 1, max: 40 }) });
type Options = typeof options extends fc.Arbitrary<infer T> ? T : never;

const create = ({ shape }: Examples, given: Options): SlidingScores =>
  SlidingScores.create(shape.task, shape.outputs, given, shape.aucBins);

function add(
  sliding: SlidingScores,
  { predictions, label, weight }: Examples,
  from: number,
  to: number,
): SlidingScores {
  sliding.add(predictions, label, weight, to - from, null, from);
  return sliding;
}

test('the window reports what scores of its examples alone report', () => {
  const examples = anyTask.chain((task) => examplesOf(task, exactWeight));
  fc.assert(
    fc.property(examples, options, (all, given) => {
      const sliding = add(create(all, given), all, 0, all.count);
      const filled = Math.ceil(all.count / given.paneExamples);
      const from = Math.max(0, filled - given.panes) * given.paneExamples;
      expectCloseReport(sliding.report(), score(all, from, all.count).report(), 1e-15);
    }),
    { seed: SEED, numRuns: 150 },
  );
});

test('however cut into calls, stopped and resumed, the window is the same to the bit', () => {
  const examples = anyTask.chain((task) => examplesOf(task, anyWeight));
  fc.assert(
    fc.property(examples, options, fc.array(unit, { maxLength: 12 }), (all, given, cuts) => {
      const edges = boundaries(cuts, all.count);
      let resumed = create(all, given);
      for (let k = 1; k < edges.length; k++) {
        resumed = SlidingScores.load(add(resumed, all, edges[k - 1]!, edges[k]!).save());
      }
      const unstopped = add(create(all, given), all, 0, all.count);
      expectSameState(resumed.save(), unstopped.save());
      expect(resumed.report()).toEqual(unstopped.report());
    }),
    { seed: SEED, numRuns: 150 },
  );
});
