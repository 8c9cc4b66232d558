/**
 * The three event kinds, parsed at the edge: strict about what is there, silent about unknown fields (they are kept out),
 * and every refusal a code and a sentence for the dead-letter store.
 */
import * as z from 'zod';
import type { ModelDeclaration, OutcomeDeclaration } from './declaration';
import { beyondLimits, isWellFormed } from './event-limits';
import { parseEventTime } from './event-time';

/** As Kinesis takes them at most. */
const MAX_EVENT_CHARS = 1_048_576;

export interface ParsedEvent {
  readonly kind: 'prediction' | 'outcome' | 'example';
  readonly model: string;
  readonly eventId: string;
  readonly timeMs: number;
  /** Feature values by name, unknown names kept out; null for an outcome. */
  readonly served: {
    readonly features: Readonly<Record<string, string | number | null>>;
    readonly weight: number | null;
    readonly source: string | null;
    readonly version: string | null;
    readonly prediction: number | null;
    readonly propensity: number | null;
  } | null;
  /** Class index or value; null for a prediction. */
  readonly label: number | null;
}

export type RefusalCode =
  | 'too-large'
  | 'not-json'
  | 'not-an-event'
  | 'unknown-model'
  | 'unknown-type'
  | 'malformed'
  | 'ill-formed-text'
  | 'from-the-future';

export interface Refusal {
  readonly code: RefusalCode;
  readonly reason: string;
  /** The declared model that it names, if any. */
  readonly model: string | null;
}

export type Parsed = { readonly event: ParsedEvent } | { readonly refused: Refusal };
export type EventParser = (data: string) => Parsed;

/** A parser of events for these models. O(length of the event). */
export function createEventParser(declarations: readonly ModelDeclaration[]): EventParser {
  const parsers = new Map(declarations.map((declaration) => [declaration.name, modelParser(declaration)]));
  return (data) => {
    if (data.length > MAX_EVENT_CHARS) {
      return refuse(null, 'too-large', `the event has ${data.length} characters; send at most ${MAX_EVENT_CHARS}`);
    }
    let value: unknown;
    try {
      value = JSON.parse(data);
    } catch (error) {
      return refuse(
        null,
        'not-json',
        `the event is not JSON (${error instanceof Error ? error.message : 'unreadable'}); send one JSON object`,
      );
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return refuse(
        null,
        'not-an-event',
        `the event is ${shown(value)}; send a JSON object with type, model, eventId and time`,
      );
    }
    const name = own(value, 'model');
    const parser = typeof name === 'string' ? parsers.get(name) : undefined;
    if (parser === undefined) {
      return refuse(null, 'unknown-model', `model: got ${shown(name)}; declared are ${[...parsers.keys()].join(', ')}`);
    }
    return parser(value, data);
  };
}

const refuse = (model: string | null, code: RefusalCode, reason: string): Parsed => ({
  refused: { code, reason, model },
});

const own = (value: object, key: string): unknown => (Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined);

function modelParser(declaration: ModelDeclaration): (value: object, data: string) => Parsed {
  const model = declaration.name;
  const { prediction, outcome, example } = eventSchemas(declaration);
  return (value, data) => {
    const type = own(value, 'type');
    if (type !== 'prediction' && type !== 'outcome' && type !== 'example') {
      return refuse(model, 'unknown-type', `type: got ${shown(type)}; send prediction, outcome or example`);
    }
    const checked =
      type === 'prediction'
        ? prediction.safeParse(value)
        : type === 'outcome'
          ? outcome.safeParse(value)
          : example.safeParse(value);
    if (!checked.success) return refuse(model, 'malformed', explain(checked.error.issues, value));
    const parsed = checked.data;
    const event: ParsedEvent = {
      kind: type,
      model,
      eventId: parsed.eventId,
      timeMs: parseEventTime(parsed.time),
      served: 'features' in parsed ? servedOf(parsed) : null,
      label: 'outcome' in parsed ? parsed.outcome : null,
    };
    if (Number.isNaN(event.timeMs)) {
      return refuse(
        model,
        'malformed',
        `time: got ${shown(parsed.time)}; send a time with its zone, from 1970 on, such as 2001-01-01T00:01:00Z`,
      );
    }
    const beyond = beyondLimits(event);
    if (beyond !== null) return refuse(model, 'malformed', beyond);
    if ((data.includes('\\u') || !data.isWellFormed()) && !isWellFormed(event)) {
      return refuse(
        model,
        'ill-formed-text',
        'a string of the event has a lone surrogate (half a character); send well-formed Unicode',
      );
    }
    return { event };
  };
}

