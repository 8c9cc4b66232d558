import fc from 'fast-check';
import { shareOf } from '../../../../functions/domain/promotion/budget';
import { withDifferences } from '../../../../functions/domain/promotion/compare';
import { type Contest, openContest } from '../../../../functions/domain/promotion/contest';
import { enter } from '../../../../functions/domain/promotion/enter';
import { afterPromotion, decide } from '../../../../functions/domain/promotion/gate';
import { brier, contestOf, find, rule, sealed } from './examples';

/** What may happen to a contest: a line seals, or a micro-batch is compared, with a mean difference for each slot. */
const events = fc.array(
  fc.oneof(
    fc.record({ line: fc.integer({ min: 1, max: 3 }) }),
    fc.record({
      examples: fc.integer({ min: 1, max: 400 }),
      means: fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { minLength: 4, maxLength: 4 }),
    }),
  ),
  { maxLength: 80 },
);

function apply(
  contest: Contest,
  event: { line: number } | { examples: number; means: number[] },
  hour: number,
): Contest {
  if ('line' in event) return enter(contest, sealed(`${event.line}.${hour}`), brier, rule, 4, 3).contest;
  const candidates = contest.candidates.map((one, slot) =>
    withDifferences(one, new Float64Array(event.examples).fill(event.means[slot]!)),
  );
  const decision = decide({ ...contest, candidates }, rule);
  return decision.promote === null ? decision.contest : afterPromotion(decision.contest, decision.promote).contest;
}

/** All of a reign's budget: stakes held, stakes left over, shares not yet handed out. */
function budgetOf({ candidates, returned, entered }: Contest): number {
  let total = returned + 1;
  for (let index = 1; index <= entered; index++) total -= shareOf(index);
  for (const { stake } of candidates) total += stake;
  return total;
}

test('whatever happens, a reign never has more than its budget, and no more candidates than slots', () => {
  fc.assert(
    fc.property(events, (happening) => {
      let contest = openContest('1.0');
      for (const [hour, event] of happening.entries()) {
        contest = apply(contest, event, hour + 1);
        expect(budgetOf(contest)).toBeLessThanOrEqual(1 + 1e-12);
        expect(contest.candidates.length).toBeLessThanOrEqual(4);
      }
    }),
    { seed: 20010103, numRuns: 300 },
  );
});

test('a contest that is saved as JSON and loaded after every event goes on to the bit', () => {
  fc.assert(
    fc.property(events, (happening) => {
      let kept = openContest('1.0');
      let saved = openContest('1.0');
      for (const [hour, event] of happening.entries()) {
        kept = apply(kept, event, hour + 1);
        saved = JSON.parse(JSON.stringify(apply(saved, event, hour + 1)));
      }
      expect(saved).toStrictEqual(kept);
    }),
    { seed: 20010104, numRuns: 200 },
  );
});

test('no differences make evidence both that a candidate is better and that it is worse', () => {
  // A bet for the candidate wins only if the differences sum to more than 0, one against it only if to less.
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 200 }),
      (differences) => {
        const { better, worse } = withDifferences(find(contestOf('1.1'), '1.1'), Float64Array.from(differences));
        expect(Math.min(Math.max(...better), Math.max(...worse))).toBeLessThanOrEqual(1e-12);
      },
    ),
    { seed: 20010105, numRuns: 500 },
  );
});
