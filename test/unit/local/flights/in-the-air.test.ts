import * as fc from 'fast-check';
import { InTheAir } from '../../../../functions/local/flights/in-the-air';

test('flights land in order of landing time, then of ordinal, however they departed', () => {
  // Few distinct times: ties are common. More flights than the heap has room for at first.
  const flights = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 3000, size: 'max' });
  fc.assert(
    fc.property(flights, (landings) => {
      const air = new InTheAir();
      landings.forEach((landsAtMs, ordinal) => {
        air.depart(landsAtMs, ordinal, ordinal % 11, ordinal % 7, ordinal % 5, ordinal % 3 === 0);
      });
      const landed = landings.map(() => {
        const nextMs = air.nextLandingMs;
        const slot = air.land();
        const { ordinal, landsAtMs, departureMinute, origin, destination, isLate } = air;
        const minute = departureMinute[slot];
        return [ordinal[slot], nextMs, landsAtMs[slot], minute, origin[slot], destination[slot], isLate[slot]];
      });
      const inOrder = landings.map((_, ordinal) => ordinal).sort((a, b) => landings[a]! - landings[b]! || a - b);
      expect(landed).toEqual(
        inOrder.map((ordinal) => {
          const landsAtMs = landings[ordinal]!;
          return [ordinal, landsAtMs, landsAtMs, ordinal % 11, ordinal % 7, ordinal % 5, ordinal % 3 === 0 ? 1 : 0];
        }),
      );
      expect(air.nextLandingMs).toBe(Number.POSITIVE_INFINITY);
    }),
    { seed: 1, numRuns: 10 },
  );
});

test('departures between landings disturb no flight that is in the air', () => {
  // A number is a departure that lands then; null is the next landing.
  const steps = fc.array(fc.option(fc.integer({ min: 0, max: 40 }), { freq: 2 }), {
    minLength: 200,
    maxLength: 400,
    size: 'max',
  });
  fc.assert(
    fc.property(steps, (moves) => {
      const air = new InTheAir();
      const model: { landsAtMs: number; ordinal: number }[] = [];
      moves.forEach((landsAtMs, ordinal) => {
        if (landsAtMs !== null) {
          air.depart(landsAtMs, ordinal, 0, 0, 0, false);
          model.push({ landsAtMs, ordinal });
        } else if (model.length > 0) {
          model.sort((a, b) => a.landsAtMs - b.landsAtMs || a.ordinal - b.ordinal);
          expect(air.ordinal[air.land()]).toBe(model.shift()!.ordinal);
        }
      });
    }),
    { seed: 1, numRuns: 50 },
  );
});

test('the room is reused: it holds the most that were ever in the air together', () => {
  const air = new InTheAir();
  for (let ordinal = 0; ordinal < 10_000; ordinal++) {
    air.depart(ordinal, ordinal, 0, 0, 0, false);
    if (ordinal >= 500) air.land();
  }
  expect(air.landsAtMs.length).toBe(1024);
});
