import fc from 'fast-check';
import { Admission } from '../../../../../functions/domain/learners/factorisation/admission';
import { IdTable } from '../../../../../functions/domain/learners/factorisation/id-table';
import { statisticContract } from '../../../../contracts/statistic';

type Step = readonly ['meet', number, number, number] | readonly ['expire', number];

/** Few words, so that identities share a low or a high one and come again. */
const word = fc.oneof(fc.nat(6), fc.constantFrom(0xffffffff, 0x80000000));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constant('meet' as const), word, word, fc.nat(100)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('expire' as const), fc.nat(100)) },
);

function take(table: IdTable, [what, first, high, at]: Step): void {
  if (what === 'expire') {
    table.giveUpBefore(first);
    return;
  }
  const row = table.find(first, high!);
  if (row < 0) table.give(first, high!, at!);
  else table.seen(row, at!);
}

const read = (table: IdTable) =>
  Array.from({ length: table.rows }, (_, row) => (table.holds(row) ? [table.low(row), table.high(row)] : null));

statisticContract('id table', {
  make: () => new IdTable(),
  load: (state) => IdTable.load(state),
  update: take,
  read,
  input: step,
});

describe('id table', () => {
  it('answers like a map of identities, keeps a row while its identity has it, and never shares one', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400, size: 'max' }), (steps) => {
        const table = new IdTable();
        const lastSeen = new Map<string, number>();
        const rowOf = new Map<string, number>();
        for (const one of steps) {
          take(table, one);
          if (one[0] === 'expire') {
            for (const [key, at] of lastSeen) if (at < one[1]) lastSeen.delete(key);
            for (const key of rowOf.keys()) if (!lastSeen.has(key)) rowOf.delete(key);
          } else {
            const key = `${one[1]}/${one[2]}`;
            lastSeen.set(key, Math.max(lastSeen.get(key) ?? 0, one[3]));
            const row = table.find(one[1], one[2]);
            expect(rowOf.get(key) ?? row).toBe(row);
            rowOf.set(key, row);
          }
          expect(table.size).toBe(lastSeen.size);
        }
        expect(new Set(rowOf.values()).size).toBe(rowOf.size);
        for (const [key, row] of rowOf) {
          const [low, high] = key.split('/').map(Number);
          expect([table.find(low!, high!), table.low(row), table.high(row), table.holds(row)]).toEqual([
            row,
            low,
            high,
            true,
          ]);
        }
      }),
      { seed: 5, numRuns: 15 },
    );
  });

  it('uses a vacant row before it takes another', () => {
    const table = new IdTable();
    for (let id = 0; id < 100; id++) table.give(id, 0, id);
    table.giveUpBefore(40);
    for (let id = 200; id < 240; id++) expect(table.give(id, 0, 300)).toBeLessThan(40);
    expect(table.rows).toBe(100);
    expect(table.give(999, 0, 300)).toBe(100);
  });
});

describe('admission', () => {
  const admitted = (appearances: number, ids: readonly number[]): boolean[] => {
    const admission = Admission.create(appearances);
    return ids.map((id) => admission.admits(id, 0, 0));
  };

  it('admits at the n-th appearance of each identity, everyone at n = 1', () => {
    expect(admitted(3, [7, 7, 8, 7, 8, 8])).toEqual([false, false, false, true, false, true]);
    expect(admitted(1, [7, 8])).toEqual([true, true]);
  });

  it('counts from nothing again for whoever it has forgotten', () => {
    const admission = Admission.create(2);
    admission.admits(7, 0, 10);
    admission.forgetBefore(11);
    expect(admission.admits(7, 0, 12)).toBe(false);
    expect(admission.admits(7, 0, 13)).toBe(true);
  });
});

statisticContract('admission', {
  make: () => Admission.create(3),
  load: (state) => Admission.load(state, 3),
  update: (admission, id) => {
    admission.admits(id, 1, id);
  },
  read: (admission) => admission.save(),
  input: fc.nat(30),
});
