/** Model files as a team would write them, and events for them, in a folder outside the checkout. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prng, uniform } from '../../../functions/domain/numeric/prng';
import { drifting } from '../../../functions/local/simulators/drifting';

export interface ModelOnDisk {
  readonly name: string;
  readonly modelFile: string;
  readonly events: string;
  readonly lines: readonly string[];
}

const DRIFTING = `import { binary, hours, logistic, model, numeric, whenBetter } from 'perennial';

export const drifting = model('drifting', {
  outcome: binary({ within: hours(1), otherwise: 'discard' }),
  features: { x: numeric(), y: numeric() },
  learners: [logistic()],
  microBatch: 64,
  seal: { every: hours(2) },
  promote: whenBetter({ metric: 'logLoss' }),
  archive: { days: 365 },
});
`;

const AMOUNTS = `import { categorical, hours, linear, model, numeric, regression, whenBetter } from 'perennial';

export const amounts = model('amounts', {
  outcome: regression({ within: hours(24) }),
  features: { place: categorical(), x: numeric() },
  learners: [linear()],
  microBatch: 64,
  seal: { every: hours(1) },
  promote: whenBetter({ metric: 'absoluteError', lossBound: 10 }),
});
`;

const KINDS = `import { categorical, hours, logistic, model, multiclass, numeric, whenBetter } from 'perennial';

export const kinds = model('kinds', {
  outcome: multiclass({ within: hours(24), classes: ['low', 'middle', 'high'] }),
  features: { place: categorical(), x: numeric() },
  learners: [logistic()],
  microBatch: 64,
  seal: { every: hours(1) },
  promote: whenBetter({ metric: 'brier' }),
});
`;

function onDisk(folder: string, name: string, source: string, lines: readonly string[]): ModelOnDisk {
  const modelFile = join(folder, `${name}.ts`);
  const events = join(folder, `${name}.ndjson`);
  writeFileSync(modelFile, source);
  writeFileSync(events, `${lines.join('\n')}\n`);
  return { name, modelFile, events, lines };
}

/**
 * Two numeric features, and a world that turns within four days; labels come within a quarter of an hour. The gate promotes three
 * times a day of the stream, every 1,000 examples. One line in 5,000 is no event.
 */
export function driftingOnDisk(folder: string, examples: number): ModelOnDisk {
  const { lines } = drifting({ seed: 11, examples, perDay: 3000, turnDays: 4, delayDays: [0.002, 0.01] });
  const withNoise = lines.flatMap((line, i) => (i % 5000 === 4999 ? ['not an event', line] : [line]));
  return onDisk(folder, 'drifting', DRIFTING, withNoise);
}

export const amountsOnDisk = (folder: string): ModelOnDisk =>
  onDisk(
    folder,
    'amounts',
    AMOUNTS,
    examplesOf('amounts', (score) => score),
  );

export const kindsOnDisk = (folder: string): ModelOnDisk =>
  onDisk(
    folder,
    'kinds',
    KINDS,
    examplesOf('kinds', (score) => (score < -1 ? 'low' : score < 1 ? 'middle' : 'high')),
  );

const EXAMPLES = 2000;
const STARTS_AT_MS = Date.UTC(2024, 0, 1);

/** One complete example a minute. The score is linear in both features. */
function examplesOf(model: string, outcomeOf: (score: number) => number | string): string[] {
  const random = prng(7);
  return Array.from({ length: EXAMPLES }, (_, i) => {
    const x = Math.round((2 * uniform(random) - 1) * 1e3) / 1e3;
    const place = uniform(random) < 0.5 ? 'in' : 'out';
    const score = 2 * x + (place === 'in' ? 1 : -1);
    const time = new Date(STARTS_AT_MS + i * 60_000).toISOString();
    const event = { type: 'example', model, eventId: `e${i}`, time, features: { place, x }, outcome: outcomeOf(score) };
    return JSON.stringify(event);
  });
}
