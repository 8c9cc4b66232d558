/** How a schedule that broke a promise is told, so that it can be looked at alone. */

export const SEED_VARIABLE = 'PERENNIAL_SIMULATION_SEED';

const MOST_SHOWN = 5;
const MOST_CHARS = 600;

export const replayCommand = (seed: number): string =>
  `${SEED_VARIABLE}=${seed} npx jest test/simulation/replay.test.ts`;

export function told(seed: number, violations: readonly string[]): string {
  const shown = violations.slice(0, MOST_SHOWN).map((one) => `  ${one.slice(0, MOST_CHARS)}`);
  const more = violations.length > MOST_SHOWN ? [`  and ${violations.length - MOST_SHOWN} more`] : [];
  return [`schedule ${seed}:`, ...shown, ...more, `again: ${replayCommand(seed)}`].join('\n');
}