/** Types only: limits are checked after the parse, since checks inside a schema keep it from being compiled (3 x the time). */
function eventSchemas(declaration: ModelDeclaration) {
  const number = z.number({ error: 'send a finite number' });
  const string = z.string({ error: 'send a string' });
  const category = z.string({ error: 'a categorical value is sent as a string, or null when missing' }).nullish();
  const features = z.object(
    Object.fromEntries(
      Object.entries(declaration.features).map(([name, { kind }]) => [
        name,
        kind === 'categorical' ? category : number.nullish(),
      ]),
    ),
    { error: 'send an object of feature values by name' },
  );
  const envelope = { eventId: string, time: z.string({ error: 'send a time such as 2001-01-01T00:01:00Z' }) };
  const logged = {
    weight: number.nullish(),
    source: string.nullish(),
    version: string.nullish(),
    prediction: number.nullish(),
    propensity: number.nullish(),
  };
  const label = labelSchema(declaration.outcome);
  return {
    prediction: z.object({ ...envelope, ...logged, features }),
    outcome: z.object({ ...envelope, outcome: label }),
    example: z.object({ ...envelope, ...logged, features, outcome: label }),
  };
}

interface Logged {
  readonly features: Readonly<Record<string, string | number | null | undefined>>;
  readonly weight?: number | null | undefined;
  readonly source?: string | null | undefined;
  readonly version?: string | null | undefined;
  readonly prediction?: number | null | undefined;
  readonly propensity?: number | null | undefined;
}

function servedOf(event: Logged): NonNullable<ParsedEvent['served']> {
  return {
    // JSON has no undefined: an absent feature is an absent key.
    features: event.features as Readonly<Record<string, string | number | null>>,
    weight: event.weight ?? null,
    source: event.source ?? null,
    version: event.version ?? null,
    prediction: event.prediction ?? null,
    propensity: event.propensity ?? null,
  };
}

function labelSchema(outcome: OutcomeDeclaration): z.ZodType<number> {
  if (outcome.kind === 'regression') return z.number({ error: 'send a finite number' });
  if (outcome.kind === 'multiclass') {
    const index = new Map(outcome.classes.map((name, at) => [name, at]));
    return z
      .enum(outcome.classes as [string, ...string[]], { error: `send one of ${outcome.classes.join(', ')}` })
      .transform((name) => index.get(name)!);
  }
  return z.union([z.literal(0), z.literal(1), z.boolean().transform(Number)], {
    error: 'send 0 or 1 (or false, true)',
  });
}

/** Names every field that is wrong, with the value that came. */
function explain(issues: readonly z.core.$ZodIssue[], value: object): string {
  return issues
    .slice(0, 5)
    .map((issue) => {
      const got = issue.path.reduce<unknown>(
        (inner, part) => (typeof inner === 'object' && inner !== null ? own(inner, String(part)) : undefined),
        value,
      );
      return `${issue.path.join('.')}: got ${shown(got)}; ${issue.message}`;
    })
    .join('. ');
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  const json = JSON.stringify(typeof value === 'string' ? value.slice(0, 80) : value) ?? String(value);
  return json === 'null' && typeof value === 'number' ? String(value) : json;
}
