/**
 * Events that cannot be used, of every kind that senders and wires produce, each with the code under which it must be refused. Seeded:
 * the same seed gives the same events. The refusal follows from how an event is made, not from a parser.
 */
import type { RefusalCode } from '../../functions/contracts/events';
import { createPrng, type Prng } from './prng';

export interface Malformed {
  readonly data: string;
  readonly code: RefusalCode;
  /** What a letter about it names: the model, or null when the event names none that is declared. */
  readonly model: 'parcels' | null;
}

type Fields = Record<string, unknown>;
type Maker = (prng: Prng) => Malformed;

const LARGEST_CHARS = 1_048_576;
const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

const oneOf = <T>(prng: Prng, values: readonly T[]): T => values[prng.int(values.length)]!;

const prediction = (prng: Prng): Fields => ({
  type: 'prediction',
  model: 'parcels',
  eventId: `bad-${prng.int(1_000_000_000)}`,
  time: '2001-01-01T00:01:00Z',
  features: { depot: 'AMS', distance: prng.int(2000) },
});

const outcome = (prng: Prng): Fields => ({
  type: 'outcome',
  model: 'parcels',
  eventId: `bad-${prng.int(1_000_000_000)}`,
  time: '2001-01-01T00:01:00Z',
  outcome: prng.int(2),
});

const either = (prng: Prng): Fields => (prng.int(2) === 0 ? prediction(prng) : outcome(prng));

const notJson = (data: string): Malformed => ({ data, code: 'not-json', model: null });
const malformed = (fields: Fields): Malformed => ({
  data: JSON.stringify(fields),
  code: 'malformed',
  model: 'parcels',
});
const refusedAs = (code: RefusalCode, fields: Fields): Malformed => ({
  data: JSON.stringify(fields),
  code,
  model: code === 'unknown-type' || code === 'from-the-future' || code === 'ill-formed-text' ? 'parcels' : null,
});

/** No proper beginning of an object is JSON. */
const truncated: Maker = (prng) => {
  const text = JSON.stringify(either(prng));
  return notJson(text.slice(0, prng.int(text.length)));
};

/** A control character is allowed nowhere in JSON: not in a string, not between tokens. */
const mutated: Maker = (prng) => {
  const text = JSON.stringify(either(prng));
  const at = prng.int(text.length);
  return notJson(`${text.slice(0, at)}\u0001${text.slice(at + prng.int(2))}`);
};

