import fc from 'fast-check';
import { type Ending, LowestDues } from '../../../../../functions/adapters/aws/dynamodb/lowest-dues';
import { transition } from '../../../../../functions/domain/labels/waiting';
import { windowSequence } from '../../../../../functions/domain/labels/window-sequence';
import { compareSequences } from '../../../../../functions/domain/lineage/sequence';
import { prediction, rules } from '../../../../contracts/sample-arrivals';

const { item } = transition(undefined, prediction('a', 1, 0), rules.flights!);
const endingAt = (eventId: string, sequence: string): Ending => ({
  due: { kind: 'late', code: 'no-outcome', events: 1, item: item!, eventId, sequence },
  item: item!,
  stored: { item: item!, revision: 1 },
});

describe('the lowest endings', () => {
  it('are those that sorting all of them would put first', () => {
    const cases = fc.record({ ends: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 120 }), limit: fc.nat(20) });
    fc.assert(
      fc.property(cases, ({ ends, limit }) => {
        const lowest = new LowestDues(limit);
        const all = ends.map((endMs, at) => endingAt(`event ${at}`, windowSequence(endMs, `event ${at}`)));
        for (const ending of all) lowest.add(ending);
        // A bucket written twice brings the same again.
        for (const ending of all.slice(0, 10)) lowest.add(ending);
        const expected = all.toSorted((a, b) => compareSequences(a.due.sequence, b.due.sequence)).slice(0, limit);
        expect(lowest.inOrder()).toEqual(expected);
      }),
      { seed: 19_990_101, numRuns: 200 },
    );
  });

  it('are known once as many as wanted come before all windows that are still to be read', () => {
    const lowest = new LowestDues(2);
    lowest.add(endingAt('a', windowSequence(100, 'a')));
    expect(lowest.isBefore(200)).toBe(false);
    lowest.add(endingAt('b', windowSequence(150, 'b')));
    expect(lowest.isBefore(151)).toBe(true);
    expect(lowest.isBefore(150)).toBe(false);
    lowest.add(endingAt('c', windowSequence(120, 'c')));
    expect(lowest.isBefore(121)).toBe(true);
  });

  it('are not known before stragglers were looked for: their numbers come after a position that has passed their ends', () => {
    const lowest = new LowestDues(1);
    const position = BigInt(windowSequence(500, 'the last one'));
    lowest.add(endingAt('a', String(position + 9n)));
    expect(lowest.isBefore(100)).toBe(false);
    lowest.add(endingAt('b', String(position + 5n)));
    expect(lowest.inOrder().map(({ due }) => due.eventId)).toEqual(['b']);
  });
});
