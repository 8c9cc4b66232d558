import { countsOf, openTallies, sumTallies, tallyOf, unaccounted } from '../../../../functions/domain/labels/tally';
import { emptyTally, type OriginState, type Tally } from '../../../../functions/domain/labels/waiting';

const tally = (counts: Partial<Tally>): Tally => ({ ...emptyTally, ...counts });
const at = (position: string, tallies: Readonly<Record<string, Tally>>): OriginState => ({ position, tallies });

describe('the tallies of an origin', () => {
  it('are opened as copies: counting on changes nothing that was saved', () => {
    const state = at('5', { flights: tally({ accepted: 3 }) });
    const tallies = openTallies(state);
    tallyOf(tallies, 'flights').accepted += 1;
    expect(state.tallies.flights?.accepted).toBe(3);
    expect(tallies.get('flights')?.accepted).toBe(4);
  });

  it('begin at nothing, each on its own', () => {
    const tallies = openTallies(undefined);
    tallyOf(tallies, 'flights').late += 1;
    expect(tallyOf(tallies, 'clicks')).toEqual(emptyTally);
    expect(tallyOf(tallies, 'flights')).toEqual({ ...emptyTally, late: 1 });
    expect(emptyTally.late).toBe(0);
  });
});

describe('the sum of tallies', () => {
  const origins = {
    'shard-1': at('9', {
      flights: tally({ latestMs: 50, accepted: 10, duplicates: 1, late: 2, released: 4 }),
      clicks: tally({ latestMs: 90, accepted: 100 }),
      '': tally({ accepted: 7, rejected: 7 }),
    }),
    'shard-2': at('4', { flights: tally({ latestMs: 40, accepted: 5, rejected: 3, duplicates: 2 }) }),
    'windows:flights': at('400', { flights: tally({ latestMs: 30, late: 1, released: 2 }) }),
  };

  it('is over all origins of one model, and the latest time among them', () => {
    expect(sumTallies(origins, 'flights')).toEqual({
      latestMs: 50,
      accepted: 15,
      duplicates: 3,
      late: 3,
      rejected: 3,
      released: 6,
    });
  });

  it('over all models counts also what named none', () => {
    expect(sumTallies(origins, undefined)).toMatchObject({ accepted: 122, rejected: 10, latestMs: 90 });
  });

  it('of nothing is nothing', () => {
    expect(sumTallies({}, 'flights')).toEqual(emptyTally);
    expect(sumTallies(origins, 'unheard-of')).toEqual(emptyTally);
  });
});

describe('the account', () => {
  // 15 accepted: 6 released, of which 4 learned; 3 late; 3 rejected; 3 in the waiting store.
  const sum = tally({ accepted: 15, duplicates: 3, late: 3, rejected: 3, released: 6 });

  it('has as pending what waits for its other half, and what waits to be learned', () => {
    expect(countsOf(sum, 3, 4)).toEqual({ accepted: 15, learned: 4, pending: 5, late: 3, rejected: 3, duplicates: 3 });
    expect(unaccounted(countsOf(sum, 3, 4))).toBe(0);
  });

  it('does not balance when an event was lost, or counted twice', () => {
    expect(unaccounted(countsOf(sum, 2, 4))).toBe(1);
    expect(unaccounted(countsOf({ ...sum, released: 8 }, 3, 4))).toBe(-2);
  });
});
