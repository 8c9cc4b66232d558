import fc from 'fast-check';
import { spreadLabels } from '../../../../functions/console/page/charts/spread-labels';

it('labels that are far enough apart stay at their values', () => {
  expect(spreadLabels([5, 1, 3], 1, [0, 10])).toEqual([5, 1, 3]);
});

it('labels that would overlap move apart, in the order of their values', () => {
  expect(spreadLabels([5, 5.2], 1, [0, 10])).toEqual([5, 6]);
  expect(spreadLabels([9.9, 9.5], 1, [0, 10])).toEqual([10, 9]);
});

it('keeps the gap, the order and the frame wherever there is room for all', () => {
  const values = fc.array(fc.double({ min: -5, max: 15, noNaN: true }), { maxLength: 8 });
  fc.assert(
    fc.property(values, (wanted) => {
      const placed = spreadLabels(wanted, 1, [0, 10]);
      const order = wanted.map((_, index) => index).sort((a, b) => (placed[a] ?? 0) - (placed[b] ?? 0));
      for (const [rank, index] of order.entries()) {
        expect(placed[index]).toBeGreaterThanOrEqual(-1e-9);
        expect(placed[index]).toBeLessThanOrEqual(10);
        const before = order[rank - 1];
        if (before === undefined) continue;
        expect((placed[index] ?? 0) - (placed[before] ?? 0)).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(wanted[index]).toBeGreaterThanOrEqual(wanted[before] ?? 0);
      }
    }),
    { seed: 5 },
  );
});
