import { Decisions } from '../../../../functions/console/page/decisions';
import type { ConsoleState } from '../../../../functions/console/state';
import { finishedState, midState } from '../../../support/console/states';

const [latest] = midState().ledger;
if (latest === undefined) throw new Error('fixture without a ledger');

/** The state after these decisions, on top of the middle of May. */
function withDecided(...decided: readonly Partial<typeof latest>[]): ConsoleState {
  const state = midState();
  const entries = decided.map((entry, index) => ({ ...latest!, revision: 10_000 + index, ...entry }));
  return { ...state, ledger: [...entries.reverse(), ...state.ledger] };
}

describe('Decisions', () => {
  it('says nothing of what was decided before the page opened, nor twice the same', () => {
    const decisions = new Decisions();
    expect(decisions.next(midState(), 0)).toBeUndefined();
    expect(decisions.next(withDecided({ version: '1.99' }), 700)).toBe('Version 1.99 was promoted.');
    expect(decisions.next(withDecided({ version: '1.99' }), 20_000)).toBeUndefined();
  });

  it('names a rollback and a candidate that waits; a seal is not worth a word', () => {
    const said = (entry: Partial<typeof latest>) => {
      const decisions = new Decisions();
      decisions.next(midState(), 0);
      return decisions.next(withDecided(entry), 700);
    };
    expect(said({ kind: 'rolled-back', version: '1.36' })).toBe('Rolled back to version 1.36.');
    expect(said({ kind: 'candidate-awaits-approval', version: '2.8' })).toBe('Version 2.8 waits for approval.');
    expect(said({ kind: 'candidate-sealed' })).toBeUndefined();
  });

  it('keeps quiet for five seconds and then sums up what came meanwhile', () => {
    const decisions = new Decisions();
    decisions.next(midState(), 0);
    const [one, two, three] = [
      { version: '1.1' },
      { version: '1.2' },
      { kind: 'rolled-back', version: '1.1' },
    ] as const;
    expect(decisions.next(withDecided(one), 1_000)).toBe('Version 1.1 was promoted.');
    expect(decisions.next(withDecided(one, two), 2_000)).toBeUndefined();
    expect(decisions.next(withDecided(one, two, three), 5_999)).toBeUndefined();
    expect(decisions.next(withDecided(one, two, three), 6_000)).toBe(
      '1 promotion, 1 rollback; version 1.3360 answers now.',
    );
  });

  it('counts what was decided between two states, also what is no longer among the latest decisions of any kind', () => {
    const decisions = new Decisions();
    decisions.next(midState(), 0);
    const state = midState();
    const promoted = { ...latest!, revision: 10_000, version: '1.99' };
    const seals = state.ledger.map((entry, index) => ({
      ...entry,
      kind: 'candidate-sealed' as const,
      revision: 10_001 + index,
    }));
    const serving = state.ledger.filter(({ kind }) => kind !== 'candidate-sealed');
    const busy = { ...state, ledger: seals, earlierServing: [promoted, ...serving, ...state.earlierServing] };
    expect(decisions.next(busy, 1_000)).toBe('Version 1.99 was promoted.');
    expect(decisions.next(busy, 10_000)).toBeUndefined();
  });

  it('says at once that the replay has finished', () => {
    const decisions = new Decisions();
    decisions.next(midState(48), 0);
    expect(decisions.next(finishedState(), 100)).toMatch(/^The replay has finished; version 1\.\d+ answers\.$/);
    expect(decisions.next(finishedState(), 200)).toBeUndefined();
  });
});
