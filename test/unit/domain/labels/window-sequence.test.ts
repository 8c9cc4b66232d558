import { windowOrigin, windowSequence, windowSequenceUpTo } from '../../../../functions/domain/labels/window-sequence';
import { compareSequences } from '../../../../functions/domain/lineage/sequence';

const END_MS = 978_307_200_000;

describe('the sequence of a window', () => {
  // python3: str(ms) + str(int(hashlib.sha256(id.encode()).hexdigest()[:20], 16)).rjust(25, '0')
  it.each([
    [END_MS, 'a1', '9783072000001158749626227150060267115'],
    [END_MS, '航班', '9783072000000238615358361475985349888'],
    [END_MS, 'id-487', '9783072000000001574489559264523537458'],
    [7, '', '71075237960602370811665147'],
  ])('ending at %d, of the event %j', (endMs, eventId, sequence) => {
    expect(windowSequence(endMs, eventId)).toBe(sequence);
  });

  it('follows the end first, whatever the id', () => {
    const ids = ['a1', 'b', 'id-487', '__proto__', ''];
    const sorted = [9, 10, END_MS - 1, END_MS, END_MS + 1].map((endMs) => ids.map((id) => windowSequence(endMs, id)));
    for (const [at, earlier] of sorted.entries()) {
      for (const later of sorted.slice(at + 1).flat()) {
        for (const sequence of earlier) expect(compareSequences(sequence, later)).toBeLessThan(0);
      }
    }
  });

  it('has a bound above all that end by a moment, below all that end after it', () => {
    const bound = windowSequenceUpTo(END_MS);
    expect(compareSequences(windowSequence(END_MS, 'a1'), bound)).toBeLessThan(0);
    expect(compareSequences(windowSequence(END_MS + 1, 'a1'), bound)).toBeGreaterThan(0);
  });
});

test('the windows of a model are an origin that no shard can be', () => {
  expect(windowOrigin('flights')).toBe('windows:flights');
});
