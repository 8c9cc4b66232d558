import fc from 'fast-check';
import { ClosingBuckets } from '../../../../functions/adapters/file/closing-buckets';
import { WaitingEntry } from '../../../../functions/adapters/file/waiting-entry';
import type { Item } from '../../../../functions/domain/labels/waiting';
import { windowSequence } from '../../../../functions/domain/labels/window-sequence';
import { compareSequences } from '../../../../functions/domain/lineage/sequence';
import { served } from '../../../contracts/sample-arrivals';

const endingAt = (endMs: number): Item => ({
  state: 'predicted',
  endMs,
  predictedAtMs: 0,
  served: served(),
  label: null,
  outcomeAtMs: null,
  events: 1,
  opened: { origin: 'shard-1', sequence: '1' },
  joined: null,
  ended: null,
});

describe('entries by the minute of their end', () => {
  it('are given as a sorted list would give them, through every adding, moving and removing', () => {
    const id = fc.nat(11);
    const end = fc.integer({ min: 0, max: 400_000 });
    const step = fc.oneof(fc.record({ put: id, end }), fc.record({ remove: id }), fc.record({ look: end }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const buckets = new ClosingBuckets();
        const entries = Array.from({ length: 12 }, (_, at) => new WaitingEntry(`event ${at}`, endingAt(0)));
        const there = new Set<WaitingEntry>();
        const sequence = ({ item, eventId }: WaitingEntry): string => windowSequence(item.endMs, eventId);
        for (const step of steps) {
          if ('put' in step) {
            const entry = entries[step.put]!;
            entry.item = endingAt(step.end);
            buckets.add(entry);
            there.add(entry);
          } else if ('remove' in step) {
            buckets.remove(entries[step.remove]!);
            there.delete(entries[step.remove]!);
          } else {
            const due = [...there].filter(({ item }) => item.endMs <= step.look);
            due.sort((a, b) => compareSequences(sequence(a), sequence(b)));
            expect([...buckets.upTo(step.look)].map(({ eventId }) => eventId)).toEqual(
              due.map(({ eventId }) => eventId),
            );
          }
        }
      }),
      { seed: 60_000, numRuns: 500 },
    );
  });
});
