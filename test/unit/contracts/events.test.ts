import {
  binary,
  categorical,
  hours,
  linear,
  logistic,
  model,
  multiclass,
  numeric,
  regression,
  whenBetter,
} from 'perennial';
import { createEventParser, type ParsedEvent, type RefusalCode } from '../../../functions/contracts/events';

const features = { origin: categorical(), distance: numeric() };
const promote = whenBetter({ metric: 'logLoss' });
const flights = model('flights', { outcome: binary({ within: hours(24) }), features, learners: [logistic()], promote });
const colours = model('colours', {
  outcome: multiclass({ within: hours(1), classes: ['red', 'constructor', 'green'] }),
  features,
  learners: [logistic()],
  promote,
});
const delays = model('delays', {
  outcome: regression({ within: hours(1) }),
  features,
  learners: [linear()],
  promote: whenBetter({ metric: 'squaredError', lossBound: 100 }),
});

const parse = createEventParser([flights, colours, delays]);

type Fields = Readonly<Record<string, unknown>>;
const TIME = '2001-01-01T00:01:00Z';
const TIME_MS = 978_307_260_000;
const prediction: Fields = {
  type: 'prediction',
  model: 'flights',
  eventId: 'a1',
  time: TIME,
  features: { origin: 'LAS', distance: 2176 },
};
const outcome: Fields = { type: 'outcome', model: 'flights', eventId: 'a1', time: TIME, outcome: 1 };
const example: Fields = { ...prediction, type: 'example', outcome: 0 };

function accepted(data: string): ParsedEvent {
  const parsed = parse(data);
  if ('refused' in parsed) throw new Error(`refused: ${parsed.refused.reason}`);
  return parsed.event;
}

const eventOf = (fields: Fields): ParsedEvent => accepted(JSON.stringify(fields));
const refusal = (data: string): unknown => {
  const parsed = parse(data);
  return 'refused' in parsed ? parsed.refused : parsed;
};
const reasonFor = (fields: Fields): unknown => refusal(JSON.stringify(fields));
const refused = (code: RefusalCode, reason: string, of: string | null = 'flights') => ({ code, reason, model: of });

describe('an event is taken with exactly the values that it has', () => {
  it('a prediction', () => {
    expect(eventOf(prediction)).toEqual({
      kind: 'prediction',
      model: 'flights',
      eventId: 'a1',
      timeMs: TIME_MS,
      served: {
        features: { origin: 'LAS', distance: 2176 },
        weight: null,
        source: null,
        version: null,
        prediction: null,
        propensity: null,
      },
      label: null,
    });
  });

  it('an outcome', () => {
    expect(eventOf(outcome)).toEqual({
      kind: 'outcome',
      model: 'flights',
      eventId: 'a1',
      timeMs: TIME_MS,
      served: null,
      label: 1,
    });
  });

  it('an example, with everything that can be logged', () => {
    const logged = { weight: 0.5, source: 'web', version: '1.40', prediction: 0.25, propensity: 1 };
    const event = eventOf({ ...example, ...logged });
    expect(event).toMatchObject({ kind: 'example', label: 0, served: logged });
  });

  it.each([
    ['missing', { origin: null, distance: null }, { origin: null, distance: null }],
    ['not sent', {}, {}],
    ['empty', { origin: '' }, { origin: '' }],
    ['zero', { distance: 0 }, { distance: 0 }],
    ['as small as can be', { distance: 5e-324 }, { distance: 5e-324 }],
    ['a blank', { origin: ' ' }, { origin: ' ' }],
    ['the word null', { origin: 'null' }, { origin: 'null' }],
    ['a name on every prototype', { origin: '__proto__' }, { origin: '__proto__' }],
    [
      'as large as can be',
      { distance: 1e100, origin: 'x'.repeat(1024) },
      { distance: 1e100, origin: 'x'.repeat(1024) },
    ],
  ])('a feature that is %s', (_, sent, taken) => {
    expect(eventOf({ ...prediction, features: sent }).served?.features).toEqual(taken);
  });

  it.each([
    [0, 0],
    [1, 1],
    [false, 0],
    [true, 1],
  ])('the binary outcome %j', (sent, label) => {
    expect(eventOf({ ...outcome, outcome: sent }).label).toBe(label);
  });

  it.each([
    ['red', 0],
    ['constructor', 1],
    ['green', 2],
  ])('the class %s', (sent, label) => {
    expect(eventOf({ ...outcome, model: 'colours', outcome: sent }).label).toBe(label);
  });

  it.each([0, -12.5, 1e100, 5e-324])('the value %d', (value) => {
    expect(eventOf({ ...outcome, model: 'delays', outcome: value }).label).toBe(value);
  });

  it('at the moment that its zone makes of it', () => {
    expect(eventOf({ ...outcome, time: '2001-01-01T01:01:00+01:00' }).timeMs).toBe(TIME_MS);
  });

  it('without fields that it does not know', () => {
    const plain = eventOf(prediction);
    expect(eventOf({ ...prediction, outcome: 1, trace: { deep: [1] }, toString: 1, timeMs: 5 })).toEqual(plain);
    expect(eventOf({ ...prediction, features: { origin: 'LAS', distance: 2176, wind: 3, constructor: 1 } })).toEqual(
      plain,
    );
    expect(eventOf({ ...outcome, features: 'none', weight: 'heavy' })).toEqual(eventOf(outcome));
  });

  it('with the last of two fields of one name, as JSON has it', () => {
    const data = JSON.stringify(outcome).replace('"outcome":1', '"outcome":1,"outcome":0');
    expect(accepted(data).label).toBe(0);
  });

  it('under any id that is text', () => {
    for (const eventId of ['__proto__', 'constructor', ' ', '0', '航班', '\u0000', 'x'.repeat(256), '\u{1F600}']) {
      expect(eventOf({ ...outcome, eventId }).eventId).toBe(eventId);
    }
  });

  it('as large as Kinesis takes it', () => {
    const rest = JSON.stringify({ ...outcome, note: '' }).length;
    expect(eventOf({ ...outcome, note: 'n'.repeat(1_048_576 - rest) })).toEqual(eventOf(outcome));
  });

  it('without regard to blanks and the order of fields', () => {
    const reversed = Object.fromEntries(Object.entries(prediction).reverse());
    expect(accepted(`\n  ${JSON.stringify(reversed, null, 2)}\t`)).toEqual(eventOf(prediction));
  });
});

