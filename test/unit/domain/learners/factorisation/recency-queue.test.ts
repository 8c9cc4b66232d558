import fc from 'fast-check';
import { RecencyQueue } from '../../../../../functions/domain/learners/factorisation/recency-queue';

/** Against a plain list, the oldest first. */
it('is a list of rows by their latest appearance, also after it was saved and loaded', () => {
  const step = fc.record({ row: fc.nat(9), what: fc.constantFrom('see', 'see', 'remove', 'save') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let queue = new RecencyQueue();
      let list: number[] = [];
      for (const { row, what } of steps) {
        if (what === 'save') queue = RecencyQueue.load(queue.save(), 10);
        else list = list.filter((other) => other !== row);
        if (what === 'see') queue.see(row);
        if (what === 'remove') queue.remove(row);
        if (what === 'see') list.push(row);
        expect(queue.oldest).toBe(list[0] ?? -1);
        expect([...(queue.save().arrays.rows ?? [])]).toEqual(list);
      }
    }),
    { seed: 4, numRuns: 200 },
  );
});

it('refuses a state of rows that there are not', () => {
  const queue = new RecencyQueue();
  queue.see(4);
  expect(() => RecencyQueue.load(queue.save(), 4)).toThrow('beyond the 4 that there are');
});
