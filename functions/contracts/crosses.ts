/**
 * Crosses declared by pattern: `pairs('origin*', '*')` stands for every pair of a categorical feature whose name fits the first pattern
 * with another that fits the second, as quadratic features do in Vowpal Wabbit (`-q`). `*` stands for any characters, none included;
 * everything else for itself. What a model holds are the plain crosses, so that its hash tells of them and not of how they were written.
 * O(features²) once, when a model is declared.
 */
import type { FeatureDeclaration } from './declaration';
import { DeclarationError } from './declaration-error';

export interface CrossPattern {
  readonly pairs: readonly [string, string];
}

/** @default all pairs of categorical features */
export const pairs = (first = '*', second = '*'): CrossPattern => ({ pairs: [first, second] });

export type CrossOption = readonly string[] | CrossPattern;

/**
 * Crosses as listed, then those of each pattern in order of name; of a pair that is there already there is no second.
 *
 * @throws DeclarationError for a pattern that fits no pair
 */
export function expandCrosses(
  model: string,
  crosses: readonly CrossOption[],
  features: Readonly<Record<string, FeatureDeclaration>>,
): readonly CrossOption[] {
  if (!Array.isArray(crosses) || !crosses.some(isPattern)) return crosses;
  const categorical = Object.keys(features)
    .filter((name) => features[name]?.kind === 'categorical')
    .sort();
  const expanded = crosses.filter((cross) => !isPattern(cross));
  const taken = new Set(expanded.filter(isListed).map(keyOf));
  for (const [at, cross] of crosses.entries()) {
    if (!isPattern(cross)) continue;
    const found = pairsOf(cross.pairs, categorical);
    if (found.length === 0) throw new DeclarationError(complaintOf(model, at, cross, categorical));
    for (const pair of found) {
      if (taken.has(keyOf(pair))) continue;
      taken.add(keyOf(pair));
      expanded.push(pair);
    }
  }
  return expanded;
}

/** Anything but a pattern is left to the schema to judge. */
const isPattern = (cross: CrossOption): cross is CrossPattern =>
  typeof cross === 'object' && cross !== null && 'pairs' in cross;
const isListed = (cross: CrossOption): cross is readonly string[] => Array.isArray(cross);

const keyOf = (cross: readonly string[]): string => [...cross].sort().join('\0');

function pairsOf([first, second]: readonly [string, string], names: readonly string[]): [string, string][] {
  const [fitsFirst, fitsSecond] = [globOf(first), globOf(second)];
  return names.flatMap((one, at) =>
    names
      .slice(at + 1)
      .filter((other) => (fitsFirst(one) && fitsSecond(other)) || (fitsFirst(other) && fitsSecond(one)))
      .map((other): [string, string] => [one, other]),
  );
}

function globOf(pattern: string): (name: string) => boolean {
  const escaped = pattern.split('*').map((part) => part.replace(/[^A-Za-z0-9_]/g, '\\$&'));
  const expression = new RegExp(`^${escaped.join('.*')}$`);
  return (name) => expression.test(name);
}

const complaintOf = (model: string, at: number, { pairs: [first, second] }: CrossPattern, names: readonly string[]) =>
  `model "${model}" cannot be declared:\n  crosses[${at}]: got pairs('${first}', '${second}'); it fits no two categorical ` +
  `features; they are ${names.join(', ') || '(none)'}`;
