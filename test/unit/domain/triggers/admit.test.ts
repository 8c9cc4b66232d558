/** Which requests for a training are followed. */
import fc from 'fast-check';
import type { RetrainDeclaration } from '../../../../functions/contracts/declaration';
import { days, hours, minutes } from '../../../../functions/contracts/duration';
import type { CauseKind } from '../../../../functions/contracts/retrain-state';
import { type Admission, admit } from '../../../../functions/domain/triggers/admit';
import { pruned, type RetrainRecord } from '../../../../functions/domain/triggers/history';

const rule: RetrainDeclaration = {
  everyMs: days(7),
  everyExamples: 10_000,
  onDrift: true,
  learnFromMs: null,
  cooldownMs: hours(6),
  atMost: { count: 3, withinMs: days(7) },
};

interface Asked {
  readonly atMs: number;
  readonly cause: CauseKind;
  readonly examples?: number;
}

/** What becomes of these requests, in order; each is remembered as a head remembers it. */
function decisions(asked: readonly Asked[], declared: RetrainDeclaration = rule): Admission[] {
  let history: readonly RetrainRecord[] = [];
  return asked.map(({ atMs, cause, examples = 0 }, at) => {
    const admission = admit(declared, history, examples, cause, atMs);
    history = pruned([...history, recordOf(`r${at}`, atMs, cause, admission, examples)], declared, atMs);
    return admission;
  });
}

const recordOf = (
  id: string,
  atMs: number,
  cause: CauseKind,
  { verdict }: Admission,
  examples: number,
): RetrainRecord => ({
  id,
  atMs,
  cause,
  examples,
  learner: 'logistic',
  state: verdict === 'start' ? 'started' : verdict,
  version: null,
});

const verdicts = (asked: readonly Asked[], declared?: RetrainDeclaration): string[] =>
  decisions(asked, declared).map(({ verdict }) => verdict);

const drift = (atMs: number): Asked => ({ atMs, cause: 'drift' });

describe('an alarm', () => {
  it('starts a training, and for the cooldown no other', () => {
    expect(verdicts([drift(0), drift(hours(6) - 1), drift(hours(6))])).toEqual(['start', 'cooldown', 'start']);
  });

  it('that goes off once more than the budget allows needs a person, also when the window has passed', () => {
    const alarms = [0, 1, 2, 3].map((day) => drift(days(day)));
    expect(verdicts([...alarms, drift(days(30))])).toEqual(['start', 'start', 'start', 'needs-person', 'needs-person']);
  });

  it('starts one more as soon as the first has left the window, if none was asked for in between', () => {
    const alarms = [0, 1, 2].map((day) => drift(days(day)));
    expect(verdicts([...alarms, drift(days(7))])).toEqual(['start', 'start', 'start', 'start']);
    expect(verdicts([...alarms, drift(days(7) - 1)])).toEqual(['start', 'start', 'start', 'needs-person']);
  });

  it('is followed again after a person has asked for a training, whose cooldown holds too', () => {
    const alarms = [0, 1, 2, 3].map((day) => drift(days(day)));
    const person: Asked = { atMs: days(3) + 1, cause: 'person' };
    const after = [drift(days(3) + hours(1)), drift(days(4)), drift(days(5)), drift(days(5.5)), drift(days(6))];
    expect(verdicts([...alarms, person, ...after]).slice(4)).toEqual([
      'start',
      'cooldown',
      'start',
      'start',
      'start',
      'needs-person',
    ]);
  });

  it('of drift starts nothing where the model says so; one of the team’s own does', () => {
    const deaf = { ...rule, onDrift: false };
    expect(verdicts([drift(0), { atMs: 1, cause: 'alarm' }], deaf)).toEqual(['not-due', 'start']);
  });
});

describe('the calendar', () => {
  const schedule = (atMs: number): Asked => ({ atMs, cause: 'schedule' });

  it('starts the first one at once, and then one whenever the time has passed', () => {
    expect(verdicts([schedule(0), schedule(days(6)), schedule(days(7)), schedule(days(15))])).toEqual([
      'start',
      'not-due',
      'start',
      'start',
    ]);
  });

  it('does not lose a period because the one before was admitted some minutes after its alarm clock', () => {
    expect(verdicts([schedule(minutes(20)), schedule(days(7))])).toEqual(['start', 'start']);
  });

  it('counts from the last start, whatever that was for', () => {
    expect(verdicts([drift(0), schedule(days(3)), schedule(days(7))])).toEqual(['start', 'not-due', 'start']);
  });

  it('goes on while alarms need a person, and is not counted with them', () => {
    const alarms = [0, 1, 2, 3].map((day) => drift(days(day)));
    expect(verdicts([...alarms, schedule(days(10)), drift(days(11))]).slice(3)).toEqual([
      'needs-person',
      'start',
      'needs-person',
    ]);
  });

  it('starts nothing for a model that does not retrain by time', () => {
    expect(verdicts([schedule(0)], { ...rule, everyMs: null })).toEqual(['not-due']);
  });
});

