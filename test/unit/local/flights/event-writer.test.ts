import * as fc from 'fast-check';
import { EVENT_BYTES, EventWriter } from '../../../../functions/local/flights/event-writer';
import { RecentLateness } from '../../../../functions/local/flights/recent-lateness';
import { type DepartureHabits, noHabits } from '../../../../functions/local/flights/usual-departures';
import { rowsOf } from './rows';

const written = (write: (writer: EventWriter) => void): string => {
  const bytes = new Uint8Array(EVENT_BYTES);
  const writer = new EventWriter();
  writer.into(bytes);
  write(writer);
  return Buffer.from(bytes.subarray(0, writer.length)).toString('latin1');
};

const outcome = (ordinal: number, timeMs: number): { eventId: string; time: string } =>
  JSON.parse(written((writer) => writer.outcome(ordinal, timeMs, 1)));

test('a departure is the prediction event of the surfaces, on one line', () => {
  const rows = rowsOf([{ departs: '2001-06-30T23:59:00Z', distanceMiles: 2176, origin: 'LAS', destination: 'PHL' }]);
  const lateness = new RecentLateness();
  lateness.atOrigin[0] = 0.123456;
  lateness.atDestination[1] = 1;
  lateness.overall = 0.00004;
  const habits: DepartureHabits = {
    lateAroundNow: 0.25,
    logUsualAroundNow: -3.50655,
    logUsualSoon: 1.2,
    overdue15: -0.00004,
    overdue60: -12.5,
    overdue120: 10,
  };
  expect(written((writer) => writer.prediction(46655, rows, 0, lateness, habits))).toBe(
    '{"type":"prediction","model":"flights","eventId":"zzz","time":"2001-06-30T23:59:00Z",' +
      '"features":{"origin":"LAS","destination":"PHL","hour":"23","weekday":"Sat","distance":2176,' +
      '"recentLateAtOrigin":0.1235,"recentLateAtDestination":1,"recentLate":0,"lateAroundNow":0.25,"logUsualAroundNow":-3.5066,' +
      '"logUsualSoon":1.2,"overdue15":0,"overdue60":-12.5,"overdue120":10}}\n',
  );
});

test('a landing is the outcome event of the surfaces, with milliseconds where there are any', () => {
  const landed = Date.parse('2001-01-01T04:10:07.500Z');
  expect(written((writer) => writer.outcome(0, landed, 1))).toBe(
    '{"type":"outcome","model":"flights","eventId":"0","time":"2001-01-01T04:10:07.500Z","outcome":1}\n',
  );
  expect(written((writer) => writer.outcome(35, landed + 500, 0))).toBe(
    '{"type":"outcome","model":"flights","eventId":"z","time":"2001-01-01T04:10:08Z","outcome":0}\n',
  );
});

test('times and event ids read as Date and toString(36) write them', () => {
  const day = { min: 0, max: Date.parse('2100-01-01T00:00:00Z') };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000_000 }), fc.integer(day), (ordinal, timeMs) => {
      const event = outcome(ordinal, timeMs);
      expect(event.eventId).toBe(ordinal.toString(36));
      expect(event.time).toBe(new Date(timeMs).toISOString().replace('.000Z', 'Z'));
    }),
    { seed: 1 },
  );
});

test('computed numbers are served with four decimals, without trailing zeros', () => {
  const rows = rowsOf([{ departs: '2001-01-01T00:00:00Z' }]);
  const lateness = new RecentLateness();
  fc.assert(
    fc.property(fc.double({ min: -100, max: 100, noNaN: true }), (overdue) => {
      const line = written((writer) => writer.prediction(0, rows, 0, lateness, { ...noHabits(), overdue120: overdue }));
      const text = /"overdue120":([^}]*)}/.exec(line)?.[1];
      const size = Math.round(Math.abs(overdue) * 1e4) / 1e4;
      expect(text).toBe(String(overdue < 0 && size > 0 ? -size : size));
    }),
    { seed: 1 },
  );
});

test('the longest event fits into the room for one', () => {
  const rows = rowsOf([{ departs: '2001-01-03T12:00:00Z', distanceMiles: 4962 }]);
  const lateness = new RecentLateness();
  lateness.atOrigin[0] = 0.1111;
  lateness.atDestination[1] = 0.1111;
  lateness.overall = 0.1111;
  const habits: DepartureHabits = {
    lateAroundNow: 0.1111,
    logUsualAroundNow: -3.1111,
    logUsualSoon: -2.1111,
    overdue15: -32.1111,
    overdue60: -32.1111,
    overdue120: -32.1111,
  };
  expect(written((writer) => writer.prediction(2_999_999, rows, 0, lateness, habits)).length).toBeLessThan(EVENT_BYTES);
});
