import { logEValue } from '../../../../functions/domain/promotion/bets';
import { type Candidate, openContest } from '../../../../functions/domain/promotion/contest';
import { afterPromotion, decide, logThreshold, verdictOn } from '../../../../functions/domain/promotion/gate';
import { contestOf, find, rule, sealed, versionsOf, whenSeen } from './examples';

const seen = (examples: number, difference: number): Candidate =>
  find(whenSeen(contestOf('1.1'), '1.1', examples, difference), '1.1');

describe('the verdict', () => {
  test('needs an e-value of 1 / (alpha x stake): 100 for the first candidate at alpha 0.05', () => {
    expect(logThreshold(seen(0, 0), rule)).toBeCloseTo(Math.log(100), 14);
  });

  test('is to keep testing before the minimum of examples, however strong the evidence', () => {
    expect(verdictOn(seen(99, 0.9), rule)).toEqual({ state: 'keep-testing', reason: 'too-few-examples' });
    expect(verdictOn(seen(99, -0.9), rule)).toEqual({ state: 'keep-testing', reason: 'too-few-examples' });
    expect(verdictOn(seen(100, 0.9), rule)).toEqual({ state: 'promote' });
  });

  test('is to keep testing as long as the evidence does not suffice', () => {
    expect(verdictOn(seen(100, 0), rule)).toEqual({ state: 'keep-testing', reason: 'undecided-so-far' });
  });

  test('is to give up on evidence that the candidate is worse', () => {
    expect(verdictOn(seen(100, -0.1), rule)).toEqual({
      state: 'give-up',
      code: 'worse',
      reason: 'worse than the champion: mean difference -0.100 over 100 examples, e-value at least 20',
    });
  });

  test('is to give up when the maximum of examples has not decided', () => {
    expect(verdictOn(seen(10_000, 0), rule)).toEqual({
      state: 'give-up',
      code: 'undecided',
      reason: 'undecided after 10000 examples',
    });
  });

  test('at the maximum is still to promote when the evidence suffices', () => {
    expect(verdictOn(seen(10_000, 0.1), rule)).toEqual({ state: 'promote' });
  });
});

describe('a look at the contest', () => {
  test('changes nothing while all are tested', () => {
    const contest = contestOf('1.1', '1.2');
    expect(decide(contest, rule)).toEqual({ promote: null, awaiting: [], givenUp: [], contest });
  });

  test('removes the given-up and puts what their stakes left over back into the budget', () => {
    const contest = whenSeen(whenSeen(contestOf('1.1', '1.2', '1.3'), '1.1', 10_000, 0), '1.2', 100, -0.5);
    const decision = decide(contest, rule);
    expect(decision.givenUp.map(({ candidate, code }) => [candidate.version, code])).toEqual([
      ['1.1', 'undecided'],
      ['1.2', 'worse'],
    ]);
    expect(versionsOf(decision.contest)).toEqual(['1.3']);
    // All of the undecided one's 1/5, and next to nothing of the other's 2/15.
    expect(decision.contest.returned).toBeGreaterThanOrEqual(1 / 5);
    expect(decision.contest.returned).toBeLessThan(1 / 5 + 2 / 15 / 10);
  });

  test('promotes the candidate with the greatest mean difference of those that reached the threshold', () => {
    let contest = contestOf('1.1', '1.2', '1.3');
    contest = whenSeen(contest, '1.1', 1000, 0.1);
    contest = whenSeen(contest, '1.2', 500, 0.2);
    contest = whenSeen(contest, '1.3', 800, 0.05);
    expect(decide(contest, rule).promote).toBe(find(contest, '1.2'));
  });

  test('promotes the one sealed last of those with equal means', () => {
    let contest = contestOf('1.2', '1.3', '1.1');
    for (const { version } of contest.candidates) contest = whenSeen(contest, version, 1000, 0.125);
    expect(decide(contest, rule).promote?.version).toBe('1.3');
  });
});

describe('where a person approves', () => {
  const asking = { ...rule, approval: 'person' as const };

  test('a candidate at the threshold is reported once, is compared on, and is not promoted', () => {
    const first = decide(whenSeen(contestOf('1.1', '1.2'), '1.1', 1000, 0.1), asking);
    expect(first.promote).toBeNull();
    expect(first.awaiting).toEqual([find(first.contest, '1.1')]);
    expect(first.awaiting[0]?.awaitingApproval).toBe(true);
    const second = decide(whenSeen(first.contest, '1.1', 100, 0), asking);
    expect(second.awaiting).toEqual([]);
    expect(versionsOf(second.contest)).toEqual(['1.1', '1.2']);
    expect(find(second.contest, '1.1').examples).toBe(1100);
  });

  test('one that waits is not given up as undecided, but it is when it turns out worse', () => {
    const { contest } = decide(whenSeen(contestOf('1.1'), '1.1', 1000, 0.1), asking);
    const faded = whenSeen(contest, '1.1', 9500, -0.0105);
    expect(logEValue(find(faded, '1.1').better)).toBeLessThan(logThreshold(find(faded, '1.1'), asking));
    expect(decide(faded, asking).givenUp).toEqual([]);
    expect(decide(whenSeen(contest, '1.1', 9000, -0.1), asking).givenUp[0]?.code).toBe('worse');
  });

  test('one that waits is promoted when the model is declared anew without a person', () => {
    const { contest } = decide(whenSeen(contestOf('1.1'), '1.1', 1000, 0.1), asking);
    expect(decide(contest, rule).promote?.version).toBe('1.1');
  });
});

describe('the contest after a promotion', () => {
  test('keeps those sealed after the winner, with fresh evidence, stakes and numbers', () => {
    let contest = contestOf('1.1', '1.2', '2.3', '1.4');
    for (const { version } of contest.candidates) contest = whenSeen(contest, version, 1000, 0.01);
    const next = afterPromotion(contest, find(contest, '1.2'));
    expect(next.contest).toEqual({ ...contestOf('2.3', '1.4'), champion: '1.2' });
    expect(next.givenUp).toEqual([
      {
        candidate: find(contest, '1.1'),
        code: 'superseded',
        reason: 'superseded by 1.2, sealed later and promoted',
      },
    ]);
  });

  test('is empty when a version outside it is promoted that was sealed later than all', () => {
    const { contest, givenUp } = afterPromotion(contestOf('1.1', '1.2'), sealed('3.9'));
    expect(contest).toEqual(openContest('3.9'));
    expect(givenUp).toHaveLength(2);
  });
});
