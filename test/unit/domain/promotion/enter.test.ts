import { openContest } from '../../../../functions/domain/promotion/contest';
import { enter } from '../../../../functions/domain/promotion/enter';
import { brier, contestOf, find, rule, sealed, versionsOf, whenSeen } from './examples';

describe('a slot is free', () => {
  test('the new version is entered with no evidence and the next stake', () => {
    const { contest, entered, givenUp } = enter(contestOf('1.1'), sealed('1.2'), brier, rule, 4);
    expect(entered).toBe(true);
    expect(givenUp).toEqual([]);
    expect(contest.entered).toBe(2);
    const candidate = find(contest, '1.2');
    expect(candidate).toMatchObject({
      ...sealed('1.2'),
      index: 2,
      measure: brier,
      examples: 0,
      awaitingApproval: false,
    });
    expect(candidate.stake).toBeCloseTo(2 / 15, 15);
  });

  test('the champion, or a version that is entered already, is not entered', () => {
    const contest = contestOf('1.1');
    expect(enter(contest, sealed('1.0'), brier, rule, 4)).toEqual({ contest, entered: false, givenUp: [] });
    expect(enter(contest, sealed('1.1'), brier, rule, 4)).toEqual({ contest, entered: false, givenUp: [] });
  });

  test('nothing is entered where no candidate may live', () => {
    expect(enter(openContest('1.0'), sealed('1.1'), brier, rule, 0).entered).toBe(false);
  });
});

describe('every slot is taken', () => {
  test('before one has had a fair chance, the new version is not entered and costs no budget', () => {
    const contest = whenSeen(contestOf('1.1', '1.2'), '1.1', 99, -0.1);
    expect(enter(contest, sealed('1.3'), brier, rule, 2)).toEqual({ contest, entered: false, givenUp: [] });
  });

  test('the weakest that has had a fair chance gives way', () => {
    let contest = contestOf('1.1', '1.2', '1.3');
    contest = whenSeen(contest, '1.1', 100, -0.001);
    contest = whenSeen(contest, '1.2', 100, -0.002);
    contest = whenSeen(contest, '1.3', 99, -0.1);
    const next = enter(contest, sealed('1.4'), brier, rule, 3);
    expect(versionsOf(next.contest)).toEqual(['1.1', '1.3', '1.4']);
    expect(next.givenUp).toEqual([
      {
        candidate: find(contest, '1.2'),
        code: 'superseded',
        reason: 'superseded by 1.4 after 100 examples without a decision',
      },
    ]);
  });

  test('the one with the most evidence in its favour stays, although it alone has had a fair chance', () => {
    const contest = whenSeen(contestOf('1.1', '1.2'), '1.1', 100, 0.01);
    expect(enter(contest, sealed('1.3'), brier, rule, 2).entered).toBe(false);
    const second = whenSeen(contest, '1.2', 100, 0.001);
    expect(versionsOf(enter(second, sealed('1.3'), brier, rule, 2).contest)).toEqual(['1.1', '1.3']);
  });

  test('the new one inherits what the stake of the superseded one left over', () => {
    const contest = whenSeen(contestOf('1.1'), '1.1', 100, -0.0001);
    const { stake, leastLogEValue } = find(contest, '1.1');
    const inherited = stake * Math.exp(leastLogEValue);
    const next = enter(contest, sealed('1.2'), brier, rule, 1).contest;
    expect(find(next, '1.2').stake).toBeCloseTo(2 / 15 + inherited, 15);
    expect(next.returned).toBe(0);
  });

  test('several give way when fewer slots are declared than are held', () => {
    let contest = contestOf('1.1', '1.2', '1.3');
    for (const version of ['1.1', '1.2', '1.3']) contest = whenSeen(contest, version, 100, -0.01);
    const next = enter(contest, sealed('1.4'), brier, rule, 2);
    expect(versionsOf(next.contest)).toEqual(['1.3', '1.4']);
    expect(next.givenUp.map(({ candidate }) => candidate.version)).toEqual(['1.1', '1.2']);
  });
});

describe('with several lines', () => {
  test('a line without a slot takes one from the line that holds more, whatever the evidence there', () => {
    let contest = contestOf('1.1', '1.2');
    contest = whenSeen(contest, '1.1', 100, 0.01);
    contest = whenSeen(contest, '1.2', 100, 0.009);
    expect(versionsOf(enter(contest, sealed('2.3'), brier, rule, 2).contest)).toEqual(['1.1', '2.3']);
  });

  test('a line takes no slot from one that holds no more than itself', () => {
    const contest = whenSeen(contestOf('1.1', '2.1'), '2.1', 100, -0.1);
    expect(enter(contest, sealed('1.2'), brier, rule, 2).entered).toBe(false);
  });

  test('each line keeps its own leader', () => {
    let contest = contestOf('1.1', '1.2', '2.1', '2.2');
    for (const [version, lead] of [
      ['1.1', 0.02],
      ['1.2', 0.019],
      ['2.1', 0.001],
      ['2.2', 0.0005],
    ] as const) {
      contest = whenSeen(contest, version, 100, lead);
    }
    expect(versionsOf(enter(contest, sealed('1.3'), brier, rule, 4).contest)).toEqual(['1.1', '2.1', '2.2', '1.3']);
    expect(versionsOf(enter(contest, sealed('2.3'), brier, rule, 4).contest)).toEqual(['1.1', '1.2', '2.1', '2.3']);
  });

  test('a line with more than its share is not renewed while another is short of it', () => {
    let contest = contestOf('1.1', '1.2', '1.3', '2.1');
    for (const { version } of contest.candidates) contest = whenSeen(contest, version, 100, -0.01);
    expect(enter(contest, sealed('1.4'), brier, rule, 4, 2).entered).toBe(false);
    const shared = enter(contest, sealed('2.4'), brier, rule, 4, 2).contest;
    expect(versionsOf(shared)).toEqual(['1.2', '1.3', '2.1', '2.4']);
    expect(versionsOf(enter(shared, sealed('1.4'), brier, rule, 4, 2).contest)).toEqual(['1.3', '2.1', '2.4', '1.4']);
  });

  test('three lines that share two slots take turns, although one of them always asks first', () => {
    let contest = openContest('1.0');
    const held = new Map([
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
    for (let hour = 1; hour <= 300; hour++) {
      for (const { version } of contest.candidates) contest = whenSeen(contest, version, 100, -0.0001);
      for (const line of held.keys()) contest = enter(contest, sealed(`${line}.${hour}`), brier, rule, 2, 3).contest;
      for (const { major } of contest.candidates) held.set(major, held.get(major)! + 1);
    }
    for (const hours of held.values()) expect(hours).toBeGreaterThan(100);
  });
});

describe('one that waits for approval', () => {
  const awaiting = (...versions: string[]) => {
    const contest = contestOf('1.1', '1.2');
    const candidates = contest.candidates.map((one) => ({
      ...one,
      examples: 500,
      awaitingApproval: versions.includes(one.version),
    }));
    return { ...contest, candidates };
  };

  test('keeps its slot while another candidate can give way', () => {
    expect(versionsOf(enter(awaiting('1.1'), sealed('1.3'), brier, rule, 2).contest)).toEqual(['1.1', '1.3']);
  });

  test('gives way, first the one sealed first, when all wait', () => {
    expect(versionsOf(enter(awaiting('1.1', '1.2'), sealed('1.3'), brier, rule, 2).contest)).toEqual(['1.2', '1.3']);
  });
});
