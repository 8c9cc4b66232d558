/**
 * A few prediction-outcome pairs of any declared model, made from its declaration and a seed, to see whether a deployed loop
 * turns. They are learned like others, so they are made to matter little: their weight is 2^-20, under which scores stay exact
 * (see scores.ts), and their categories are ones that nobody else sends. The contest does not weigh examples: it counts them whole,
 * for the champion and the candidates alike.
 */
import type { ModelDeclaration } from '../../contracts/declaration';
import { type Prng, prng, uniform } from '../../domain/numeric/prng';

export const SMOKE_SOURCE = 'perennial-smoke';
export const SMOKE_WEIGHT = 2 ** -20;
const CATEGORIES = 3;

export interface SmokeOptions {
  readonly pairs: number;
  readonly seed: number;
  /** Names this run: no two share event ids. */
  readonly run: string;
  /** When the predictions were made; their outcomes come a second later. */
  readonly predictedAtMs: number;
}

export interface SmokeEvents {
  /** Events as JSON, one of each for every id. */
  readonly predictions: readonly string[];
  readonly outcomes: readonly string[];
  /** The first prediction again, as a request: what is logged of its answer is a duplicate, and is not learned. */
  readonly request: {
    readonly eventId: string;
    readonly time: string;
    readonly features: Readonly<Record<string, string | number>>;
  };
}

const OUTCOME_AFTER_MS = 1_000;

export function smokeEvents(
  declaration: ModelDeclaration,
  { pairs, seed, run, predictedAtMs }: SmokeOptions,
): SmokeEvents {
  const random = prng(seed);
  const { name: model } = declaration;
  const time = new Date(predictedAtMs).toISOString();
  const outcomeTime = new Date(predictedAtMs + OUTCOME_AFTER_MS).toISOString();
  const made = Array.from({ length: pairs }, (_, at) => ({
    eventId: `${SMOKE_SOURCE}-${run}-${at}`,
    features: featuresOf(declaration, random),
    outcome: outcomeOf(declaration, random),
  }));
  const [{ eventId, features }] = made as [(typeof made)[number]];
  return {
    predictions: made.map(({ eventId, features }) =>
      JSON.stringify({
        type: 'prediction',
        model,
        eventId,
        time,
        features,
        source: SMOKE_SOURCE,
        weight: SMOKE_WEIGHT,
      }),
    ),
    outcomes: made.map(({ eventId, outcome }) =>
      JSON.stringify({ type: 'outcome', model, eventId, time: outcomeTime, outcome }),
    ),
    request: { eventId, time, features },
  };
}

const featuresOf = ({ features }: ModelDeclaration, random: Prng): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(features).map(([name, { kind }]) => [
      name,
      kind === 'numeric' ? uniform(random) : `${SMOKE_SOURCE}-${random() % CATEGORIES}`,
    ]),
  );

function outcomeOf({ outcome }: ModelDeclaration, random: Prng): number | string {
  if (outcome.kind === 'regression') return uniform(random);
  if (outcome.kind === 'binary') return random() % 2;
  return outcome.classes[random() % outcome.classes.length]!;
}