describe('an event that cannot be used is refused with its code and what to change', () => {
  it('too-large', () => {
    expect(refusal('x'.repeat(1_048_577))).toEqual(
      refused('too-large', 'the event has 1048577 characters; send at most 1048576', null),
    );
  });

  // The words in brackets are V8's, as of Node 20.
  it.each([
    ['', 'Unexpected end of JSON input'],
    ['{"type":', 'Unexpected end of JSON input'],
    ['{"distance":NaN}', `Unexpected token 'N', "{"distance":NaN}" is not valid JSON`],
    ['{"distance":Infinity}', `Unexpected token 'I', ...`],
    ["{'type':1}", "Expected property name or '}' in JSON at position 1"],
  ])('not-json: %s', (data, words) => {
    expect(refusal(data)).toMatchObject({ code: 'not-json', model: null });
    expect(refusal(data)).toMatchObject({
      reason: expect.stringContaining(`the event is not JSON (${words}`),
    });
    expect(refusal(data)).toMatchObject({ reason: expect.stringMatching(/\); send one JSON object$/) });
  });

  it.each([
    ['null', 'null'],
    ['[]', 'a list'],
    ['7', '7'],
    ['1e999', 'Infinity'],
    ['"prediction"', '"prediction"'],
  ])('not-an-event: %s', (data, shown) => {
    const reason = `the event is ${shown}; send a JSON object with type, model, eventId and time`;
    expect(refusal(data)).toEqual(refused('not-an-event', reason, null));
  });

  it.each([
    ['{}', 'nothing'],
    ['{"model":"flight"}', '"flight"'],
    ['{"model":"__proto__"}', '"__proto__"'],
    ['{"model":"constructor"}', '"constructor"'],
    ['{"model":["flights"]}', 'a list'],
    ['{"model":null}', 'null'],
    ['{"__proto__":{"model":"flights"}}', 'nothing'],
    [`{"model":"${'m'.repeat(100)}"}`, `"${'m'.repeat(80)}"`],
  ])('unknown-model: %s', (data, shown) => {
    expect(refusal(data)).toEqual(
      refused('unknown-model', `model: got ${shown}; declared are flights, colours, delays`, null),
    );
  });

  it.each([
    [{ model: 'flights' }, 'nothing'],
    [{ model: 'flights', type: 'click' }, '"click"'],
    [{ model: 'flights', type: 'hasOwnProperty' }, '"hasOwnProperty"'],
    [{ model: 'flights', type: { prediction: 1 } }, 'an object'],
  ])('unknown-type: %j', (fields, shown) => {
    expect(reasonFor(fields)).toEqual(
      refused('unknown-type', `type: got ${shown}; send prediction, outcome or example`),
    );
  });

  const sendTime = 'send a time with its zone, from 1970 on, such as 2001-01-01T00:01:00Z';
  it.each<[string, Fields, string]>([
    ['no id', { ...outcome, eventId: undefined }, 'eventId: got nothing; send a string'],
    ['an empty id', { ...outcome, eventId: '' }, 'eventId: got ""; send a string that is not empty'],
    ['an id that is a number', { ...outcome, eventId: 7 }, 'eventId: got 7; send a string'],
    ['a long id', { ...outcome, eventId: 'x'.repeat(257) }, 'eventId: got 257 characters; send at most 256'],
    ['no time', { ...outcome, time: undefined }, 'time: got nothing; send a time such as 2001-01-01T00:01:00Z'],
    ['a time in ms', { ...outcome, time: 0 }, 'time: got 0; send a time such as 2001-01-01T00:01:00Z'],
    ['no zone', { ...outcome, time: '2001-01-01T00:01:00' }, `time: got "2001-01-01T00:01:00"; ${sendTime}`],
    ['30 February', { ...outcome, time: '2001-02-30T00:00:00Z' }, `time: got "2001-02-30T00:00:00Z"; ${sendTime}`],
    ['1969', { ...outcome, time: '1969-12-31T23:59:59Z' }, `time: got "1969-12-31T23:59:59Z"; ${sendTime}`],
    ['no outcome', { ...outcome, outcome: undefined }, 'outcome: got nothing; send 0 or 1 (or false, true)'],
    ['the outcome null', { ...outcome, outcome: null }, 'outcome: got null; send 0 or 1 (or false, true)'],
    ['the outcome "1"', { ...outcome, outcome: '1' }, 'outcome: got "1"; send 0 or 1 (or false, true)'],
    ['an outcome between', { ...outcome, outcome: 0.5 }, 'outcome: got 0.5; send 0 or 1 (or false, true)'],
    [
      'no features',
      { ...prediction, features: undefined },
      'features: got nothing; send an object of feature values by name',
    ],
    [
      'a list of features',
      { ...prediction, features: ['LAS'] },
      'features: got a list; send an object of feature values by name',
    ],
    [
      'a number for a category',
      { ...prediction, features: { origin: 7 } },
      'features.origin: got 7; a categorical value is sent as a string, or null when missing',
    ],
    [
      'an object for a category',
      { ...prediction, features: { origin: { toString: 'LAS' } } },
      'features.origin: got an object; a categorical value is sent as a string, or null when missing',
    ],
    [
      'a long category',
      { ...prediction, features: { origin: 'x'.repeat(1025) } },
      'features.origin: got 1025 characters; send at most 1024',
    ],
    [
      'a number in words',
      { ...prediction, features: { distance: '12' } },
      'features.distance: got "12"; send a finite number',
    ],
    [
      'a boolean for a number',
      { ...prediction, features: { distance: true } },
      'features.distance: got true; send a finite number',
    ],
    [
      'a number too large to square',
      { ...prediction, features: { distance: -1.1e100 } },
      'features.distance: got -1.1e+100; send a magnitude of at most 1e+100',
    ],
    ['a weight of 0', { ...example, weight: 0 }, 'weight: got 0; send a number above 0 and at most 1000000000'],
    ['a weight in words', { ...example, weight: '1' }, 'weight: got "1"; send a finite number'],
    [
      'a propensity of 0',
      { ...prediction, propensity: 0 },
      'propensity: got 0; send a probability above 0 and at most 1',
    ],
    [
      'a propensity above 1',
      { ...prediction, propensity: 1.01 },
      'propensity: got 1.01; send a probability above 0 and at most 1',
    ],
    [
      'a prediction too large',
      { ...prediction, prediction: 1e101 },
      'prediction: got 1e+101; send a magnitude of at most 1e+100',
    ],
    ['a version that is a number', { ...prediction, version: 1.4 }, 'version: got 1.4; send a string'],
    ['a long version', { ...prediction, version: '1'.repeat(257) }, 'version: got 257 characters; send at most 256'],
    ['a long source', { ...prediction, source: 's'.repeat(257) }, 'source: got 257 characters; send at most 256'],
  ])('malformed: %s', (_, fields, reason) => {
    expect(reasonFor(fields)).toEqual(refused('malformed', reason));
  });

  it('malformed: infinity, as JSON can say it', () => {
    const data = JSON.stringify(prediction).replace('2176', '-1e999');
    expect(refusal(data)).toEqual(refused('malformed', 'features.distance: got -Infinity; send a finite number'));
  });

  it('malformed: fields that are on a prototype only', () => {
    const data =
      '{"type":"outcome","model":"flights","time":"2001-01-01T00:01:00Z","outcome":1,"__proto__":{"eventId":"a"}}';
    expect(refusal(data)).toEqual(refused('malformed', 'eventId: got nothing; send a string'));
  });

  it('malformed: every field that is wrong, the first five', () => {
    expect(reasonFor({ ...prediction, eventId: 7, time: null, features: { origin: 1, distance: '' } })).toEqual(
      refused(
        'malformed',
        'eventId: got 7; send a string. time: got null; send a time such as 2001-01-01T00:01:00Z. ' +
          'features.distance: got ""; send a finite number. ' +
          'features.origin: got 1; a categorical value is sent as a string, or null when missing',
      ),
    );
    const wrong = { weight: '', source: 1, version: 1, prediction: '', propensity: '' };
    expect(String(Object(reasonFor({ ...prediction, eventId: 7, ...wrong })).reason).split('. ')).toHaveLength(5);
  });

  it('malformed: a class or a value of another model', () => {
    expect(reasonFor({ ...outcome, model: 'colours' })).toEqual(
      refused('malformed', 'outcome: got 1; send one of red, constructor, green', 'colours'),
    );
    expect(reasonFor({ ...outcome, model: 'colours', outcome: 'toString' })).toEqual(
      refused('malformed', 'outcome: got "toString"; send one of red, constructor, green', 'colours'),
    );
    expect(reasonFor({ ...outcome, model: 'delays', outcome: '1' })).toEqual(
      refused('malformed', 'outcome: got "1"; send a finite number', 'delays'),
    );
    expect(reasonFor({ ...outcome, model: 'delays', outcome: 1e101 })).toEqual(
      refused('malformed', 'outcome: got 1e+101; send a magnitude of at most 1e+100', 'delays'),
    );
  });

  it.each<[string, Fields]>([
    ['id', { ...outcome, eventId: 'a\ud800' }],
    ['category', { ...prediction, features: { origin: '\udc00' } }],
    ['source', { ...prediction, source: '\udfff\ud800' }],
    ['version', { ...prediction, version: '\ud800x' }],
  ])('ill-formed-text: half a character in the %s', (_, fields) => {
    const reason = 'a string of the event has a lone surrogate (half a character); send well-formed Unicode';
    expect(reasonFor(fields)).toEqual(refused('ill-formed-text', reason));
  });

  it('ill-formed-text: half a character as it stands, which no UTF-8 can bring', () => {
    expect(
      refusal('{"type":"outcome","model":"flights","eventId":"\ud800","time":"2001-01-01T00:01:00Z","outcome":1}'),
    ).toMatchObject({
      code: 'ill-formed-text',
    });
  });

  it('a whole character that is written as two escapes is none of that', () => {
    expect(accepted(JSON.stringify(outcome).replace('a1', '\\ud83d\\ude00')).eventId).toBe('\u{1F600}');
  });

  it('whatever its depth', () => {
    const depth = 400_000;
    expect(refusal('['.repeat(depth) + ']'.repeat(depth))).toMatchObject({ code: 'not-an-event' });
    expect(refusal('['.repeat(depth))).toMatchObject({ code: 'not-json' });
    const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(refusal(JSON.stringify(prediction).replace('"LAS"', nested))).toEqual(
      refused(
        'malformed',
        'features.origin: got a list; a categorical value is sent as a string, or null when missing',
      ),
    );
    expect(accepted(JSON.stringify({ ...outcome, note: 0 }).replace('"note":0', `"note":${nested}`))).toEqual(
      eventOf(outcome),
    );
  });

  it('and changes no prototype on the way', () => {
    refusal('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"model":"flights"}');
    accepted(JSON.stringify(prediction).replace('"origin"', '"__proto__":{"polluted":1},"origin"'));
    expect(Reflect.has({}, 'polluted')).toBe(false);
  });
});