describe('the volume', () => {
  const volume = (atMs: number, examples: number): Asked => ({ atMs, cause: 'volume', examples });

  it('starts one whenever so many examples were learned since the last start', () => {
    const asked = [volume(0, 9_999), volume(1, 10_000), volume(days(1), 19_999), volume(days(1), 20_000)];
    expect(verdicts(asked)).toEqual(['not-due', 'start', 'not-due', 'start']);
  });

  it('waits for the cooldown like anybody else', () => {
    expect(verdicts([volume(0, 10_000), volume(1, 20_000)])).toEqual(['start', 'cooldown']);
  });
});

test('a model that declares no retrain is retrained by a person alone, who is never refused', () => {
  const causes: CauseKind[] = ['drift', 'alarm', 'schedule', 'volume', 'person', 'person'];
  const asked = causes.map((cause) => admit(null, [], 1e6, cause, 0).verdict);
  expect(asked).toEqual(['not-due', 'not-due', 'not-due', 'not-due', 'start', 'start']);
});

test('a refusal says the figures that it goes by', () => {
  const reasons = decisions([drift(0), drift(hours(2)), { atMs: days(1), cause: 'schedule' }]).map(
    ({ reason }) => reason,
  );
  expect(reasons.slice(1)).toEqual([
    'the last one was started 2 h ago, and the cooldown is 6 h',
    'the last one was started 1 d ago, and it is due every 7 d',
  ]);
});

describe('whatever comes, in whatever order', () => {
  const cause = fc.constantFrom<CauseKind>('drift', 'drift', 'drift', 'alarm', 'schedule', 'volume', 'person');
  const requests = (causes: fc.Arbitrary<CauseKind>) =>
    fc.array(fc.record({ gapMs: fc.integer({ min: 0, max: 40 }), cause: causes }), { maxLength: 120 }).map((list) => {
      let atMs = 0;
      return list.map(({ gapMs, cause }, at) => {
        atMs += gapMs;
        return { atMs, cause, examples: at };
      });
    });
  const anyRule = fc.record({
    cooldownMs: fc.integer({ min: 0, max: 60 }),
    count: fc.integer({ min: 1, max: 4 }),
    withinMs: fc.integer({ min: 1, max: 300 }),
  });
  const declared = ({ cooldownMs, count, withinMs }: { cooldownMs: number; count: number; withinMs: number }) => ({
    ...rule,
    everyMs: 50,
    everyExamples: 7,
    cooldownMs,
    atMost: { count, withinMs },
  });
  const started = (asked: readonly Asked[], own: RetrainDeclaration): Asked[] => {
    const made = verdicts(asked, own);
    return asked.filter((_, at) => made[at] === 'start');
  };

  it('alarms start at most so many trainings in any window of the declared length, and never two within the cooldown', () => {
    fc.assert(
      fc.property(requests(fc.constantFrom<CauseKind>('drift', 'alarm')), anyRule, (asked, limits) => {
        const starts = started(asked, declared(limits));
        for (const [at, { atMs }] of starts.entries()) {
          if (at > 0) expect(atMs - starts[at - 1]!.atMs).toBeGreaterThanOrEqual(limits.cooldownMs);
          const window = starts.filter((one) => one.atMs >= atMs && one.atMs < atMs + limits.withinMs);
          expect(window.length).toBeLessThanOrEqual(limits.count);
        }
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  it('so do they between two persons, among schedules and volumes; and nobody but a person is admitted within the cooldown', () => {
    fc.assert(
      fc.property(requests(cause), anyRule, (asked, limits) => {
        const starts = started(asked, declared(limits));
        let alarms: Asked[] = [];
        for (const [at, start] of starts.entries()) {
          if (start.cause === 'person') {
            alarms = [];
            continue;
          }
          if (at > 0) expect(start.atMs - starts[at - 1]!.atMs).toBeGreaterThanOrEqual(limits.cooldownMs);
          if (start.cause !== 'drift' && start.cause !== 'alarm') continue;
          alarms = [...alarms.filter(({ atMs }) => start.atMs - atMs < limits.withinMs), start];
          expect(alarms.length).toBeLessThanOrEqual(limits.count);
        }
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  it('what is forgotten of the history changes no decision', () => {
    fc.assert(
      fc.property(requests(cause), anyRule, (asked, limits) => {
        const own = declared(limits);
        let whole: readonly RetrainRecord[] = [];
        let kept: readonly RetrainRecord[] = [];
        for (const [at, { atMs, cause: why, examples }] of asked.entries()) {
          const admission = admit(own, whole, examples, why, atMs);
          expect(admit(own, kept, examples, why, atMs)).toEqual(admission);
          const record = recordOf(`r${at}`, atMs, why, admission, examples);
          whole = [...whole, record];
          kept = pruned([...kept, record], own, atMs);
          expect(kept.length).toBeLessThanOrEqual(16 + 16 + limits.count + 2);
        }
      }),
      { seed: 8, numRuns: 200 },
    );
  });
});
