import fc from 'fast-check';
import { binary, categorical, days, logistic, model, numeric, whenBetter } from 'perennial';
import { parseEventTime } from '../../functions/contracts/event-time';
import { createEventParser, type Parsed } from '../../functions/contracts/events';

const flights = model('flights', {
  outcome: binary({ within: days(1) }),
  features: { origin: categorical(), destination: categorical(), distance: numeric(), wind: numeric() },
  learners: [logistic()],
  promote: whenBetter({ metric: 'logLoss' }),
});
const parse = createEventParser([flights]);

const RUNS = { seed: 42, numRuns: 2000 };
const CODES = [
  'too-large',
  'not-json',
  'not-an-event',
  'unknown-model',
  'unknown-type',
  'malformed',
  'ill-formed-text',
];

const isText = (value: unknown, maxLength: number): boolean =>
  typeof value === 'string' && value.length <= maxLength && value.isWellFormed();
const isNumber = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) <= 1e100;

/** Either of the two answers, whole: nothing that comes later may meet a value that it does not expect. */
function isAnswer(parsed: Parsed): boolean {
  if ('refused' in parsed) {
    const { code, reason, model: of } = parsed.refused;
    return CODES.includes(code) && reason.length > 10 && (of === null || of === 'flights');
  }
  const { kind, eventId, timeMs, served, label } = parsed.event;
  const hasOutcome = kind !== 'prediction';
  return (
    isText(eventId, 256) &&
    eventId !== '' &&
    Number.isInteger(timeMs) &&
    timeMs >= 0 &&
    (hasOutcome ? label === 0 || label === 1 : label === null) &&
    (served === null) === (kind === 'outcome') &&
    Object.entries(served?.features ?? {}).every(
      ([name, value]) =>
        value === null ||
        (['origin', 'destination'].includes(name) && isText(value, 1024)) ||
        (['distance', 'wind'].includes(name) && isNumber(value)),
    )
  );
}

const instant = fc.integer({ min: 0, max: 253_402_300_799_999 });
const wellFormed = (max: number): fc.Arbitrary<string> => fc.string({ unit: 'binary', maxLength: max });
const finite = fc.double({ min: -1e100, max: 1e100, noNaN: true }).map((value) => value + 0);
const features = fc.record(
  {
    origin: fc.option(wellFormed(20)),
    destination: fc.option(wellFormed(20)),
    distance: fc.option(finite),
    wind: fc.option(finite),
  },
  { requiredKeys: [] },
);
const usable = fc.record({
  type: fc.constantFrom('prediction', 'outcome', 'example'),
  model: fc.constant('flights'),
  eventId: wellFormed(30).filter((id) => id !== ''),
  time: instant.map((timeMs) => new Date(timeMs).toISOString()),
  features,
  outcome: fc.constantFrom(0, 1),
});

/** What an application's bug sends: any JSON value where another was meant, under names that are meant, or are everybody's. */
const anyField = fc.constantFrom(
  ...['type', 'model', 'eventId', 'time', 'features', 'outcome', 'weight', 'version', 'propensity', 'prediction'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', ''],
);
const likeAnEvent = fc
  .tuple(usable, fc.array(fc.tuple(anyField, fc.jsonValue({ maxDepth: 4 })), { maxLength: 4 }))
  .map(([event, changes]) => JSON.stringify({ ...event, ...Object.fromEntries(changes) }));

/** What a wire does to a text: a part of it is cut out, doubled, or overwritten. */
const mutated = fc
  .tuple(
    usable,
    fc.nat(400),
    fc.nat(40),
    fc.oneof(fc.string({ maxLength: 10 }), fc.constantFrom('\u0000', '\\u', '\\ud800', '"', '1e999')),
  )
  .map(([event, at, length, inserted]) => {
    const text = JSON.stringify(event);
    return text.slice(0, at) + inserted + text.slice(at + length);
  });

const anything = fc.oneof(
  likeAnEvent,
  mutated,
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.jsonValue().map((value) => JSON.stringify({ type: 'prediction', model: 'flights', features: value })),
);

test('any text at all gives an event that can be used, or a refusal with its code and reason', () => {
  fc.assert(
    fc.property(anything, (data) => isAnswer(parse(data))),
    { ...RUNS, numRuns: 20_000 },
  );
});

test('an event that is whole is taken, value for value', () => {
  fc.assert(
    fc.property(usable, (sent) => {
      const parsed = parse(JSON.stringify(sent));
      if ('refused' in parsed) throw new Error(parsed.refused.reason);
      const { kind, eventId, timeMs, served, label } = parsed.event;
      expect({ kind, eventId, timeMs, label }).toEqual({
        kind: sent.type,
        eventId: sent.eventId,
        timeMs: Date.parse(sent.time),
        label: sent.type === 'prediction' ? null : sent.outcome,
      });
      expect(served?.features).toEqual(sent.type === 'outcome' ? undefined : sent.features);
    }),
    RUNS,
  );
});

test('the same text gives the same answer, whatever was parsed in between', () => {
  fc.assert(
    fc.property(anything, anything, (data, other) => {
      const before = parse(data);
      parse(other);
      expect(parse(data)).toEqual(before);
    }),
    RUNS,
  );
});

test('a time in any zone is the moment that the language makes of it', () => {
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  fc.assert(
    fc.property(instant, fc.integer({ min: -14 * 60, max: 14 * 60 }), (timeMs, offsetMinutes) => {
      const local = new Date(timeMs + offsetMinutes * 60_000);
      fc.pre(local.getUTCFullYear() >= 1000 && local.getUTCFullYear() <= 9999);
      const size = Math.abs(offsetMinutes);
      const zone = `${offsetMinutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
      expect(parseEventTime(local.toISOString().replace('Z', zone))).toBe(timeMs);
      expect(parseEventTime(new Date(timeMs).toISOString())).toBe(timeMs);
    }),
    RUNS,
  );
});

test('a text that is no time is never taken for one', () => {
  const digits = fc.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/);
  fc.assert(
    fc.property(digits, (text) => {
      const timeMs = parseEventTime(text);
      if (!Number.isNaN(timeMs)) expect(new Date(timeMs).toISOString()).toBe(text.replace(/(:\d{2})Z$/, '$1.000Z'));
    }),
    { ...RUNS, numRuns: 5000 },
  );
});