/** Without one of its quotes or braces nothing is balanced any more: the strings of these events hold none. */
const unbalanced: Maker = (prng) => {
  const text = JSON.stringify(either(prng));
  const places = [...text.matchAll(/["{}]/g)].map(({ index }) => index);
  const at = oneOf(prng, places);
  return notJson(text.slice(0, at) + text.slice(at + 1));
};

const notANumber: Maker = (prng) => {
  const word = oneOf(prng, ['NaN', 'Infinity', '-Infinity', 'undefined', '1e', '0x10', '01', '.5', '+1']);
  return notJson(JSON.stringify(prediction(prng)).replace(/"distance":\d+/, `"distance":${word}`));
};

/** JSON's own way to say infinity: 1e999 is a number to a parser. */
const infinite: Maker = (prng) => {
  const number = oneOf(prng, ['1e999', '-1e999', '1e101', '-2e100', '"NaN"', '"12"']);
  const data = JSON.stringify(prediction(prng)).replace(/"distance":\d+/, `"distance":${number}`);
  return { data, code: 'malformed', model: 'parcels' };
};

const noEvent: Maker = (prng) => {
  const value = oneOf<unknown>(prng, [null, true, 0, -1.5, '', 'prediction', [], [1, [2]], [prediction(prng)]]);
  return refusedAs('not-an-event', value as Fields);
};

const unknownModel: Maker = (prng) => {
  const model = oneOf<unknown>(prng, ['Parcels', 'parcel', '', ' parcels', null, 7, {}, ['parcels'], undefined]);
  return refusedAs('unknown-model', { ...either(prng), model });
};

const unknownType: Maker = (prng) => {
  const type = oneOf<unknown>(prng, ['Prediction', 'click', '', null, 1, {}, ['outcome'], undefined]);
  return refusedAs('unknown-type', { ...either(prng), type });
};

/** Names that every object answers to must not be taken for a model, a type, or fields that are there. */
const prototypeName: Maker = (prng) => {
  const name = oneOf(prng, PROTOTYPE_NAMES);
  const kind = prng.int(4);
  if (kind === 0) return refusedAs('unknown-model', { ...either(prng), model: name });
  if (kind === 1) return refusedAs('unknown-type', { ...either(prng), type: name });
  const inherited = `{"__proto__":${JSON.stringify(either(prng))}}`;
  if (kind === 2) return { data: inherited, code: 'unknown-model', model: null };
  const { eventId: _, ...rest } = either(prng);
  const data = `${JSON.stringify(rest).slice(0, -1)},"__proto__":{"eventId":"inherited"},"${name}":1}`;
  return { data, code: 'malformed', model: 'parcels' };
};

const WRONG_TIMES = ['', 'now', '2001-01-01', '2001-01-01T00:01:00', '2001-02-30T00:00:00Z', '1969-12-31T23:59:59Z', 0];
const WRONG_IDS = ['', 7, null, true, {}, ['a'], 'i'.repeat(257)];
const WRONG_LABELS = [2, -1, 0.5, '1', 'true', null, [], {}, [1]];
const WRONG_LOGGED: readonly Fields[] = [
  { weight: 0 },
  { weight: -1 },
  { weight: '1' },
  { weight: 1e10 },
  { propensity: 0 },
  { propensity: 1.5 },
  { propensity: '0.5' },
  { version: 1.2 },
  { source: ['web'] },
  { prediction: 'yes' },
  { prediction: -1e101 },
];
const WRONG_FEATURES: readonly unknown[] = [
  null,
  [],
  'depot',
  7,
  { depot: 7 },
  { depot: ['AMS'] },
  { depot: { toString: 'AMS' } },
  { depot: 'd'.repeat(1025) },
  { distance: '12' },
  { distance: true },
  { distance: [12] },
  { distance: { valueOf: 12 } },
];

const wrongType: Maker = (prng) => {
  const kind = prng.int(5);
  if (kind === 0) return malformed({ ...either(prng), time: oneOf<unknown>(prng, WRONG_TIMES) });
  if (kind === 1) return malformed({ ...either(prng), eventId: oneOf<unknown>(prng, WRONG_IDS) });
  if (kind === 2) return malformed({ ...outcome(prng), outcome: oneOf<unknown>(prng, WRONG_LABELS) });
  if (kind === 3) return malformed({ ...prediction(prng), ...oneOf(prng, WRONG_LOGGED) });
  return malformed({ ...prediction(prng), features: oneOf(prng, WRONG_FEATURES) });
};

const missingField: Maker = (prng) => {
  const fields = either(prng);
  const name = oneOf(prng, ['eventId', 'time', fields.type === 'outcome' ? 'outcome' : 'features']);
  return malformed({ ...fields, [name]: undefined });
};

/** Half a character, as an escape: JSON takes it, UTF-8 cannot hold it. */
const halfCharacter: Maker = (prng) => {
  const half = oneOf(prng, ['\ud800', 'a\udfff', '\udc00\ud800']);
  const fields = oneOf<Fields>(prng, [
    { ...either(prng), eventId: half },
    { ...prediction(prng), features: { depot: half } },
    { ...prediction(prng), source: half },
  ]);
  return refusedAs('ill-formed-text', fields);
};

const fromTheFuture: Maker = (prng) =>
  refusedAs('from-the-future', {
    ...either(prng),
    time: oneOf(prng, ['2038-01-19T03:14:08Z', '9999-12-31T23:59:59Z']),
  });

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const deep: Maker = (prng) => {
  const depth = 1000 * (1 + prng.int(30));
  const kind = prng.int(4);
  if (kind === 0) return { data: nested(depth), code: 'not-an-event', model: null };
  if (kind === 1) return notJson('{"a":'.repeat(depth));
  const [before, after] = JSON.stringify({ ...prediction(prng), features: { depot: '@' } }).split('"@"');
  const value = kind === 2 ? nested(depth) : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  return { data: `${before}${value}${after}`, code: 'malformed', model: 'parcels' };
};

const huge: Maker = (prng) => {
  const kind = prng.int(4);
  if (kind === 0) {
    const text = JSON.stringify({ ...prediction(prng), note: 'n'.repeat(LARGEST_CHARS) });
    return { data: text, code: 'too-large', model: null };
  }
  if (kind === 1) {
    // As large as an event may be, and without a type.
    const text = JSON.stringify({ model: 'parcels', note: '' });
    return {
      data: text.replace('""', `"${'n'.repeat(LARGEST_CHARS - text.length)}"`),
      code: 'unknown-type',
      model: 'parcels',
    };
  }
  if (kind === 2) return malformed({ ...prediction(prng), features: { depot: 'd'.repeat(100_000) } });
  return malformed({ ...outcome(prng), eventId: 'i'.repeat(50_000) });
};

const SMALL: readonly Maker[] = [
  truncated,
  mutated,
  unbalanced,
  notANumber,
  infinite,
  noEvent,
  unknownModel,
  unknownType,
  prototypeName,
  wrongType,
  missingField,
  halfCharacter,
  fromTheFuture,
];

/** One event in so many is deep, and one huge. */
const LARGE_EVERY = 8000;

/** A source that never ends. */
export function malformedEvents(seed: number): () => Malformed {
  const prng = createPrng(seed);
  let given = 0;
  return () => {
    given += 1;
    const maker =
      given % LARGE_EVERY === 0 ? huge : given % LARGE_EVERY === LARGE_EVERY / 2 ? deep : oneOf(prng, SMALL);
    return maker(prng);
  };
}
